import { type Experiment, updatesPerEpoch } from './experiment.ts';

/** One optimizer step, on one batch. */
export interface Update {
  readonly experiment: Experiment;
  /** Counts from 1 over all epochs. */
  readonly number: number;
  /** The samples it looks at, as indices from 0. */
  readonly batch: readonly number[];
}

/** Update `number`, from 1, and the samples it looks at. */
export function updateAt(experiment: Experiment, number: number): Update {
  const first = firstSampleOf(experiment, number);
  const size = batchSizeOf(experiment, number);
  return { experiment, number, batch: Array.from({ length: size }, (_, at) => first + at) };
}

/** The index of the first sample of update `number`; the others follow it. */
export function firstSampleOf(experiment: Experiment, number: number): number {
  return ((number - 1) % updatesPerEpoch(experiment)) * experiment.batchSize;
}

/** Samples in the batch of update `number`: fewer than `batchSize` where an epoch ends short. */
export function batchSizeOf(experiment: Experiment, number: number): number {
  return Math.min(experiment.batchSize, experiment.samples.count - firstSampleOf(experiment, number));
}
