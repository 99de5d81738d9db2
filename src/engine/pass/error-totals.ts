import type { Experiment } from '../training/experiment.ts';
import { batchDivisor, sampleAt } from '../training/update.ts';
import { inSlices } from './slices.ts';
import type { Trainer } from './trainer.ts';

/** The methods of a trainer that add up errors. `errorOfSample` returns E_total of one sample. */
export function errorTotals(
  experiment: Experiment,
  errorOfSample: (state: Float64Array, sample: number) => number,
): Pick<Trainer, 'errorOfBatch' | 'errorOfAll' | 'errorOfAllSlices'> {
  const { count } = experiment.samples;
  const divisorOfAll = batchDivisor({ experiment, size: count });
  return {
    errorOfBatch: (state, update) => {
      let total = 0;
      for (let place = 0; place < update.size; place++) total += errorOfSample(state, sampleAt(update, place));
      return total / batchDivisor(update);
    },
    errorOfAll: (state) => {
      let total = 0;
      for (let sample = 0; sample < count; sample++) total += errorOfSample(state, sample);
      return total / divisorOfAll;
    },
    *errorOfAllSlices(state, samplesAtOnce) {
      let total = 0;
      yield* inSlices(count, samplesAtOnce, (first, end) => {
        for (let sample = first; sample < end; sample++) total += errorOfSample(state, sample);
      });
      return total / divisorOfAll;
    },
  };
}
