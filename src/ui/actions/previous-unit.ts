import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';

export const previousUnit: Action = {
  name: 'previous-unit',
  keys: ['N'],
  group: 'step',
  words: { help: 'back to the end of the unit before' },
  change: (model) => move(model, 'unit', -1),
  announce: announceMove,
};
