import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';

export const previousEpoch: Action = {
  name: 'previous-epoch',
  keys: ['E'],
  group: 'step',
  words: { help: 'back to the end of the epoch before' },
  change: (model) => move(model, 'epoch', -1),
  announce: announceMove,
};
