import { announceSelection } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { page, rowsPerPage } from './paging.ts';

export const pageDown: Action = {
  name: 'page-down',
  keys: ['pagedown', 'ctrl+d'],
  group: 'show',
  words: {
    help: 'scroll the formula or the help down; in the weights, a page on',
    helpInFormulas: 'scroll the formula or the help down; in the numbers, a page on',
  },
  perform: (model) => page(model, rowsPerPage),
  announce: announceSelection,
};
