import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';

export const previousPhase: Action = {
  name: 'previous-phase',
  keys: ['P'],
  group: 'step',
  words: { help: 'back to the end of the phase before' },
  change: (model) => move(model, 'phase', -1),
  announce: announceMove,
};
