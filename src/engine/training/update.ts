import { type Experiment, epochOf, updatesPerEpoch } from './experiment.ts';
import { type SampleOrder, sampleOrderOf } from './shuffle.ts';

/** One optimizer step, on one batch. */
export interface Update {
  readonly experiment: Experiment;
  /** Counts from 1 over all epochs: t. */
  readonly number: number;
  /** How many samples of its epoch come before its own. */
  readonly first: number;
  /** How many samples it looks at. */
  readonly size: number;
  /** The order of its epoch; undefined where that is the samples' own. */
  readonly order: SampleOrder | undefined;
}

/** Update `number`, from 1. Its batch is smaller than `batchSize` where an epoch ends short. */
export function updateAt(experiment: Experiment, number: number): Update {
  const { batchSize, samples } = experiment;
  const first = ((number - 1) % updatesPerEpoch(experiment)) * batchSize;
  return {
    experiment,
    number,
    first,
    size: Math.min(batchSize, samples.count - first),
    get order() {
      return sampleOrderOf(experiment, epochOf(experiment, number));
    },
  };
}

/** The index of the sample at place `place` of an update's batch, both from 0. */
export function sampleAt(update: Update, place: number): number {
  const { first, order } = update;
  return order === undefined ? first + place : (order.samples[first + place] ?? Number.NaN);
}

/** At which place of an update's batch a sample is; undefined where it is not in it. */
export function placeOfSample({ first, size, order }: Update, sample: number): number | undefined {
  const place = (order === undefined ? sample : (order.places[sample] ?? Number.NaN)) - first;
  return place >= 0 && place < size ? place : undefined;
}

/** t: how many updates the optimizer has made with this one. */
export function optimizerStep({ experiment, number }: Update): number {
  return number - experiment.optimizerFrom + 1;
}
