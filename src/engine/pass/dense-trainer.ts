import type { DenseExperiment } from '../training/experiment.ts';
import { errorTotals } from './error-totals.ts';
import { errorOfSample } from './forward-pass.ts';
import type { Trainer } from './trainer.ts';
import { runUpdate, updateSlices } from './whole-update.ts';
import { createWorkspace, rowsNeeded } from './workspace.ts';

/** A trainer with the fast loops of dense layers. */
export function createDenseTrainer(experiment: DenseExperiment): Trainer {
  const workspace = createWorkspace(experiment, rowsNeeded(experiment));
  return {
    runUpdate: (state, update) => runUpdate(workspace, state, update),
    updateSlices: (state, update, samplesAtOnce) => updateSlices(workspace, state, update, samplesAtOnce),
    ...errorTotals(experiment, (state, sample) => errorOfSample(workspace, state, sample)),
  };
}
