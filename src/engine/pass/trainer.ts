import type { Experiment } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import { createDenseTrainer } from './dense-trainer.ts';
import { createFormulaTrainer } from './formula-trainer.ts';

/** Computes whole updates of an experiment, and E_total over all its samples. */
export interface Trainer {
  /** Runs one update and changes `state` in place. Returns whether E_total of the batch is finite. */
  runUpdate(state: Float64Array, update: Update): boolean;
  /**
   * `runUpdate` in slices of about `samplesAtOnce` samples, with the same bits. Between two slices, `state` is in the
   * middle of the update, and nothing else may use the trainer.
   */
  updateSlices(state: Float64Array, update: Update, samplesAtOnce: number): Generator<void, boolean>;
  /** E_total of the batch of an update, with the parameters of `state`. */
  errorOfBatch(state: Float64Array, update: Update): number;
  /** E_total over all samples of the experiment, as if they were one batch. */
  errorOfAll(state: Float64Array): number;
  /** `errorOfAll`, in slices of `samplesAtOnce` samples. */
  errorOfAllSlices(state: Float64Array, samplesAtOnce: number): Generator<void, number>;
}

export function createTrainer(experiment: Experiment): Trainer {
  return experiment.kind === 'dense' ? createDenseTrainer(experiment) : createFormulaTrainer(experiment);
}
