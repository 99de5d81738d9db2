import type { DenseExperiment } from '../training/experiment.ts';
import { errorOfAll, errorOfAllSlices, errorOfBatch } from './forward-pass.ts';
import type { Trainer } from './trainer.ts';
import { runUpdate, updateSlices } from './whole-update.ts';
import { createWorkspace, rowsNeeded } from './workspace.ts';

/** A trainer with the fast loops of dense layers. */
export function createDenseTrainer(experiment: DenseExperiment): Trainer {
  const workspace = createWorkspace(experiment, rowsNeeded(experiment));
  return {
    runUpdate: (state, update) => runUpdate(workspace, state, update),
    updateSlices: (state, update, samplesAtOnce) => updateSlices(workspace, state, update, samplesAtOnce),
    errorOfBatch: (state, update) => errorOfBatch(workspace, state, update),
    errorOfAll: (state) => errorOfAll(workspace, state),
    errorOfAllSlices: (state, samplesAtOnce) => errorOfAllSlices(workspace, state, samplesAtOnce),
  };
}
