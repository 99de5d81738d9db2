import type { Experiment } from './experiment.ts';
import { createRandom } from './random.ts';

/** The order of the samples in one epoch. */
export interface SampleOrder {
  /** The indices of all samples, in the order of the epoch. */
  readonly samples: Uint32Array;
  /** The inverse: `places[sample]` is the index of the sample in `samples`. */
  readonly places: Uint32Array;
}

/** The last computed order of each experiment, cached because consecutive calls are usually for the same epoch. */
const lastOrder = new WeakMap<Experiment, { readonly epoch: number; readonly order: SampleOrder }>();

/**
 * The order of the samples in an epoch, which counts from 1. Depends only on the sample count, the seed and the epoch.
 * Undefined if the samples are not shuffled.
 */
export function sampleOrderOf(experiment: Experiment, epoch: number): SampleOrder | undefined {
  const { shuffle, samples } = experiment;
  if (shuffle === undefined) return undefined;
  const last = lastOrder.get(experiment);
  if (last?.epoch === epoch) return last.order;
  const order = shuffledOrder(samples.count, shuffle.seed, epoch);
  lastOrder.set(experiment, { epoch, order });
  return order;
}

/** The shuffle of R. A. Fisher and F. Yates, in the form of R. Durstenfeld (1964). */
function shuffledOrder(count: number, seed: number, epoch: number): SampleOrder {
  const { integer } = createRandom(seed, -epoch);
  const samples = Uint32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = integer(at);
    [samples[at], samples[other]] = [samples[other] ?? 0, samples[at] ?? 0];
  }
  const places = new Uint32Array(count);
  for (const [place, sample] of samples.entries()) places[sample] = place;
  return { samples, places };
}
