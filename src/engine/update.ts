import { type Experiment, updatesPerEpoch } from './experiment.ts';

/** One optimizer step, on one batch: samples `first` to `first + size − 1`, as indices from 0. */
export interface Update {
  readonly experiment: Experiment;
  /** Counts from 1 over all epochs. */
  readonly number: number;
  readonly first: number;
  readonly size: number;
}

/** Update `number`, from 1. Its batch is smaller than `batchSize` where an epoch ends short. */
export function updateAt(experiment: Experiment, number: number): Update {
  const { batchSize, samples } = experiment;
  const first = ((number - 1) % updatesPerEpoch(experiment)) * batchSize;
  return { experiment, number, first, size: Math.min(batchSize, samples.count - first) };
}
