import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';

export const quit: Action = {
  name: 'quit',
  keys: ['q', 'ctrl+c'],
  group: 'program',
  words: { help: 'quit', hint: 'quit' },
  hint: (_model, { hint = '' }) => ({ text: hint, rank: 0 }),
  effect: () => ({ kind: 'quit' }),
  announce: announceNothing,
};
