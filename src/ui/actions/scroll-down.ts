import { announceNothing } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const scrollDown: Action = {
  name: 'scroll-down',
  keys: ['down', 'j'],
  group: 'show',
  words: { help: 'scroll one row down', hint: 'scroll' },
  hintKeys: ['up', 'down'],
  hint: hintAlways(1),
  perform: (model) => withEffect(model, { kind: 'scroll', rows: 1 }),
  announce: announceNothing,
};
