import {
  backFrom,
  clampPosition,
  endOfEpoch,
  forwardFrom,
  type Stride,
  updatesDone,
} from '../../engine/timeline/navigation.ts';
import { isSliced } from '../../engine/timeline/segment-cache.ts';
import { updatesWithin } from '../../engine/timeline/timeline.ts';
import { type Experiment, epochOf } from '../../engine/training/experiment.ts';
import { isSamePosition, type Position } from '../../engine/training/position.ts';
import type { Run } from '../../engine/training/run.ts';
import type { Model } from './model.ts';
import { speeds } from './run-speed.ts';
import { withoutDerivation } from './shown-derivation.ts';

/** A move over more updates than this runs in the background, in slices between frames. */
const maxUpdatesAtOnce = 1;

/** The maximum number of multiplications that take no noticeable time. */
const maxMultiplicationsAtOnce = 2 ** 22;

/** The position after a stride. During a long move, the stride starts at the move's target, so fast presses add up. */
export function strideFrom({ run, travelTarget, position }: Model, stride: Stride, direction: 1 | -1): Position {
  const move = direction === 1 ? forwardFrom : backFrom;
  return move(run, travelTarget ?? position, stride);
}

/** Whether an update or E_total over all samples takes so long that keys have to be read while it is computed. */
export function isComputedInSlices(experiment: Experiment): boolean {
  return isSliced(experiment, maxMultiplicationsAtOnce);
}

/** Moves to a position: at once if it is near, else in the background. Closes the derivation that is shown. */
export function travelTo(open: Model, position: Position): Model {
  const model = withoutDerivation(open);
  const isNear = isComputedInSlices(model.run.experiment)
    ? hasSameNumbers(model.run, position, model.position)
    : Math.abs(position.update - model.position.update) <= maxUpdatesAtOnce;
  return isNear ? { ...model, position, travelTarget: undefined } : { ...model, travelTarget: position };
}

/** Whether all numbers of two positions are the same. The end of an update has another E_total than its other steps. */
function hasSameNumbers(run: Run, a: Position, b: Position): boolean {
  return a.update === b.update && updatesDone(run, a) === updatesDone(run, b);
}

/** Moves to a position that a long move has reached. At its target, the long move ends. */
export function arriveAt(model: Model, position: Position): Model {
  if (model.travelTarget === undefined) return model;
  const isThere = isSamePosition(position, model.travelTarget);
  return { ...model, position, travelTarget: isThere ? undefined : model.travelTarget };
}

/** Stops an automatic run or a long move. */
export function stop(model: Model): Model {
  return { ...model, isRunning: false, travelTarget: undefined, pendingStrides: 0 };
}

/**
 * Switches to a run that differs from the present run in update `firstChanged` and later. The position stays the same;
 * only its step is limited to the number of steps that the update has in the new run. If the updates between
 * `firstChanged` and the position take long to compute, a long move leads from `firstChanged` to the position.
 */
export function switchRun(model: Model, run: Run, firstChanged: number): Model {
  const position = clampPosition(run, model.position);
  const isShort = position.update - firstChanged <= updatesWithin(run.experiment, maxMultiplicationsAtOnce);
  const switched: Model = { ...stop(model), run };
  if (isShort) return { ...switched, position };
  return { ...switched, position: { update: firstChanged, step: 1 }, travelTarget: position };
}

/**
 * Advances an automatic run by some seconds. Strides (steps or epochs) that cannot be taken yet are kept, but at most
 * the number of strides in one second.
 */
export function runFor(model: Model, seconds: number): Model {
  const { isRunning, travelTarget } = model;
  const speed = speeds[model.speed];
  if (!isRunning || speed === undefined) return model;
  // At a speed below one stride a second, the strides must still be able to add up to 1.
  const maxPending = Math.max(speed.perSecond, 1);
  const pendingStrides = Math.min(model.pendingStrides + seconds * speed.perSecond, maxPending);
  const strides = Math.floor(pendingStrides);
  if (travelTarget !== undefined || strides === 0) return { ...model, pendingStrides };
  const target = afterStrides(model, speed.stride, strides);
  return { ...travelTo(model, target), pendingStrides: pendingStrides - strides };
}

function afterStrides({ run, position }: Model, stride: 'step' | 'epoch', count: number): Position {
  if (stride === 'epoch') {
    const first = forwardFrom(run, position, 'epoch');
    return endOfEpoch(run, epochOf(run.experiment, first.update) + count - 1);
  }
  const steps = Array.from({ length: count });
  return steps.reduce((reached: Position) => forwardFrom(run, reached, 'step'), position);
}
