import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { withTyped } from './typed-text.ts';

export const eraseAll: Action = {
  name: 'erase-all',
  keys: ['ctrl+u'],
  group: 'answer',
  words: { help: 'erase everything typed' },
  change: (model) => withTyped(model, () => ''),
  announce: announceNothing,
};
