import { announceLeaving } from '../speech/announcements.ts';
import { stepping } from '../state/mode.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const leavePractice: Action = {
  name: 'leave-practice',
  keys: ['escape'],
  group: 'answer',
  words: { help: 'leave the question', hint: 'leave' },
  hint: hintAlways(2),
  change: (model) => ({ ...model, mode: stepping, scroll: undefined }),
  announce: announceLeaving,
};
