import { announcePractice } from '../practice/practice-announcement.ts';
import { askOtherParameter } from '../practice/practice-model.ts';
import type { Action } from './action.ts';

export const askNextParameter: Action = {
  name: 'ask-next-parameter',
  keys: ['down'],
  group: 'answer',
  words: {
    help: 'ask for the derivative of the next weight',
    helpInFormulas: 'ask for the derivative of the next number',
  },
  change: (model) => askOtherParameter(model, 1),
  announce: announcePractice,
};
