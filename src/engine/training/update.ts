import { type DenseExperiment, type Experiment, epochOf, updatesPerEpoch } from './experiment.ts';
import { type SampleOrder, sampleOrderOf } from './shuffle.ts';

/** One update of the parameters, on one batch. */
export interface Update {
  readonly experiment: Experiment;
  /** Counts from 1 over all epochs. */
  readonly number: number;
  /** The number of samples that precede this batch in its epoch. */
  readonly first: number;
  /** The number of samples in this batch. */
  readonly size: number;
  /** The order of the samples in this epoch; undefined if they are not shuffled. */
  readonly order: SampleOrder | undefined;
}

/** An update of a dense network. */
export interface DenseUpdate extends Update {
  readonly experiment: DenseExperiment;
}

export function isDenseUpdate(update: Update): update is DenseUpdate {
  return update.experiment.kind === 'dense';
}

/** Update `number`, which counts from 1. The last batch of an epoch may be smaller than `batchSize`. */
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

/** The number that the sum over the samples of a batch is divided by: their number for a mean, 1 for a sum. */
export function batchDivisor({ experiment: { reduction }, size }: Pick<Update, 'experiment' | 'size'>): number {
  return reduction === 'mean' ? size : 1;
}

/** The index of the sample at a place in the batch of an update. The index and the place count from 0. */
export function sampleAt(update: Update, place: number): number {
  const { first, order } = update;
  return order === undefined ? first + place : (order.samples[first + place] ?? Number.NaN);
}

/** The place of a sample in the batch of an update; undefined if the batch does not contain it. */
export function placeOfSample({ first, size, order }: Update, sample: number): number | undefined {
  const place = (order === undefined ? sample : (order.places[sample] ?? Number.NaN)) - first;
  return place >= 0 && place < size ? place : undefined;
}

/** t: the number of updates that the present optimizer has made, including this update. */
export function optimizerStep({ experiment, number }: Update): number {
  return number - experiment.optimizerFrom + 1;
}
