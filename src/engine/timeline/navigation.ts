import { hasTrainedParameters } from '../models/parameters.ts';
import { phaseSpan, type Span, stepCount, unitSpan } from '../steps/steps.ts';
import { epochOf, modelOf, updatesPerEpoch } from '../training/experiment.ts';
import { isSamePosition, type Position, startPosition } from '../training/position.ts';
import { type Run, updateOf } from '../training/run.ts';
import type { Update } from '../training/update.ts';

/** The length of one move: one step, or up to the last step of a network unit, a phase or an epoch. */
export type Stride = 'step' | 'unit' | 'phase' | 'epoch';

/**
 * The position one stride forward: the next step, or the end of the present unit, phase or epoch. If `position` is this
 * end, the end of the next unit, phase or epoch. The last position of all is followed by itself.
 */
export function forwardFrom(run: Run, position: Position, stride: Stride): Position {
  if (isLast(run, position)) return position;
  if (stride === 'epoch') {
    const epoch = epochOf(run.experiment, position.update);
    const end = endOfEpoch(run, epoch);
    return isSamePosition(end, position) ? endOfEpoch(run, epoch + 1) : end;
  }
  const update = updateOf(run, position.update);
  if (stride !== 'step' && position.step > 0) {
    const { last } = spanOf(update, position.step, stride);
    if (position.step < last) return { ...position, step: last };
  }
  const next =
    position.step < stepCount(update)
      ? { ...position, step: position.step + 1 }
      : { update: position.update + 1, step: 1 };
  if (stride === 'step') return next;
  return { ...next, step: spanOf(updateOf(run, next.update), next.step, stride).last };
}

/**
 * Whether no step follows a position. A formula without trained numbers ends after one epoch, because every further
 * epoch would be the same.
 */
export function isLast(run: Run, position: Position): boolean {
  const { experiment } = run;
  if (hasTrainedParameters(modelOf(experiment))) return false;
  return isSamePosition(position, endOfEpoch(run, 1));
}

/** The position one stride back: the previous step, or the end of the previous unit, phase or epoch. */
export function backFrom(run: Run, position: Position, stride: Stride): Position {
  if (stride === 'epoch') {
    const epoch = epochOf(run.experiment, position.update);
    return epoch === 1 ? startPosition : endOfEpoch(run, epoch - 1);
  }
  if (position.step === 0) return position;
  const step =
    stride === 'step' ? position.step - 1 : spanOf(updateOf(run, position.update), position.step, stride).first - 1;
  return step > 0 || position.update === 1 ? { ...position, step } : endOfUpdate(run, position.update - 1);
}

/** The last position of an epoch. Epochs count from 1; epoch 0 ends at the start position. */
export function endOfEpoch(run: Run, epoch: number): Position {
  return epoch === 0 ? startPosition : endOfUpdate(run, epoch * updatesPerEpoch(run.experiment));
}

/** The last position of an update. */
export function endOfUpdate(run: Run, update: number): Position {
  return { update, step: stepCount(updateOf(run, update)) };
}

/** The number of updates that are complete at a position. */
export function updatesDone(run: Run, position: Position): number {
  return isSamePosition(position, endOfUpdate(run, position.update)) ? position.update : position.update - 1;
}

function spanOf(update: Update, step: number, stride: 'unit' | 'phase'): Span {
  return stride === 'unit' ? unitSpan(update, step) : phaseSpan(update, step);
}

/** Limits the step of a position to the last step of its update. An edit can change how many steps an update has. */
export function clampPosition(run: Run, { update, step }: Position): Position {
  return { update, step: Math.min(step, stepCount(updateOf(run, update))) };
}
