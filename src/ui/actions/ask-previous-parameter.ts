import { announcePractice } from '../practice/practice-announcement.ts';
import { askOtherParameter } from '../practice/practice-model.ts';
import type { Action } from './action.ts';
import { hintAlways } from './hints.ts';

export const askPreviousParameter: Action = {
  name: 'ask-previous-parameter',
  keys: ['up'],
  group: 'answer',
  words: { help: 'ask for the derivative of the weight before', hint: 'weight' },
  hintKeys: ['up', 'down'],
  hint: hintAlways(4),
  change: (model) => askOtherParameter(model, -1),
  announce: announcePractice,
};
