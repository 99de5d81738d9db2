import { meanError } from '../pass/forward-pass.ts';
import { runUpdate } from '../pass/whole-update.ts';
import { createWorkspace, rowsNeeded, type Workspace } from '../pass/workspace.ts';
import { type CompiledUpdates, compileUpdates, isCompilable } from '../steps/compiler.ts';
import { type Experiment, updatesPerEpoch } from '../training/experiment.ts';
import { initialState } from '../training/training-state.ts';
import { updateAt } from '../training/update.ts';
import {
  type Capacity,
  type Checkpoints,
  capacityOf,
  createCheckpoints,
  latestUpTo,
  nextDue,
  restart,
  restoreCheckpoint,
  storeCheckpoint,
} from './checkpoints.ts';
import { isKept, nextKept } from './error-history.ts';

/** A cache of where one experiment has been since it started from some state, which may be after updates of another. */
export interface SegmentCache {
  readonly experiment: Experiment;
  readonly pass: Workspace;
  /** The updates before its first. */
  readonly origin: number;
  /** The parameters after `updates` updates, then what the optimizer keeps of them, state by state. */
  readonly state: Float64Array;
  /** Counted from the start of time, so never fewer than `origin`. */
  updates: number;
  /** States over the whole of time, and closer ones around the present. */
  readonly far: Checkpoints;
  readonly near: Checkpoints;
  /** E_total over all samples after those epochs that `isKept` names, in order, as far as time has come. */
  readonly errors: Map<number, number>;
  /** Updates that were run, again and again where time went back. */
  ran: number;
  /** The updates as straight-line code; written once many have been run. */
  program: CompiledUpdates | undefined;
}

const nearPerFar = 32;

const farRoom: Capacity = { bytes: 32 * 2 ** 20, least: 4, most: 1024 };
const nearRoom: Capacity = { bytes: 8 * 2 ** 20, least: 2, most: 2 * nearPerFar };

/** After so many updates it is worth writing a program for those to come. */
const worthProgram = 10_000;

/** Updates between two remembered states at least: few enough to run again at once, and so many that copying is cheap. */
function leastInterval(length: number): number {
  return Math.max(1, Math.min(1024, Math.floor(2 ** 19 / length)));
}

/**
 * A track that stands after `origin` updates, at `state`, which becomes its own. It remembers as much as `share` of the room
 * for a history holds.
 */
export function createSegmentCache(
  experiment: Experiment,
  state = initialState(experiment),
  origin = 0,
  share = 1,
): SegmentCache {
  const { length } = state;
  const interval = leastInterval(length);
  const track: SegmentCache = {
    experiment,
    pass: createWorkspace(experiment, rowsNeeded(experiment)),
    origin,
    state,
    updates: origin,
    far: createCheckpoints(length, { ...farRoom, bytes: share * farRoom.bytes }, interval, origin),
    near: createCheckpoints(length, { ...nearRoom, bytes: share * nearRoom.bytes }, interval, origin),
    errors: new Map(),
    ran: 0,
    program: undefined,
  };
  keep(track);
  return track;
}

/**
 * Goes towards the state after `target` updates, at least `origin`, backwards from the nearest remembered state, running
 * at most `maxUpdates` updates. Returns the updates it stands after: `target`, unless it ran out.
 */
export function advanceSegment(track: SegmentCache, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  recallNearest(track, target);
  const end = Math.min(target, track.updates + maxUpdates);
  while (track.updates < end) {
    run(track, Math.min(end, nextStop(track)));
    keep(track);
  }
  return track.updates;
}

/** E_total over all samples where a track stands. */
export function errorInSegment({ experiment, pass, state, updates, errors }: SegmentCache): number {
  return errors.get(updates / updatesPerEpoch(experiment)) ?? meanError(pass, state);
}

/** Bytes that the remembered states of `length` numbers take at most. */
export function historyBytes(length: number): number {
  return 8 * length * (capacityOf(length, farRoom) + capacityOf(length, nearRoom));
}

function run(track: SegmentCache, until: number): void {
  const { experiment, pass, state } = track;
  track.ran += until - track.updates;
  if (track.ran >= worthProgram && isCompilable(experiment)) track.program ??= compileUpdates(experiment);
  if (track.program !== undefined) {
    track.program(state, track.updates + 1, until - track.updates);
  } else {
    for (let number = track.updates + 1; number <= until; number++) {
      runUpdate(pass, state, updateAt(experiment, number));
    }
  }
  track.updates = until;
}

/** Goes to the remembered state nearest before `target`, unless the present one is nearer. */
function recallNearest(track: SegmentCache, target: number): void {
  const { far, near, state } = track;
  const fromFar = latestUpTo(far, target) ?? -1;
  const fromNear = latestUpTo(near, target) ?? -1;
  const nearest = Math.max(fromFar, fromNear);
  if (track.updates <= target && track.updates >= nearest) return;
  restoreCheckpoint(fromNear >= fromFar ? near : far, nearest, state);
  track.updates = nearest;
  if (fromFar > fromNear) keepNear(track);
}

function nextStop({ experiment, far, near, updates }: SegmentCache): number {
  const epochLength = updatesPerEpoch(experiment);
  const nextError = nextKept(Math.floor(updates / epochLength)) * epochLength;
  return [nextDue(far), nextDue(near)].reduce((next, due) => (due > updates ? Math.min(next, due) : next), nextError);
}

/** Remembers the present state and error where they are due. */
function keep(track: SegmentCache): void {
  const { experiment, pass, far, near, state, updates, errors } = track;
  if (storeCheckpoint(far, updates, state)) keepNear(track);
  else storeCheckpoint(near, updates, state);
  const epoch = updates / updatesPerEpoch(experiment);
  if (Number.isInteger(epoch) && isKept(epoch) && !errors.has(epoch)) errors.set(epoch, meanError(pass, state));
}

function keepNear({ far, near, state, updates }: SegmentCache): void {
  const interval = Math.max(leastInterval(state.length), Math.floor(far.interval / nearPerFar));
  restart(near, updates, interval);
  storeCheckpoint(near, updates, state);
}
