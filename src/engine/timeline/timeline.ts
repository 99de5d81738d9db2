import { hasProgram, type Program, writeProgram } from '../equations/program.ts';
import { type Experiment, updatesPerEpoch } from '../experiment.ts';
import { meanError } from '../pass/forward.ts';
import { createPass, type Pass, rowsNeeded } from '../pass/pass.ts';
import { runUpdate } from '../pass/update.ts';
import { initialState } from '../state.ts';
import { updateAt } from '../update.ts';
import {
  type Checkpoints,
  capacityOf,
  createCheckpoints,
  latestUpTo,
  nextDue,
  type Room,
  recall,
  remember,
  restart,
} from './checkpoints.ts';
import { isKept, nextKept } from './history.ts';

/**
 * A cache of where an experiment has been. It answers for any number of updates with the same bits, however it was
 * reached; only the time the answer takes depends on what is remembered.
 */
export interface Timeline {
  readonly experiment: Experiment;
  readonly pass: Pass;
  /** The parameters after `updates` updates, then what the optimizer keeps of them, state by state. */
  readonly state: Float64Array;
  updates: number;
  /** States over the whole of time, and closer ones around the present. */
  readonly far: Checkpoints;
  readonly near: Checkpoints;
  /** E_total over all samples after those epochs that `isKept` names, in order, as far as time has come. */
  readonly errors: Map<number, number>;
  /** Updates that were run, again and again where time went back. */
  run: number;
  /** The updates as straight-line code; written once many have been run. */
  program: Program | undefined;
}

const nearPerFar = 32;

const farRoom: Room = { bytes: 32 * 2 ** 20, least: 4, most: 1024 };
const nearRoom: Room = { bytes: 8 * 2 ** 20, least: 2, most: 2 * nearPerFar };

/** After so many updates it is worth writing a program for those to come. */
const worthProgram = 10_000;

/** Updates between two remembered states at least: few enough to run again at once, and so many that copying is cheap. */
function leastInterval(length: number): number {
  return Math.max(1, Math.min(1024, Math.floor(2 ** 19 / length)));
}

/** A timeline that stands before the first update. */
export function createTimeline(experiment: Experiment): Timeline {
  const state = initialState(experiment);
  const { length } = state;
  const interval = leastInterval(length);
  const timeline: Timeline = {
    experiment,
    pass: createPass(experiment, rowsNeeded(experiment)),
    state,
    updates: 0,
    far: createCheckpoints(length, farRoom, interval),
    near: createCheckpoints(length, nearRoom, interval),
    errors: new Map(),
    run: 0,
    program: undefined,
  };
  keep(timeline);
  return timeline;
}

/**
 * Goes towards the state after `target` updates, backwards from the nearest remembered state, running at most
 * `maxUpdates` updates. Returns the updates it stands after: `target`, unless it ran out.
 */
export function advance(timeline: Timeline, target: number, maxUpdates = Number.POSITIVE_INFINITY): number {
  recallNearest(timeline, target);
  const end = Math.min(target, timeline.updates + maxUpdates);
  while (timeline.updates < end) {
    run(timeline, Math.min(end, nextStop(timeline)));
    keep(timeline);
  }
  return timeline.updates;
}

/** As many updates as take about so many multiplications: what one costs grows with the parameters and the batch. */
export function updatesWithin({ network, batchSize }: Experiment, multiplications: number): number {
  return Math.max(1, Math.floor(multiplications / (network.parameterCount * batchSize)));
}

/** The state after `updates` updates, as `Timeline.state` has it; it is the timeline's own and changes with its next move. */
export function stateAfter(timeline: Timeline, updates: number): Float64Array {
  advance(timeline, updates);
  return timeline.state;
}

/** E_total over all samples after `updates` updates. */
export function errorAfter(timeline: Timeline, updates: number): number {
  advance(timeline, updates);
  const kept = timeline.errors.get(updates / updatesPerEpoch(timeline.experiment));
  return kept ?? meanError(timeline.pass, timeline.state);
}

/** Bytes that the remembered states of `length` numbers take at most. */
export function historyBytes(length: number): number {
  return 8 * length * (capacityOf(length, farRoom) + capacityOf(length, nearRoom));
}

function run(timeline: Timeline, until: number): void {
  const { experiment, pass, state } = timeline;
  timeline.run += until - timeline.updates;
  if (timeline.run >= worthProgram && hasProgram(experiment)) timeline.program ??= writeProgram(experiment);
  if (timeline.program !== undefined) {
    timeline.program(state, timeline.updates + 1, until - timeline.updates);
  } else {
    for (let number = timeline.updates + 1; number <= until; number++) {
      runUpdate(pass, state, updateAt(experiment, number));
    }
  }
  timeline.updates = until;
}

/** Goes to the remembered state nearest before `target`, unless the present one is nearer. */
function recallNearest(timeline: Timeline, target: number): void {
  const { far, near, state } = timeline;
  const fromFar = latestUpTo(far, target) ?? -1;
  const fromNear = latestUpTo(near, target) ?? -1;
  const nearest = Math.max(fromFar, fromNear);
  if (timeline.updates <= target && timeline.updates >= nearest) return;
  recall(fromNear >= fromFar ? near : far, nearest, state);
  timeline.updates = nearest;
  if (fromFar > fromNear) keepNear(timeline);
}

function nextStop({ experiment, far, near, updates }: Timeline): number {
  const epochLength = updatesPerEpoch(experiment);
  const nextError = nextKept(Math.floor(updates / epochLength)) * epochLength;
  return [nextDue(far), nextDue(near)].reduce((next, due) => (due > updates ? Math.min(next, due) : next), nextError);
}

/** Remembers the present state and error where they are due. */
function keep(timeline: Timeline): void {
  const { experiment, pass, far, near, state, updates, errors } = timeline;
  if (remember(far, updates, state)) keepNear(timeline);
  else remember(near, updates, state);
  const epoch = updates / updatesPerEpoch(experiment);
  if (Number.isInteger(epoch) && isKept(epoch) && !errors.has(epoch)) errors.set(epoch, meanError(pass, state));
}

function keepNear({ far, near, state, updates }: Timeline): void {
  const interval = Math.max(leastInterval(state.length), Math.floor(far.interval / nearPerFar));
  restart(near, updates, interval);
  remember(near, updates, state);
}
