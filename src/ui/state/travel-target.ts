import { backFrom, clamped, forwardFrom, type Stride } from '../../engine/timeline/navigation.ts';
import { updatesWithin } from '../../engine/timeline/timeline.ts';
import { isSame, type Position } from '../../engine/training/position.ts';
import type { Run } from '../../engine/training/run.ts';
import type { Model } from './model.ts';

/** Over more updates than this a way is gone in slices, and shown while it is gone. */
const mostAtOnce = 1;

/** Moves count from where a long way leads, so that no key of a burst is lost. */
export function moved({ run, going, position }: Model, stride: Stride, direction: 1 | -1): Position {
  const move = direction === 1 ? forwardFrom : backFrom;
  return move(run, going ?? position, stride);
}

export function goTo(model: Model, position: Position): Model {
  const isNear = Math.abs(position.update - model.position.update) <= mostAtOnce;
  return isNear ? { ...model, position, going: undefined } : { ...model, going: position };
}

/** So many multiplications are not noticed. */
const unnoticed = 2 ** 22;

/**
 * The model of a run that is another from update `from` on, at the same place: its numbers are others there, its steps
 * maybe fewer. Where it takes long to work them out anew, that is a long way.
 */
export function withRun(model: Model, run: Run, from: number): Model {
  const { experiment } = run;
  const place = clamped(run, model.position);
  const isNear = place.update - from <= updatesWithin(experiment, unnoticed);
  const there: Model = { ...stopped(model), run };
  if (isNear) return { ...there, position: place };
  return { ...there, position: { update: from, step: 1 }, going: place };
}

export function reached(model: Model, position: Position): Model {
  if (model.going === undefined) return model;
  return { ...model, position, going: isSame(position, model.going) ? undefined : model.going };
}

export function stopped(model: Model): Model {
  return { ...model, running: false, going: undefined, owed: 0 };
}
