import { announceSelection } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { page, rowsPerPage } from './paging.ts';

export const pageUp: Action = {
  name: 'page-up',
  keys: ['pageup', 'ctrl+u'],
  group: 'show',
  words: {
    help: 'scroll the formula or the help up; in the weights, a page back',
    helpInFormulas: 'scroll the formula or the help up; in the numbers, a page back',
  },
  perform: (model) => page(model, -rowsPerPage),
  announce: announceSelection,
};
