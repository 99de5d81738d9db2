import { parameterGradient } from '../../engine/models/dense-quantities.ts';
import { parameterCountOf } from '../../engine/models/parameters.ts';
import { stepOf } from '../../engine/steps/steps.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { updateOf } from '../../engine/training/run.ts';
import { announceNotice } from '../speech/announcements.ts';
import { withEffect } from '../state/input.ts';
import { experimentOf, type Model } from '../state/model.ts';
import { selectedParameter } from '../state/selection.ts';
import type { RefusableAction } from './action.ts';

export const checkGradient: RefusableAction<'frozen' | 'early' | 'none' | 'empty'> = {
  name: 'check-gradient',
  keys: ['c'],
  group: 'try',
  words: {
    help: "check the selected parameter's derivative by differences of E",
    helpInFormulas: "check the selected number's derivative by differences of the error",
    refusals: {
      frozen: 'the parameter is frozen, so its derivative is not computed',
      none: 'the error does not depend on the selected number',
      empty: 'the formula has no numbers, only columns',
      early: 'the derivative is not computed yet',
    },
  },
  enabled: isDerivativeComputed,
  perform: (model) => withEffect(model, { kind: 'check-gradient' }),
  announce: announceNotice,
};

function isDerivativeComputed(model: Model): true | 'frozen' | 'early' | 'none' | 'empty' {
  const { run, position } = model;
  if (parameterCountOf(modelOf(experimentOf(model))) === 0) return 'empty';
  const step = stepOf(updateOf(run, position.update), parameterGradient(selectedParameter(model)));
  // In a formula, a number has a derivative if the error depends on it, even if it is not trained.
  if (step === undefined) return experimentOf(model).kind === 'dense' ? 'frozen' : 'none';
  return step <= position.step || 'early';
}
