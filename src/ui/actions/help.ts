import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';

export const help: Action = {
  name: 'help',
  keys: ['?'],
  group: 'program',
  words: { help: 'this help', hint: 'help' },
  hint: (_model, { hint = '' }) => ({ text: hint, rank: 0 }),
  change: (model) => ({ ...model, mode: { kind: 'help' }, scroll: undefined }),
  announce: announceNothing,
};
