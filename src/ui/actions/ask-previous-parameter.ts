import { announcePractice } from '../practice/practice-announcement.ts';
import { askOtherParameter } from '../practice/practice-model.ts';
import { experimentOf } from '../state/model.ts';
import type { Action, ActionWords } from './action.ts';

interface AskWords extends ActionWords {
  readonly hintInFormulas: string;
}

export const askPreviousParameter: Action<AskWords> = {
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
  hint: (model, { hint = '', hintInFormulas }) => ({
    text: experimentOf(model).kind === 'dense' ? hint : hintInFormulas,
    rank: 4,
  }),
  change: (model) => askOtherParameter(model, -1),
  announce: announcePractice,
};
