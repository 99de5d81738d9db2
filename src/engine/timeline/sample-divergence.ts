import { createTrainer } from '../pass/trainer.ts';
import { readUpdate, type UpdateValues } from '../pass/update-values.ts';
import type { Experiment } from '../training/experiment.ts';
import { updateAt } from '../training/update.ts';

/** A sample, and the values of an update on this sample alone. */
export interface SampleValues {
  /** Counts from 0. */
  readonly sample: number;
  readonly values: UpdateValues;
}

/**
 * The first sample of an experiment whose E_total is not finite with the parameters of `state`. Undefined if E_total of
 * each sample is finite.
 */
export function firstNonFiniteSample(experiment: Experiment, state: Float64Array): SampleValues | undefined {
  const { samples } = experiment;
  const inOrder: Experiment = { ...experiment, batchSize: 1, shuffle: undefined };
  const trainer = createTrainer(inOrder);
  for (let sample = 0; sample < samples.count; sample++) {
    if (Number.isFinite(trainer.errorOfBatch(state, updateAt(inOrder, sample + 1)))) continue;
    const alone: Experiment = {
      ...inOrder,
      samples: {
        count: 1,
        inputs: rowOf(samples.inputs, sample, samples.count),
        targets: rowOf(samples.targets, sample, samples.count),
      },
    };
    return { sample, values: readUpdate(alone, 1, state) };
  }
  return undefined;
}

/** Row `row` of an array of `count` rows. */
function rowOf(rows: Float64Array, row: number, count: number): Float64Array {
  const length = rows.length / count;
  return rows.slice(row * length, (row + 1) * length);
}
