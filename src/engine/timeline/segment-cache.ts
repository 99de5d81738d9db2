import { errorOfAll } from '../pass/forward-pass.ts';
import { runUpdate } from '../pass/whole-update.ts';
import { createWorkspace, rowsNeeded, type Workspace } from '../pass/workspace.ts';
import { type CompiledUpdates, compileUpdates, isCompilable } from '../steps/compiler.ts';
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
  /** The arrays in which each update is computed. */
  readonly workspace: Workspace;
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
  /** The number of updates that were computed, including repetitions. */
  computedUpdates: number;
  /**
   * Runs the updates as compiled code. Undefined before `minUpdatesToCompile` updates have been computed, and always if
   * the experiment is not compilable.
   */
  compiled: CompiledUpdates | undefined;
}

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
 * that storing takes a small part of the time. It is smaller for larger states, so that computing the updates of one
 * interval again takes about as long as with 512 numbers.
 */
function minInterval(length: number): number {
  return Math.max(1, Math.min(1024, Math.floor(2 ** 19 / length)));
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
  const interval = minInterval(length);
  const cache: SegmentCache = {
    experiment,
    workspace: createWorkspace(experiment, rowsNeeded(experiment)),
    origin,
    state,
    updates: origin,
    far: createCheckpoints(length, { ...farCapacity, bytes: share * farCapacity.bytes }, interval, origin),
    near: createCheckpoints(length, { ...nearCapacity, bytes: share * nearCapacity.bytes }, interval, origin),
    errors: new Map(),
    lostUpdate: undefined,
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
  restoreNearest(cache, target);
  const end = Math.min(target, cache.updates + maxUpdates);
  while (cache.updates < end) {
    computeUpdates(cache, Math.min(end, nextStop(cache)));
    storeDue(cache);
  }
  return cache.updates;
}

/** E_total over all samples with the present state. */
export function errorInSegment({ experiment, workspace, state, updates, errors }: SegmentCache): number {
  // A fraction if the present state is within an epoch. A fraction is never a key of `errors`.
  const epoch = updates / updatesPerEpoch(experiment);
  return errors.get(epoch) ?? errorOfAll(workspace, state);
}

/** The maximum number of bytes that the stored states of a run without edits take, with states of `length` numbers. */
export function historyBytes(length: number): number {
  return bytesPerNumber * length * (capacityOf(length, farCapacity) + capacityOf(length, nearCapacity));
}

/** Computes the updates up to and including update `end`. */
function computeUpdates(cache: SegmentCache, end: number): void {
  const { experiment, workspace, state } = cache;
  cache.computedUpdates += end - cache.updates;
  if (cache.computedUpdates >= minUpdatesToCompile && isCompilable(experiment)) {
    cache.compiled ??= compileUpdates(experiment);
  }
  if (cache.compiled !== undefined) {
    const lost = cache.compiled(state, cache.updates + 1, end - cache.updates);
    cache.lostUpdate ??= lost;
  } else {
    for (let number = cache.updates + 1; number <= end; number++) {
      const isErrorFinite = runUpdate(workspace, state, updateAt(experiment, number));
      if (!isErrorFinite) cache.lostUpdate ??= number;
    }
  }
  cache.updates = end;
}

/** Restores the latest stored state up to `target`, unless the present state is between that state and `target`. */
function restoreNearest(cache: SegmentCache, target: number): void {
  const { far, near, state } = cache;
  const latestFar = latestUpTo(far, target) ?? -1;
  const latestNear = latestUpTo(near, target) ?? -1;
  const latest = Math.max(latestFar, latestNear);
  if (cache.updates <= target && cache.updates >= latest) return;
  restoreCheckpoint(latestNear >= latestFar ? near : far, latest, state);
  cache.updates = latest;
  if (latestFar > latestNear) restartNear(cache);
}

/** The number of updates, from the start of the run, after which the next state or error is due. */
function nextStop({ experiment, far, near, updates }: SegmentCache): number {
  const epochLength = updatesPerEpoch(experiment);
  const nextError = nextStoredEpoch(Math.floor(updates / epochLength)) * epochLength;
  return [nextDue(far), nextDue(near)].reduce((next, due) => (due > updates ? Math.min(next, due) : next), nextError);
}

/** Stores the present state and error if they are due. */
function storeDue(cache: SegmentCache): void {
  const { experiment, workspace, far, near, state, updates, errors } = cache;
  if (storeCheckpoint(far, updates, state)) restartNear(cache);
  else storeCheckpoint(near, updates, state);
  const epoch = updates / updatesPerEpoch(experiment);
  if (Number.isInteger(epoch) && isErrorStored(epoch) && !errors.has(epoch)) {
    errors.set(epoch, errorOfAll(workspace, state));
  }
}

/** Drops the near checkpoints and starts them again at the present state. */
function restartNear({ far, near, state, updates }: SegmentCache): void {
  const interval = Math.max(minInterval(state.length), Math.floor(far.interval / nearPerFar));
  restartCheckpoints(near, updates, interval);
  storeCheckpoint(near, updates, state);
}
