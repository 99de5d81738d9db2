import { announcePractice } from '../practice/practice-announcement.ts';
import { askOtherParameter } from '../practice/practice-model.ts';
import { experimentOf } from '../state/model.ts';
import type { Action } from './action.ts';

export const askPreviousParameter: Action = {
  name: 'ask-previous-parameter',
  keys: ['up'],
  group: 'answer',
  words: {
    help: 'ask for the derivative of the weight before',
    helpInFormulas: 'ask for the derivative of the number before',
    hint: 'weight',
    hintInFormulas: 'number',
  },
  hintKeys: ['up', 'down'],
  hint: (model, { hint = '', hintInFormulas = '' }) => ({
    text: experimentOf(model).kind === 'dense' ? hint : hintInFormulas,
    rank: 4,
  }),
  change: (model) => askOtherParameter(model, -1),
  announce: announcePractice,
};
