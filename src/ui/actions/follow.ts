import { announceSelection } from '../speech/announcements.ts';
import type { RefusableAction } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const follow: RefusableAction<'following'> = {
  name: 'follow',
  keys: ['f'],
  group: 'look',
  words: {
    help: 'follow: let each step select its parameter',
    helpInFormulas: 'follow: let each step show its own formula',
    hint: 'follow',
    refusals: { following: 'each step already selects its parameter' },
  },
  enabled: ({ selected }) => selected !== undefined || 'following',
  hint: hintUnlessMoving(3),
  change: (model) => ({ ...model, selected: undefined }),
  announce: announceSelection,
};
