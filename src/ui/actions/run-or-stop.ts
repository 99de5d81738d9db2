import { announceMove } from '../speech/announcements.ts';
import { isMoving } from '../state/model.ts';
import { withoutQuestion } from '../state/prediction.ts';
import { stop } from '../state/travel-target.ts';
import type { RefusableAction } from './action.ts';
import { furtherStepRefusals, hasFurtherStep } from './further-step.ts';

export const run: RefusableAction<'end'> = {
  name: 'run',
  keys: ['r'],
  group: 'step',
  words: { help: 'run, or stop', hint: 'run', otherHint: 'stop', refusals: furtherStepRefusals },
  enabled: (model) => isMoving(model) || hasFurtherStep(model),
  hint: (model, { hint = '', otherHint = '' }) =>
    isMoving(model) ? { text: otherHint, rank: 1 } : { text: hint, rank: 9 },
  change: (model) =>
    isMoving(model) ? stop(model) : { ...withoutQuestion(model), isRunning: true, pendingStrides: 0 },
  announce: announceMove,
};
