import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeError, createChangedBatch } from '../../../src/engine/differences/error-change.ts';
import { errorOf, forward } from '../../../src/engine/pass/forward-pass.ts';
import { createWorkspace } from '../../../src/engine/pass/workspace.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { sampleAt, type Update, updateAt } from '../../../src/engine/training/update.ts';
import { randomExperiment } from '../../support/random-experiment.ts';

/** Changes of a parameter that move the nets by a little more than 0.05. `ActivationChange` is used up to 0.05. */
const steps = [-0.03, -0.001, 0.001, 0.03];

test('the change of E_total that is carried through the layers is the difference of two forward passes', () => {
  fc.assert(
    fc.property(randomExperiment, fc.constantFrom(...steps), (experiment, step) => {
      const update = updateAt(experiment, 1);
      const before = errorSum(experiment, update, experiment.initial);
      for (const [parameter, value] of experiment.initial.entries()) {
        const batch = createChangedBatch(experiment, update, experiment.initial);
        const { change } = changeError(batch, parameter, step);
        const after = errorSum(experiment, update, experiment.initial.with(parameter, value + step));
        // The two forward passes have rounding errors of their own, which are larger than those of the change.
        const difference = Math.abs(change - (after - before));
        expect(difference, `parameter ${parameter}`).toBeLessThan(1e-11 * (1 + before + after));
      }
    }),
  );
});

/** The sum of E_total over the samples of a batch. */
function errorSum(experiment: DenseExperiment, update: Update, parameters: Float64Array): number {
  const workspace = createWorkspace(experiment, 1);
  let sum = 0;
  for (let place = 0; place < update.size; place++) {
    forward(workspace, parameters, sampleAt(update, place), 0);
    sum += errorOf(workspace, sampleAt(update, place), 0);
  }
  return sum;
}
