import { updateAt } from '../training/update.ts';
import {
  computeUpdates,
  costOfUpdate,
  isErrorDue,
  keepError,
  knownError,
  nextStop,
  restoreNearest,
  runSlice,
  type SegmentCache,
  samplesWithin,
  storeState,
} from './segment-cache.ts';

/**
 * Moves the present state towards the state after `target` updates, by about `multiplications` multiplications. If an
 * update or E_total over all samples takes more, a part of it is computed, and the next call continues it. Returns
 * whether the state has been reached and all that is due there is stored.
 */
export function advanceSlice(cache: SegmentCache, target: number, multiplications: number): boolean {
  // A move back does not need the next update.
  if (cache.job?.kind === 'update' && cache.updates >= target) cache.job = undefined;
  if (cache.job !== undefined) {
    runSlice(cache);
    return false;
  }
  restoreNearest(cache, target);
  if (cache.updates === target) return true;
  const updates = Math.floor(multiplications / costOfUpdate(cache.experiment));
  if (updates === 0) {
    cache.job = { kind: 'update', slices: updateSlicesOf(cache, multiplications) };
    runSlice(cache);
    return false;
  }
  const end = Math.min(target, cache.updates + updates);
  while (cache.updates < end && cache.job === undefined) {
    computeUpdates(cache, Math.min(end, nextStop(cache)));
    storeState(cache);
    if (isErrorDue(cache)) startErrorJob(cache, multiplications);
  }
  return false;
}

/** Computes a slice of E_total over all samples with the present state. Returns whether it is known. */
export function errorSlice(cache: SegmentCache, multiplications: number): boolean {
  if (knownError(cache) !== undefined) return true;
  if (cache.job?.kind !== 'error') startErrorJob(cache, multiplications);
  runSlice(cache);
  return knownError(cache) !== undefined;
}

function startErrorJob(cache: SegmentCache, multiplications: number): void {
  cache.job = { kind: 'error', slices: presentErrorSlices(cache, multiplications) };
}

/** Computes the next update, then stores the state. If E_total is due, begins to compute it. */
function* updateSlicesOf(cache: SegmentCache, multiplications: number): Generator<void, void> {
  const { experiment, trainer, state } = cache;
  const number = cache.updates + 1;
  const update = updateAt(experiment, number);
  const next = state.slice();
  const isErrorFinite = yield* trainer.updateSlices(next, update, samplesWithin(experiment, multiplications));
  state.set(next);
  cache.updates = number;
  cache.computedUpdates++;
  if (!isErrorFinite) cache.lostUpdate ??= number;
  storeState(cache);
  if (isErrorDue(cache)) startErrorJob(cache, multiplications);
}

function* presentErrorSlices(cache: SegmentCache, multiplications: number): Generator<void, void> {
  const { experiment, trainer, state } = cache;
  keepError(cache, yield* trainer.errorOfAllSlices(state, samplesWithin(experiment, multiplications)));
}
