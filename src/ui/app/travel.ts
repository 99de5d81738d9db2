import { type RefObject, useEffect, useRef } from 'react';
import { firstDivergence, isAllFinite } from '../../engine/timeline/divergence.ts';
import { endOfUpdate } from '../../engine/timeline/navigation.ts';
import { advance, stateAfter, type Timeline, updatesWithin } from '../../engine/timeline/timeline.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Action } from '../actions/action.ts';
import { isMoving, type Model } from '../state/model.ts';

/** Milliseconds between two frames of a run, and those of them that may go into updates. */
const frameTime = 33;
const sliceTime = 15;

/** Work between two looks at the clock. */
const multiplicationsAtATime = 2 ** 19;

/** Ways to change the model: `change` by an action, `act` by some, to be seen at once. */
export interface Changes {
  readonly change: (action: Action) => void;
  readonly act: (...actions: readonly Action[]) => void;
}

/**
 * While a long way or a run is on: in each frame the time that went by, and a slice of the way. The first timeline is the
 * present run's; the others, those of runs it is compared with, go along. It
 * ends where training runs out of numbers, unless it is `isReturning` to where it once was.
 */
export function useTravel(
  timelines: readonly [Timeline, ...Timeline[]],
  latest: RefObject<Model>,
  isReturning: boolean,
  { change, act }: Changes,
): void {
  const isOn = isMoving(latest.current);
  const [timeline] = timelines;
  const present = useRef({ change, act, timelines, isReturning });
  present.current = { change, act, timelines, isReturning };
  useEffect(() => {
    if (!isOn) return;
    const from = latest.current.position;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const { change, act, isReturning: isOnWayBack } = present.current;
      change({ kind: 'tick', seconds: (now - last) / 1000 });
      last = now;
      const { going: target, position } = latest.current;
      const reached = target === undefined ? position : travelAll(present.current.timelines, target);
      const end = isOnWayBack ? undefined : endBetween(timeline, from, reached);
      if (end !== undefined) act({ kind: 'end at', position: end });
      else if (target !== undefined) act({ kind: 'reach', position: reached });
      else act();
    }, frameTime);
    return () => clearInterval(timer);
  }, [isOn, timeline, latest]);
}

/** Goes on towards a position with every timeline; to where the slowest came. */
function travelAll([timeline, ...others]: readonly [Timeline, ...Timeline[]], target: Position): Position {
  const reached = travel(timeline, target);
  const slowest = Math.min(reached.update, ...others.map((other) => travel(other, reached).update));
  return slowest === reached.update ? reached : endOfUpdate(timeline.run, slowest);
}

/** Goes on towards a position for a slice of time; to where that led. */
function travel(timeline: Timeline, target: Position): Position {
  const { run } = timeline;
  const start = performance.now();
  const updates = target.update - 1;
  const atATime = updatesWithin(run.experiment, multiplicationsAtATime);
  while (advance(timeline, updates, atATime) !== updates && performance.now() - start < sliceTime);
  // One update on from where the timeline stands: to show that, it need not go back.
  return timeline.updates === updates ? target : endOfUpdate(run, timeline.updates + 1);
}

/** Where training ran out of numbers between two positions, if it did. */
function endBetween(timeline: Timeline, from: Position, to: Position): Position | undefined {
  if (to.update < from.update || isAllFinite(stateAfter(timeline, to.update - 1))) return undefined;
  const end = endOfUpdate(timeline.run, firstDivergence(timeline, to.update - 1).update);
  const isAfterFrom = end.update > from.update || (end.update === from.update && end.step > from.step);
  return isAfterFrom ? end : undefined;
}
