import { announcePractice } from '../practice/practice-announcement.ts';
import { askNextStep } from '../practice/practice-model.ts';
import type { Action } from './action.ts';

export const nextQuestion: Action = {
  name: 'next-question',
  keys: ['right'],
  group: 'answer',
  words: { help: 'ask for the next step' },
  change: askNextStep,
  announce: announcePractice,
};
