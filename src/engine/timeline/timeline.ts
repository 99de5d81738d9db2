import { type Experiment, updatesPerEpoch } from '../training/experiment.ts';
import { createRun, type Run, segmentIndexAt, segmentStart } from '../training/run.ts';
import type { EpochError } from './error-history.ts';
import { advanceSegment, createSegmentCache, errorInSegment, type SegmentCache } from './segment-cache.ts';

/**
 * A cache of where a run has been. It answers for any number of updates with the same bits, however it was reached; only
 * the time the answer takes depends on what is remembered.
 */
export interface Timeline {
  readonly run: Run;
  /** One for each stage of the run, as far as time has come. */
  readonly segments: SegmentCache[];
  /** The stage it stands in. */
  segmentIndex: number;
  /** The updates it stands after, and the state there: the parameters, then what the optimizer keeps of them. */
  readonly updates: number;
  readonly state: Float64Array;
}

/** The timeline of an experiment that nobody edits; it stands before the first update. */
export function createTimeline(experiment: Experiment): Timeline {
  return timelineOf(createRun(experiment));
}

/** The timeline of a run. What it has in common with another run is taken from that one's timeline, if there is one. */
export function timelineOf(run: Run, before?: Timeline): Timeline {
  const firstOther = run.segments.findIndex((stage, at) => stage !== before?.run.segments[at]);
  const common = firstOther === -1 ? run.segments.length : firstOther;
  const kept = before?.segments.slice(0, common) ?? [];
  const [first] = run.segments;
  const tracks =
    kept.length > 0 || first === undefined
      ? kept
      : [createSegmentCache(first.experiment, segmentStart(first, undefined))];
  return {
    run,
    segments: tracks,
    segmentIndex: 0,
    get updates() {
      return present(this).updates;
    },
    get state() {
      return present(this).state;
    },
  };
}

function present({ segments, segmentIndex: stage }: Timeline): SegmentCache {
  const track = segments[stage];
  if (track === undefined) throw new RangeError(`no stage ${stage} in a timeline of ${segments.length}`);
  return track;
}

/**
 * Goes towards the state after `target` updates, before anything that is edited at the start of the next, backwards from
 * the nearest remembered state, running at most `maxUpdates` updates in each stage. Returns the updates it stands after:
 * `target`, unless it ran out.
 */
export function advance(timeline: Timeline, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  return advanceIn(timeline, segmentIndexAt(timeline.run, target), target, maxUpdates);
}

function advanceIn(timeline: Timeline, index: number, target: number, maxUpdates: number): number {
  const { run, segments } = timeline;
  while (segments.length <= index) {
    const stage = run.segments[segments.length];
    timeline.segmentIndex = segments.length - 1;
    const before = present(timeline);
    if (stage === undefined) return before.updates;
    const reached = advanceSegment(before, stage.from - 1, maxUpdates);
    if (reached < stage.from - 1) return reached;
    // Each stage has half the room of the one before, so that all of them take no more than twice the first's.
    const share = 2 ** -segments.length;
    segments.push(createSegmentCache(stage.experiment, segmentStart(stage, before.state), reached, share));
  }
  timeline.segmentIndex = index;
  return advanceSegment(present(timeline), target, maxUpdates);
}

/** The state after `updates` updates, as `Timeline.state` has it; it is the timeline's own and changes with its next move. */
export function stateAfter(timeline: Timeline, updates: number): Float64Array {
  advance(timeline, updates);
  return timeline.state;
}

/** The state that update `update` starts from, with what is edited there; the timeline's own, as above. */
export function stateBefore(timeline: Timeline, update: number): Float64Array {
  advanceIn(timeline, segmentIndexAt(timeline.run, update), update - 1, Number.POSITIVE_INFINITY);
  return timeline.state;
}

/** E_total over all samples after `updates` updates. */
export function errorAfter(timeline: Timeline, updates: number): number {
  advance(timeline, updates);
  return errorInSegment(present(timeline));
}

/** E_total over all samples as update `update` finds it, with what is edited there. */
export function errorBefore(timeline: Timeline, update: number): number {
  stateBefore(timeline, update);
  return errorInSegment(present(timeline));
}

/**
 * E_total over all samples after those epochs, up to `epoch`, that are remembered, as far as time has come. Of an epoch
 * that ends where something is edited, that before the edit.
 */
export function historyUntil({ run, segments }: Timeline, epoch: number): readonly EpochError[] {
  const perEpoch = updatesPerEpoch(run.experiment);
  return segments.flatMap(({ origin, errors }, at) => {
    const last = Math.min(epoch, ((run.segments[at + 1]?.from ?? Number.POSITIVE_INFINITY) - 1) / perEpoch);
    return [...errors]
      .filter(([kept]) => kept <= last && (at === 0 || kept * perEpoch > origin))
      .map(([kept, error]) => ({ epoch: kept, error }));
  });
}

/** As many updates as take about so many multiplications: what one costs grows with the parameters and the batch. */
export function updatesWithin({ network, batchSize }: Experiment, multiplications: number): number {
  return Math.max(1, Math.floor(multiplications / (network.parameterCount * batchSize)));
}
