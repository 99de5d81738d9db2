import { compiledUpdatesOf } from '../pass/compiled-updates.ts';
import { costOfSample } from '../pass/pass-cost.ts';
import { createTrainer, type Trainer } from '../pass/trainer.ts';
import type { CompiledUpdates } from '../steps/compiler.ts';
import { type Experiment, updatesPerEpoch } from '../training/experiment.ts';
import { initialState } from '../training/training-state.ts';
import { updateAt } from '../training/update.ts';
import {
  bytesPerNumber,
  type Capacity,
  type Checkpoints,
  capacityOf,
  createCheckpoints,
  latestUpTo,
  nextDue,
  restartCheckpoints,
  restoreCheckpoint,
  storeCheckpoint,
} from './checkpoints.ts';
import { isErrorStored, nextStoredEpoch } from './error-history.ts';

/** The present state of one segment of a run, and stored states from which earlier states are computed again. */
export interface SegmentCache {
  readonly experiment: Experiment;
  /** Computes each update, in arrays of its own. */
  readonly trainer: Trainer;
  /** The number of updates before the segment. */
  readonly origin: number;
  /** The present state, laid out as in `training-state.ts`. */
  readonly state: Float64Array;
  /** The number of updates from the start of the run to the present state. At least `origin`. */
  updates: number;
  /**
   * Stored states. `far` covers the whole segment. `near` covers the updates near the present at shorter intervals:
   *
   *     far     |         |         |         |         |
   *     near                                  | | | |
   *                                                 ^ present
   */
  readonly far: Checkpoints;
  readonly near: Checkpoints;
  /**
   * E_total over all samples, by epoch, in order. Contains the epochs that `isErrorStored` selects, up to the latest
   * computed epoch.
   */
  readonly errors: Map<number, number>;
  /** The first update, of those computed so far, whose E_total is infinite or NaN. */
  lostUpdate: number | undefined;
  /** E_total over all samples after some numbers of updates that are not in `errors`; at most `maxRecentErrors`. */
  readonly recentErrors: Map<number, number>;
  /** The computation of the next update or of the present E_total, which `advanceSlice` has begun. */
  job: Job | undefined;
  /** The number of updates that were computed, including repetitions. */
  computedUpdates: number;
  /**
   * Runs the updates as compiled code. Undefined before `minUpdatesToCompile` updates have been computed, and always if
   * the experiment is not compilable.
   */
  compiled: CompiledUpdates | undefined;
}

/**
 * A computation in slices. `update`: it computes the next update, in a copy of the state. `error`: it computes E_total
 * over all samples with the present state. It uses the trainer's arrays, so every other computation with the trainer
 * drops it.
 */
interface Job {
  readonly kind: 'update' | 'error';
  readonly slices: Generator<void, void>;
}

const maxRecentErrors = 8;

/** The number of `near` intervals in one `far` interval. */
const nearPerFar = 32;

/** The limits of the stored states of a run without edits. */
const farCapacity: Capacity = { bytes: 32 * 2 ** 20, min: 4, max: 1024 };
const nearCapacity: Capacity = { bytes: 8 * 2 ** 20, min: 2, max: 2 * nearPerFar };

/**
 * The number of computed updates after which the updates are compiled. Compiling sooner may take more time than it
 * saves.
 */
const minUpdatesToCompile = 10_000;

/**
 * The minimum number of updates between two stored states of `length` numbers. It is 1024 for up to 512 numbers, so
 * that storing takes a small part of the time. It is smaller for larger states and for large batches, so that computing
 * the updates of one interval again takes about as long as with 512 numbers.
 */
function minInterval(experiment: Experiment, length: number): number {
  const within = Math.min(Math.floor(2 ** 19 / length), Math.floor(2 ** 24 / costOfUpdate(experiment)));
  return Math.max(1, Math.min(1024, within));
}

/**
 * Creates a cache for a segment that starts after `origin` updates with the state `state`. The cache owns and changes
 * `state`. `share`, from 0 to 1, is the part of the memory limits that the stored states may use.
 */
export function createSegmentCache(
  experiment: Experiment,
  state = initialState(experiment),
  origin = 0,
  share = 1,
): SegmentCache {
  const { length } = state;
  const interval = minInterval(experiment, length);
  const cache: SegmentCache = {
    experiment,
    trainer: createTrainer(experiment),
    origin,
    state,
    updates: origin,
    far: createCheckpoints(length, { ...farCapacity, bytes: share * farCapacity.bytes }, interval, origin),
    near: createCheckpoints(length, { ...nearCapacity, bytes: share * nearCapacity.bytes }, interval, origin),
    errors: new Map(),
    lostUpdate: undefined,
    recentErrors: new Map(),
    job: undefined,
    computedUpdates: 0,
    compiled: undefined,
  };
  storeDue(cache);
  return cache;
}

/**
 * Moves the present state, forwards or back, towards the state after `target` updates. `target` is at least `origin`.
 * Computes at most `maxUpdates` updates. Returns the number of updates before the state that has been reached.
 */
export function advanceSegment(cache: SegmentCache, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  if (cache.updates === target) return target;
  finishError(cache);
  restoreNearest(cache, target);
  const end = Math.min(target, cache.updates + maxUpdates);
  while (cache.updates < end) {
    computeUpdates(cache, Math.min(end, nextStop(cache)));
    storeDue(cache);
  }
  return cache.updates;
}

/** Computes a slice of the job, if there is one. When the job is done, it is dropped. */
export function runSlice(cache: SegmentCache): void {
  const { job } = cache;
  const isDone = job?.slices.next().done === true;
  if (isDone && cache.job === job) cache.job = undefined;
}

/** Whether a forward pass of all samples takes more than `multiplications` multiplications. */
export function isSliced(experiment: Experiment, multiplications: number): boolean {
  return costOfSample(experiment) * experiment.samples.count > multiplications;
}

/**
 * The cost of a batch by `costOfSample`. In a network, the whole update takes about three times as many
 * multiplications.
 */
export function costOfUpdate(experiment: Experiment): number {
  return costOfSample(experiment) * experiment.batchSize;
}

/** The number of samples whose forward passes take about `multiplications` multiplications, but at least 1. */
export function samplesWithin(experiment: Experiment, multiplications: number): number {
  return Math.max(1, Math.floor(multiplications / costOfSample(experiment)));
}

/** Completes the computation of an E_total that is due, so that the history has no gaps. */
export function finishError(cache: SegmentCache): void {
  while (cache.job?.kind === 'error' && isErrorDue(cache)) runSlice(cache);
}

/** E_total over all samples with the present state. */
export function errorInSegment(cache: SegmentCache): number {
  const known = knownError(cache);
  if (known !== undefined) return known;
  cache.job = undefined;
  const error = cache.trainer.errorOfAll(cache.state);
  keepError(cache, error);
  return error;
}

export function knownError(cache: SegmentCache): number | undefined {
  return cache.errors.get(epochsDone(cache)) ?? cache.recentErrors.get(cache.updates);
}

/** Stores E_total over all samples with the present state. */
export function keepError(cache: SegmentCache, error: number): void {
  const { errors, recentErrors, updates } = cache;
  if (isErrorDue(cache)) {
    errors.set(epochsDone(cache), error);
    return;
  }
  const [oldest] = recentErrors.keys();
  if (recentErrors.size === maxRecentErrors && oldest !== undefined) recentErrors.delete(oldest);
  recentErrors.set(updates, error);
}

/** A fraction if the present state is within an epoch. A fraction is never a key of `errors`. */
function epochsDone({ experiment, updates }: SegmentCache): number {
  return updates / updatesPerEpoch(experiment);
}

/** The maximum number of bytes that the stored states of a run without edits take, with states of `length` numbers. */
export function historyBytes(length: number): number {
  return bytesPerNumber * length * (capacityOf(length, farCapacity) + capacityOf(length, nearCapacity));
}

/** Computes the updates up to and including update `end`. */
export function computeUpdates(cache: SegmentCache, end: number): void {
  const { experiment, trainer, state } = cache;
  cache.job = undefined;
  cache.computedUpdates += end - cache.updates;
  if (cache.computedUpdates >= minUpdatesToCompile) cache.compiled ??= compiledUpdatesOf(experiment);
  if (cache.compiled !== undefined) {
    const lost = cache.compiled(state, cache.updates + 1, end - cache.updates);
    cache.lostUpdate ??= lost;
  } else {
    for (let number = cache.updates + 1; number <= end; number++) {
      const isErrorFinite = trainer.runUpdate(state, updateAt(experiment, number));
      if (!isErrorFinite) cache.lostUpdate ??= number;
    }
  }
  cache.updates = end;
}

/** Restores the latest stored state up to `target`, unless the present state is between that state and `target`. */
export function restoreNearest(cache: SegmentCache, target: number): void {
  const { far, near, state } = cache;
  const latestFar = latestUpTo(far, target) ?? -1;
  const latestNear = latestUpTo(near, target) ?? -1;
  const latest = Math.max(latestFar, latestNear);
  if (cache.updates <= target && cache.updates >= latest) return;
  cache.job = undefined;
  restoreCheckpoint(latestNear >= latestFar ? near : far, latest, state);
  cache.updates = latest;
  if (latestFar > latestNear) restartNear(cache);
}

/** The number of updates, from the start of the run, after which the next state or error is due. */
export function nextStop({ experiment, far, near, updates }: SegmentCache): number {
  const epochLength = updatesPerEpoch(experiment);
  const nextError = nextStoredEpoch(Math.floor(updates / epochLength)) * epochLength;
  return [nextDue(far), nextDue(near)].reduce((next, due) => (due > updates ? Math.min(next, due) : next), nextError);
}

/** Stores the present state and error if they are due. */
function storeDue(cache: SegmentCache): void {
  storeState(cache);
  if (isErrorDue(cache)) storeError(cache);
}

export function storeState(cache: SegmentCache): void {
  const { far, near, state, updates } = cache;
  if (storeCheckpoint(far, updates, state)) restartNear(cache);
  else storeCheckpoint(near, updates, state);
}

export function isErrorDue(cache: SegmentCache): boolean {
  const epoch = epochsDone(cache);
  return Number.isInteger(epoch) && isErrorStored(epoch) && !cache.errors.has(epoch);
}

function storeError(cache: SegmentCache): void {
  cache.errors.set(epochsDone(cache), cache.trainer.errorOfAll(cache.state));
}

/** Drops the near checkpoints and starts them again at the present state. */
function restartNear({ experiment, far, near, state, updates }: SegmentCache): void {
  const interval = Math.max(minInterval(experiment, state.length), Math.floor(far.interval / nearPerFar));
  restartCheckpoints(near, updates, interval);
  storeCheckpoint(near, updates, state);
}
