import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { Action } from './action.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextPhase: Action = {
  name: 'next-phase',
  keys: ['p'],
  group: 'step',
  words: { help: 'to the end of this phase, or of the next', hint: 'phase' },
  hint: hintUnlessMoving(6),
  change: (model) => move(model, 'phase', 1),
  announce: announceMove,
};
