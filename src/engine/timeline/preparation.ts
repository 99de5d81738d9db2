import { readUpdate, readUpdateSlices, type UpdateValues } from '../pass/update-values.ts';
import { experimentAt } from '../training/run.ts';
import { samplesWithin } from './segment-cache.ts';
import {
  advanceSliceAfter,
  advanceSliceBefore,
  type Preparation,
  presentErrorSlice,
  stateBefore,
  type Timeline,
} from './timeline.ts';

/**
 * Computes a slice, of about `multiplications` multiplications, of the values of update `update` and of E_total over all
 * samples: after the update if `isDone`, else before it. Returns whether all of them are computed. `valuesOf`, `errorAfter`
 * and `errorBefore` then return them at once.
 */
export function prepareSlice(timeline: Timeline, update: number, isDone: boolean, multiplications: number): boolean {
  const preparation = timeline.preparation?.update === update ? timeline.preparation : undefined;
  if (preparation === undefined) {
    if (advanceSliceBefore(timeline, update, multiplications)) {
      timeline.preparation = startPreparation(timeline, update, multiplications);
    }
    return false;
  }
  if (preparation.values === undefined) {
    const { done, value } = preparation.slices.next();
    if (done) preparation.values = value;
    return false;
  }
  const isThere = isDone
    ? advanceSliceAfter(timeline, update, multiplications)
    : advanceSliceBefore(timeline, update, multiplications);
  return isThere && presentErrorSlice(timeline, multiplications);
}

function startPreparation(timeline: Timeline, update: number, multiplications: number): Preparation {
  const experiment = experimentAt(timeline.run, update);
  const samplesAtOnce = samplesWithin(experiment, multiplications);
  const slices = readUpdateSlices(experiment, update, stateBefore(timeline, update).slice(), samplesAtOnce);
  return { update, slices, values: undefined };
}

/** The values of update `update`. If they are prepared, they are not computed again. */
export function valuesOf(timeline: Timeline, update: number): UpdateValues {
  const { preparation } = timeline;
  if (preparation?.update === update && preparation.values !== undefined) return preparation.values;
  return readUpdate(experimentAt(timeline.run, update), update, stateBefore(timeline, update));
}
