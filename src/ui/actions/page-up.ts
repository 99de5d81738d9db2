import { announceSelection } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { page, pageEffect, rowsPerPage } from './paging.ts';

export const pageUp: Action = {
  name: 'page-up',
  keys: ['pageup', 'ctrl+u'],
  group: 'show',
  words: { help: 'scroll the formula or the help up; in the weights, a page back' },
  change: (model) => page(model, -rowsPerPage),
  effect: (model) => pageEffect(model, -rowsPerPage),
  announce: announceSelection,
};
