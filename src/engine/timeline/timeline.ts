import { type Experiment, updatesPerEpoch } from '../training/experiment.ts';
import { createRun, type Run, stageIndexAt, startOf } from '../training/run.ts';
import type { EpochError } from './error-history.ts';
import { advanceTrack, createTrack, errorOnTrack, type Track } from './segment-cache.ts';

/**
 * A cache of where a run has been. It answers for any number of updates with the same bits, however it was reached; only
 * the time the answer takes depends on what is remembered.
 */
export interface Timeline {
  readonly run: Run;
  /** One for each stage of the run, as far as time has come. */
  readonly tracks: Track[];
  /** The stage it stands in. */
  stage: number;
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
  const firstOther = run.stages.findIndex((stage, at) => stage !== before?.run.stages[at]);
  const common = firstOther === -1 ? run.stages.length : firstOther;
  const kept = before?.tracks.slice(0, common) ?? [];
  const [first] = run.stages;
  const tracks =
    kept.length > 0 || first === undefined ? kept : [createTrack(first.experiment, startOf(first, undefined))];
  return {
    run,
    tracks,
    stage: 0,
    get updates() {
      return present(this).updates;
    },
    get state() {
      return present(this).state;
    },
  };
}

function present({ tracks, stage }: Timeline): Track {
  const track = tracks[stage];
  if (track === undefined) throw new RangeError(`no stage ${stage} in a timeline of ${tracks.length}`);
  return track;
}

/**
 * Goes towards the state after `target` updates, before anything that is edited at the start of the next, backwards from
 * the nearest remembered state, running at most `maxUpdates` updates in each stage. Returns the updates it stands after:
 * `target`, unless it ran out.
 */
export function advance(timeline: Timeline, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  return advanceIn(timeline, stageIndexAt(timeline.run, target), target, maxUpdates);
}

function advanceIn(timeline: Timeline, index: number, target: number, maxUpdates: number): number {
  const { run, tracks } = timeline;
  while (tracks.length <= index) {
    const stage = run.stages[tracks.length];
    timeline.stage = tracks.length - 1;
    const before = present(timeline);
    if (stage === undefined) return before.updates;
    const reached = advanceTrack(before, stage.from - 1, maxUpdates);
    if (reached < stage.from - 1) return reached;
    // Each stage has half the room of the one before, so that all of them take no more than twice the first's.
    const share = 2 ** -tracks.length;
    tracks.push(createTrack(stage.experiment, startOf(stage, before.state), reached, share));
  }
  timeline.stage = index;
  return advanceTrack(present(timeline), target, maxUpdates);
}

/** The state after `updates` updates, as `Timeline.state` has it; it is the timeline's own and changes with its next move. */
export function stateAfter(timeline: Timeline, updates: number): Float64Array {
  advance(timeline, updates);
  return timeline.state;
}

/** The state that update `update` starts from, with what is edited there; the timeline's own, as above. */
export function stateBefore(timeline: Timeline, update: number): Float64Array {
  advanceIn(timeline, stageIndexAt(timeline.run, update), update - 1, Number.POSITIVE_INFINITY);
  return timeline.state;
}

/** E_total over all samples after `updates` updates. */
export function errorAfter(timeline: Timeline, updates: number): number {
  advance(timeline, updates);
  return errorOnTrack(present(timeline));
}

/** E_total over all samples as update `update` finds it, with what is edited there. */
export function errorBefore(timeline: Timeline, update: number): number {
  stateBefore(timeline, update);
  return errorOnTrack(present(timeline));
}

/**
 * E_total over all samples after those epochs, up to `epoch`, that are remembered, as far as time has come. Of an epoch
 * that ends where something is edited, that before the edit.
 */
export function historyUntil({ run, tracks }: Timeline, epoch: number): readonly EpochError[] {
  const perEpoch = updatesPerEpoch(run.experiment);
  return tracks.flatMap(({ origin, errors }, at) => {
    const last = Math.min(epoch, ((run.stages[at + 1]?.from ?? Number.POSITIVE_INFINITY) - 1) / perEpoch);
    return [...errors]
      .filter(([kept]) => kept <= last && (at === 0 || kept * perEpoch > origin))
      .map(([kept, error]) => ({ epoch: kept, error }));
  });
}

/** As many updates as take about so many multiplications: what one costs grows with the parameters and the batch. */
export function updatesWithin({ network, batchSize }: Experiment, multiplications: number): number {
  return Math.max(1, Math.floor(multiplications / (network.parameterCount * batchSize)));
}
