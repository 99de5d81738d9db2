import { announceNothing } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { withTyped } from './typed-text.ts';

export const eraseCharacter: Action = {
  name: 'erase-character',
  keys: ['backspace'],
  group: 'answer',
  words: { help: 'erase the last character' },
  change: (model) => withTyped(model, (typed) => typed.slice(0, -1)),
  announce: announceNothing,
};
