import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';

export const nextUnit: Action = {
  name: 'next-unit',
  keys: ['n'],
  group: 'step',
  words: { help: 'to the end of this unit, or of the next' },
  change: (model) => move(model, 'unit', 1),
  announce: announceMove,
};
