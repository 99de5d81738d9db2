import { announceMove } from '../speech/announcements.ts';
import { move } from '../state/prediction.ts';
import type { RefusableAction } from './action.ts';
import { furtherStepRefusals, hasFurtherStep } from './further-step.ts';
import { hintUnlessMoving } from './hints.ts';

export const nextEpoch: RefusableAction<'end'> = {
  name: 'next-epoch',
  keys: ['e'],
  group: 'step',
  words: { help: 'to the end of this epoch, or of the next', hint: 'epoch', refusals: furtherStepRefusals },
  enabled: hasFurtherStep,
  hint: hintUnlessMoving(7),
  change: (model) => move(model, 'epoch', 1),
  announce: announceMove,
};
