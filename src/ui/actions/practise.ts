import { announcePractice } from '../practice/practice-announcement.ts';
import { startPractice } from '../practice/practice-model.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const practise: Action = {
  name: 'practise',
  keys: ['d'],
  group: 'try',
  words: { help: 'do it yourself: calculate a number, with hints', hint: 'practice' },
  hint: hintUnlessMoving(8),
  change: startPractice,
  announce: announcePractice,
};
