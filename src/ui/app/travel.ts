import { endOfUpdate, updatesDone } from '../../engine/timeline/navigation.ts';
import { prepareSlice } from '../../engine/timeline/preparation.ts';
import {
  advance,
  advanceSliceAfter,
  hasHistoryUntil,
  type Timeline,
  updatesWithin,
} from '../../engine/timeline/timeline.ts';
import { updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Input } from '../state/input.ts';
import type { Model } from '../state/model.ts';
import { isComputedInSlices } from '../state/travel-target.ts';
import type { Clock } from './clock.ts';
import type { Timelines } from './timelines.ts';

/** Milliseconds in each frame for the updates of one timeline. */
const sliceTime = 15;

/** The number of multiplications between two readings of the clock. */
const multiplicationsAtOnce = 2 ** 19;

/**
 * Advances both timelines towards the target of a long move for a slice of time. Returns an input with the position
 * that both have reached. Returns undefined if there is no long move.
 */
export function travelOn(model: Model, { present, marked }: Timelines, clock: Clock): Input | undefined {
  const { position, travelTarget } = model;
  if (travelTarget === undefined) return undefined;
  if (marked !== undefined && model.marked !== undefined && !hasHistoryUntilMark(marked, model.marked.position)) {
    advanceToMark(marked, model.marked.position, clock);
    return { kind: 'arrived', position };
  }
  const reached = isComputedInSlices(present.run.experiment)
    ? prepareNext(present, marked, position, travelTarget, clock)
    : advanceBoth(present, marked, travelTarget, clock);
  return { kind: 'arrived', position: reached };
}

/**
 * Whether the errors of the marked run are computed up to its mark. Right after a session is opened, they may not be. A run
 * that the user marks is computed already.
 */
function hasHistoryUntilMark(marked: Timeline, markedAt: Position): boolean {
  return hasHistoryUntil(marked, updatesDone(marked.run, markedAt) / updatesPerEpoch(marked.run.experiment));
}

/** Computes the errors of the marked run up to its mark, for a slice of time. The picture of the error shows them. */
function advanceToMark(marked: Timeline, markedAt: Position, clock: Clock): void {
  const { experiment } = marked.run;
  const updates = updatesDone(marked.run, markedAt);
  const updatesAtOnce = updatesWithin(experiment, multiplicationsAtOnce);
  const isThere = isComputedInSlices(experiment)
    ? () => advanceSliceAfter(marked, updates, multiplicationsAtOnce)
    : () => advance(marked, updates, updatesAtOnce) === updates;
  const start = clock.now();
  while (!isThere() && clock.now() - start < sliceTime);
}

/**
 * Prepares the snapshot of the next position on the way to a target: of the target itself, or of the end of the next
 * update if the target is further on. Returns this position when its snapshot is prepared; until then, `position`.
 */
function prepareNext(
  present: Timeline,
  marked: Timeline | undefined,
  position: Position,
  target: Position,
  clock: Clock,
): Position {
  const next = target.update > position.update + 1 ? endOfUpdate(present.run, position.update + 1) : target;
  const isDone = updatesDone(present.run, next) === next.update;
  const prepare = (timeline: Timeline): boolean => prepareSlice(timeline, next.update, isDone, multiplicationsAtOnce);
  const start = clock.now();
  do {
    if (prepare(present) && (marked === undefined || prepare(marked))) return next;
  } while (clock.now() - start < sliceTime);
  return position;
}

/** Advances the present and the marked timeline. Returns the position that both have reached. */
function advanceBoth(present: Timeline, marked: Timeline | undefined, target: Position, clock: Clock): Position {
  const reached = advanceTowards(present, target, clock);
  if (marked === undefined) return reached;
  const { update } = advanceTowards(marked, reached, clock);
  return update < reached.update ? endOfUpdate(present.run, update) : reached;
}

function advanceTowards(timeline: Timeline, target: Position, clock: Clock): Position {
  const { run } = timeline;
  const start = clock.now();
  const updates = target.update - 1;
  const updatesAtOnce = updatesWithin(run.experiment, multiplicationsAtOnce);
  while (advance(timeline, updates, updatesAtOnce) !== updates && clock.now() - start < sliceTime);
  // A timeline that has run n updates can show update n + 1, because a snapshot computes the update that it shows.
  return timeline.updates === updates ? target : endOfUpdate(run, timeline.updates + 1);
}
