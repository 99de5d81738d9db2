import { announceSelection } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const follow: Action = {
  name: 'follow',
  keys: ['f'],
  group: 'look',
  words: {
    help: 'follow: let each step select its parameter',
    hint: 'follow',
    refusal: 'each step already selects its parameter',
  },
  enabled: ({ selected }) => selected !== undefined,
  hint: hintUnlessMoving(3),
  change: (model) => ({ ...model, selected: undefined }),
  announce: announceSelection,
};
