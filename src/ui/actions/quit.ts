import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const quit: Action = {
  name: 'quit',
  keys: ['q', 'ctrl+c'],
  group: 'program',
  words: { help: 'quit', hint: 'quit' },
  hint: hintAlways(0),
  effect: () => ({ kind: 'quit' }),
  announce: announceNothing,
};
