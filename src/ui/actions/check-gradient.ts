import { stepOf } from '../../engine/steps/steps.ts';
import { updateOf } from '../../engine/training/run.ts';
import { announceNotice } from '../speech/announcements.ts';
import type { Model } from '../state/model.ts';
import { selectedParameter } from '../state/selection.ts';
import type { Action } from './action.ts';

export const checkGradient: Action = {
  name: 'check-gradient',
  keys: ['c'],
  group: 'try',
  words: {
    help: "check the selected parameter's derivative by differences of E",
    refusal: 'the derivative is not computed yet',
  },
  enabled: hasGradient,
  effect: () => ({ kind: 'check-gradient' }),
  announce: announceNotice,
};

/** Whether the selected parameter's derivative is computed. */
function hasGradient(model: Model): boolean {
  const { run, position } = model;
  const step = stepOf(updateOf(run, position.update), { kind: 'gradient', parameter: selectedParameter(model) });
  return step !== undefined && step <= position.step;
}
