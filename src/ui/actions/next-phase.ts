import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { RefusableAction } from './action.ts';
import { furtherStepRefusals, hasFurtherStep } from './further-step.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextPhase: RefusableAction<'end'> = {
  name: 'next-phase',
  keys: ['p'],
  group: 'step',
  words: { help: 'to the end of this phase, or of the next', hint: 'phase', refusals: furtherStepRefusals },
  enabled: hasFurtherStep,
  hint: hintUnlessMoving(6),
  change: (model) => move(model, 'phase', 1),
  announce: announceMove,
};
