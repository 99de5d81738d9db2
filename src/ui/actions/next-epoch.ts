import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextEpoch: Action = {
  name: 'next-epoch',
  keys: ['e'],
  group: 'step',
  words: { help: 'to the end of this epoch, or of the next', hint: 'epoch' },
  hint: hintUnlessMoving(7),
  change: (model) => move(model, 'epoch', 1),
  announce: announceMove,
};
