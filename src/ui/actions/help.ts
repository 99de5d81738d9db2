import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const help: Action = {
  name: 'help',
  keys: ['?'],
  group: 'program',
  words: { help: 'this help', hint: 'help' },
  hint: hintAlways(0),
  change: (model) => ({ ...model, mode: { kind: 'help' }, scroll: undefined }),
  announce: announceNothing,
};
