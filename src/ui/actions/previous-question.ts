import { announcePractice } from '../practice/practice-announcement.ts';
import { askPreviousStep } from '../practice/practice-model.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const previousQuestion: Action = {
  name: 'previous-question',
  keys: ['left'],
  group: 'answer',
  words: { help: 'ask for the step before', hint: 'other steps' },
  hintKeys: ['left', 'right'],
  hint: hintAlways(3),
  change: askPreviousStep,
  announce: announcePractice,
};
