import { announceLeaving } from '../speech/announcements.ts';
import { stepping } from '../state/mode.ts';
import type { Action } from './action.ts';

export const leavePractice: Action = {
  name: 'leave-practice',
  keys: ['escape'],
  group: 'answer',
  words: { help: 'leave the question', hint: 'leave' },
  hint: (_model, { hint = '' }) => ({ text: hint, rank: 2 }),
  change: (model) => ({ ...model, mode: stepping, scroll: undefined }),
  announce: announceLeaving,
};
