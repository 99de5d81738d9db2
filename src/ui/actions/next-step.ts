import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { RefusableAction } from './action.ts';
import { furtherStepRefusals, hasFurtherStep } from './further-step.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextStep: RefusableAction<'end'> = {
  name: 'next-step',
  keys: ['right', 'l'],
  group: 'step',
  words: { help: 'next equation', hint: 'step', refusals: furtherStepRefusals },
  enabled: hasFurtherStep,
  hint: hintUnlessMoving(1),
  change: (model) => move(model, 'step', 1),
  announce: announceMove,
};
