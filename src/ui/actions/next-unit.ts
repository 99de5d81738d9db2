import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { RefusableAction } from './action.ts';
import { furtherStepRefusals, hasFurtherStep } from './further-step.ts';

export const nextUnit: RefusableAction<'end'> = {
  name: 'next-unit',
  keys: ['n'],
  group: 'step',
  words: { help: 'to the end of this unit, or of the next', refusals: furtherStepRefusals },
  enabled: hasFurtherStep,
  change: (model) => move(model, 'unit', 1),
  announce: announceMove,
};
