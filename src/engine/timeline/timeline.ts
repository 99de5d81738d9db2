import type { UpdateValues } from '../pass/update-values.ts';
import { type Experiment, updatesPerEpoch } from '../training/experiment.ts';
import { createRun, type Run, segmentIndexAt, segmentStart } from '../training/run.ts';
import { type EpochError, lastStoredEpoch } from './error-history.ts';
import {
  advanceSegment,
  costOfUpdate,
  createSegmentCache,
  errorInSegment,
  finishError,
  type SegmentCache,
} from './segment-cache.ts';
import { advanceSlice, errorSlice } from './segment-slices.ts';

/**
 * A cache of the states of a run. The state after a number of updates always has the same bits. The stored states only
 * affect the time to compute it. Edits at the start of update 1 are part of the state after 0 updates.
 */
export interface Timeline {
  readonly run: Run;
  /** One cache for each segment of the run, up to the latest segment that has been reached. */
  readonly caches: SegmentCache[];
  /** The index of the segment that contains the present state. */
  segmentIndex: number;
  /** The values of the update that `prepareSlice` computes, or has computed. */
  preparation: Preparation | undefined;
  /** The number of updates before the present state. */
  readonly updates: number;
  /** The present state, laid out as in `training-state.ts`. */
  readonly state: Float64Array;
}

/** The values of an update, computed in slices. */
export interface Preparation {
  readonly update: number;
  readonly slices: Generator<void, UpdateValues>;
  /** Undefined until the last slice. */
  values: UpdateValues | undefined;
}

/** The timeline of an experiment without edits, at the initial state. */
export function createTimeline(experiment: Experiment): Timeline {
  return timelineOf(createRun(experiment));
}

/** The timeline of a run. Shares with `previous` the caches of the segments before the runs first differ. */
export function timelineOf(run: Run, previous?: Timeline): Timeline {
  const firstDifference = run.segments.findIndex((segment, at) => segment !== previous?.run.segments[at]);
  const common = firstDifference === -1 ? run.segments.length : firstDifference;
  const shared = previous?.caches.slice(0, common) ?? [];
  const [first] = run.segments;
  return timelineWith(
    run,
    shared.length > 0 || first === undefined
      ? shared
      : [createSegmentCache(first.experiment, segmentStart(first, undefined))],
  );
}

/** A separate function, because the getters of an object keep alive all variables of the function that creates it. */
function timelineWith(run: Run, caches: SegmentCache[]): Timeline {
  return {
    run,
    caches,
    segmentIndex: 0,
    preparation: undefined,
    get updates() {
      return presentCache(this).updates;
    },
    get state() {
      return presentCache(this).state;
    },
  };
}

function presentCache({ caches, segmentIndex }: Timeline): SegmentCache {
  const cache = caches[segmentIndex];
  if (cache === undefined) throw new RangeError(`no segment ${segmentIndex} in a timeline of ${caches.length}`);
  return cache;
}

/**
 * Moves a timeline, forwards or back, towards the state after `target` updates and before the edits at the start of the
 * next update. Computes at most `maxUpdates` updates in each segment. Returns the number of updates before the state
 * that has been reached.
 */
export function advance(timeline: Timeline, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  return advanceTo(timeline, segmentIndexAt(timeline.run, target), target, maxUpdates);
}

/**
 * Moves a timeline towards the state after `target` updates and before the edits at the start of the next update, by
 * about `multiplications` multiplications. If an update takes more, a part of it is computed, and the next call continues
 * it; a single sample is not divided. Returns whether the state has been reached.
 */
export function advanceSliceAfter(timeline: Timeline, target: number, multiplications: number): boolean {
  return advanceSliceTo(timeline, segmentIndexAt(timeline.run, target), target, multiplications);
}

/** `advanceSliceAfter` towards the state at the start of update `update`, after the edits there. */
export function advanceSliceBefore(timeline: Timeline, update: number, multiplications: number): boolean {
  return advanceSliceTo(timeline, segmentIndexAt(timeline.run, update), update - 1, multiplications);
}

/** Computes a slice of E_total over all samples with the present state. Returns whether it is known. */
export function presentErrorSlice(timeline: Timeline, multiplications: number): boolean {
  return errorSlice(presentCache(timeline), multiplications);
}

function advanceSliceTo(timeline: Timeline, index: number, target: number, multiplications: number): boolean {
  const { run, caches } = timeline;
  const next = run.segments[caches.length];
  if (caches.length <= index && next !== undefined) {
    timeline.segmentIndex = caches.length - 1;
    const isAtEnd = advanceSlice(presentCache(timeline), next.firstUpdate - 1, multiplications);
    if (isAtEnd) advanceTo(timeline, caches.length, next.firstUpdate - 1, 0);
    return false;
  }
  timeline.segmentIndex = index;
  return advanceSlice(presentCache(timeline), target, multiplications);
}

/** Moves a timeline to segment `index`, and within this segment towards the state after `target` updates. */
function advanceTo(timeline: Timeline, index: number, target: number, maxUpdates: number): number {
  const { run, caches } = timeline;
  while (caches.length <= index) {
    const segment = run.segments[caches.length];
    timeline.segmentIndex = caches.length - 1;
    const previous = presentCache(timeline);
    if (segment === undefined) return previous.updates;
    const reached = advanceSegment(previous, segment.firstUpdate - 1, maxUpdates);
    if (reached < segment.firstUpdate - 1) return reached;
    // Each cache gets half the memory limit of the previous cache, so all together get less than twice the first limit.
    const share = 2 ** -caches.length;
    caches.push(createSegmentCache(segment.experiment, segmentStart(segment, previous.state), reached, share));
  }
  timeline.segmentIndex = index;
  return advanceSegment(presentCache(timeline), target, maxUpdates);
}

/**
 * The state after `updates` updates and before the edits at the start of the next update. Returns the timeline's own
 * array, which changes when the timeline moves.
 */
export function stateAfter(timeline: Timeline, updates: number): Float64Array {
  advance(timeline, updates);
  return timeline.state;
}

/**
 * The state at the start of update `update`, after the edits there. Returns the timeline's own array, which changes
 * when the timeline moves.
 */
export function stateBefore(timeline: Timeline, update: number): Float64Array {
  advanceTo(timeline, segmentIndexAt(timeline.run, update), update - 1, Number.POSITIVE_INFINITY);
  return timeline.state;
}

/** E_total over all samples after `updates` updates and before the edits at the start of the next update. */
export function errorAfter(timeline: Timeline, updates: number): number {
  advance(timeline, updates);
  return errorInSegment(presentCache(timeline));
}

/** E_total over all samples at the start of update `update`, after the edits there. */
export function errorBefore(timeline: Timeline, update: number): number {
  stateBefore(timeline, update);
  return errorInSegment(presentCache(timeline));
}

/** The first update, of those computed so far, whose E_total is infinite or NaN. Undefined if there is none. */
export function firstLostError({ run, caches }: Timeline): number | undefined {
  for (const [at, { lostUpdate }] of caches.entries()) {
    const end = run.segments[at + 1]?.firstUpdate ?? Number.POSITIVE_INFINITY;
    if (lostUpdate !== undefined && lostUpdate < end) return lostUpdate;
  }
  return undefined;
}

/**
 * The stored errors of the epochs up to `epoch`, as far as the timeline has computed them. An edit between two epochs
 * does not change the error of the earlier epoch.
 */
export function historyUntil({ run, caches }: Timeline, epoch: number): readonly EpochError[] {
  const epochLength = updatesPerEpoch(run.experiment);
  for (const cache of caches) finishError(cache);
  return caches.flatMap(({ origin, errors }, at) => {
    const last = Math.min(epoch, ((run.segments[at + 1]?.firstUpdate ?? Number.POSITIVE_INFINITY) - 1) / epochLength);
    return [...errors]
      .filter(([stored]) => stored <= last && (at === 0 || stored * epochLength > origin))
      .map(([stored, error]) => ({ epoch: stored, error }));
  });
}

/** Whether the timeline has computed all errors of `historyUntil`. */
export function hasHistoryUntil({ caches }: Timeline, epoch: number): boolean {
  return caches.some(({ errors }) => errors.has(lastStoredEpoch(epoch)));
}

/**
 * The number of updates that take about `multiplications` multiplications in total, but at least 1. The cost of an
 * update is about proportional to the number of parameters and to the batch size.
 */
export function updatesWithin(experiment: Experiment, multiplications: number): number {
  return Math.max(1, Math.floor(multiplications / costOfUpdate(experiment)));
}
