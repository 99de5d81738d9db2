import type { Experiment } from './experiment.ts';
import { createRandom } from './random.ts';

/** In which order an epoch goes through the samples. */
export interface SampleOrder {
  /** The indices of all samples, one after the other. */
  readonly samples: Uint32Array;
  /** For each sample, where it stands in `samples`. */
  readonly places: Uint32Array;
}

/** The order asked for last of each experiment, as the next question is mostly for the same. */
const latest = new WeakMap<Experiment, { readonly epoch: number; readonly order: SampleOrder }>();

/** The order of an epoch, from 1, which follows from the seed and the epoch alone; undefined without `shuffle`. */
export function sampleOrderOf(experiment: Experiment, epoch: number): SampleOrder | undefined {
  const { shuffle, samples } = experiment;
  if (shuffle === undefined) return undefined;
  const before = latest.get(experiment);
  if (before?.epoch === epoch) return before.order;
  const order = shuffled(samples.count, shuffle.seed, epoch);
  latest.set(experiment, { epoch, order });
  return order;
}

/** R. A. Fisher and F. Yates's shuffle, from the end, as R. Durstenfeld (1964) has it. */
function shuffled(count: number, seed: number, epoch: number): SampleOrder {
  // Layers have the streams from 1 on.
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
