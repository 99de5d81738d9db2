import { announceSelection } from '../speech/announcements.ts';
import type { Action } from './action.ts';
import { hintAtRest } from './hints.ts';

export const follow: Action = {
  name: 'follow',
  keys: ['f'],
  group: 'look',
  words: { help: 'follow: let each step select its parameter', hint: 'follow' },
  enabled: ({ selected }) => selected !== undefined || 'already-following',
  hint: hintAtRest(3),
  change: (model) => ({ ...model, selected: undefined }),
  announce: announceSelection,
};
