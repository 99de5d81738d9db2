import { announceNothing } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Action } from './action.ts';

export const scrollUp: Action = {
  name: 'scroll-up',
  keys: ['up', 'k'],
  group: 'show',
  words: { help: 'scroll one row up' },
  perform: (model) => withEffect(model, { kind: 'scroll', rows: -1 }),
  announce: announceNothing,
};
