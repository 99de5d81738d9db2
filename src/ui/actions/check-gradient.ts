import { stepOf } from '../../engine/steps/steps.ts';
import { updateOf } from '../../engine/training/run.ts';
import { announceNotice } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import { selectedParameter } from '../state/selection.ts';
import type { RefusableAction } from './action.ts';

export const checkGradient: RefusableAction<'frozen' | 'early'> = {
  name: 'check-gradient',
  keys: ['c'],
  group: 'try',
  words: {
    help: "check the selected parameter's derivative by differences of E",
    refusals: {
      frozen: 'the parameter is frozen, so its derivative is not computed',
      early: 'the derivative is not computed yet',
    },
  },
  enabled: isDerivativeComputed,
  perform: (model) => withEffect(model, { kind: 'check-gradient' }),
  announce: announceNotice,
};

function isDerivativeComputed(model: Model): true | 'frozen' | 'early' {
  const { run, position } = model;
  const step = stepOf(updateOf(run, position.update), { kind: 'gradient', parameter: selectedParameter(model) });
  if (step === undefined) return 'frozen';
  return step <= position.step || 'early';
}
