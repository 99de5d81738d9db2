import { giveHint } from '../../engine/practice/practice-session.ts';
import { announcePractice } from '../practice/practice-announcement.ts';
import { withPractice } from '../practice/practice-model.ts';
import type { Action } from './action.ts';

export const askHint: Action = {
  name: 'hint',
  keys: ['?'],
  group: 'answer',
  words: { help: 'a hint; the fourth one is the answer', hint: 'hint' },
  hint: ({ practice }, { hint = '' }) => (practice.exercise?.isOver ? undefined : { text: hint, rank: 1 }),
  change: (model) => withPractice(model, giveHint(model.practice)),
  announce: announcePractice,
};
