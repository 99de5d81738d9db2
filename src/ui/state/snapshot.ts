import { leavesIn } from '../../engine/expressions/expression.ts';
import { isAfterUpdate, isGradientOf, type Quantity } from '../../engine/graph/quantity.ts';
import type { UpdateValues } from '../../engine/pass/update-values.ts';
import { equationOf } from '../../engine/steps/equation.ts';
import { phaseSpans, type Step, stepAt, stepCount, stepOf } from '../../engine/steps/steps.ts';
import type { EpochError } from '../../engine/timeline/error-history.ts';
import { endOfUpdate, updatesDone } from '../../engine/timeline/navigation.ts';
import { valuesOf } from '../../engine/timeline/preparation.ts';
import { errorAfter, errorBefore, historyUntil, type Timeline } from '../../engine/timeline/timeline.ts';
import { updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Position } from '../../engine/training/position.ts';
import type { Run } from '../../engine/training/run.ts';
import type { Update } from '../../engine/training/update.ts';

/** Everything that is known at a position of a run. */
export interface Snapshot {
  readonly run: Run;
  readonly position: Position;
  /** Every number of the present update, even of later steps. Only the numbers that `known` returns may be shown. */
  readonly values: UpdateValues;
  /** The step just taken; undefined at the start. */
  readonly step: Step | undefined;
  /** The parameters and the optimizer's states: after the update if its last step is done, else before the update. */
  readonly state: Float64Array;
  /** The value of a quantity; undefined if it is not computed yet. */
  known(quantity: Quantity): number | undefined;
  /** E_total over all samples with the present parameters; undefined before the first error phase is complete. */
  readonly error: number | undefined;
  /** The errors after the epochs so far, and the present error. */
  readonly history: readonly EpochError[];
}

/** The snapshot at a position. Reuses the numbers of `previous` if `previous` has the same run and the same update. */
export function snapshotAt(timeline: Timeline, position: Position, previous?: Snapshot): Snapshot {
  const { run } = timeline;
  const reusable = previous?.run === run && previous.position.update === position.update ? previous : undefined;
  const values = reusable?.values ?? valuesOf(timeline, position.update);
  const { update } = values;
  const isDone = updatesDone(run, position) === position.update;
  return {
    run,
    position,
    values,
    step: position.step === 0 ? undefined : stepAt(update, position.step),
    state: isDone ? values.after : values.before,
    known: (quantity) => (isKnown(update, position.step, quantity) ? values.numberOf(quantity) : undefined),
    ...errorsAt(timeline, position, update, reusable),
  };
}

/** The error and the history at a position. Reuses the error and the history of `reusable` if the state is the same. */
function errorsAt(
  timeline: Timeline,
  position: Position,
  update: Update,
  reusable: Snapshot | undefined,
): Pick<Snapshot, 'error' | 'history'> {
  const { run } = timeline;
  const errorPhase = phaseSpans(update).find(({ phase }) => phase === 'error');
  const hasError = position.update > 1 || position.step >= (errorPhase?.last ?? 0);
  if (!hasError) return { error: undefined, history: [] };
  const isDone = updatesDone(run, position) === position.update;
  const wasDone = reusable && updatesDone(run, reusable.position) === reusable.position.update;
  if (reusable?.error !== undefined && wasDone === isDone) return { error: reusable.error, history: reusable.history };
  const error = isDone ? errorAfter(timeline, position.update) : errorBefore(timeline, position.update);
  const epoch = (isDone ? position.update : position.update - 1) / updatesPerEpoch(run.experiment);
  const earlier = historyUntil(timeline, epoch).filter((each) => each.epoch < epoch);
  return { error, history: [...earlier, { epoch, error }] };
}

/**
 * The snapshot of the marked run, in the same update as the given snapshot of the present run. The new snapshot is at
 * the end of the update if the present run has completed the update, else at the same step, but before the last step.
 * Its history goes on to `markedAt`, the position at which the user marked the run.
 */
export function snapshotBeside(
  timeline: Timeline,
  { position, state, values }: Snapshot,
  markedAt: Position,
  previous?: Snapshot,
): Snapshot {
  const { run } = timeline;
  const end = endOfUpdate(run, position.update);
  const isDone = state === values.after;
  const comparable = isDone ? end : { ...position, step: Math.min(position.step, end.step - 1) };
  const snapshot = snapshotAt(timeline, comparable, previous);
  const lastEpoch = updatesDone(run, markedAt) / updatesPerEpoch(run.experiment);
  const presentEpoch = snapshot.history.at(-1)?.epoch ?? -1;
  const later = historyUntil(timeline, lastEpoch).filter(({ epoch }) => epoch > presentEpoch);
  return { ...snapshot, history: [...snapshot.history, ...later] };
}

/**
 * Whether a quantity is known after step `step`. A derivative that has no step, such as ∂net/∂w, is known as soon as
 * all quantities in its equation are known. The quantities of the forward pass with the new parameters have no steps
 * either. They are known as soon as all new parameters are known, so that the equation of the last step, E_total⁺, can
 * be shown with numbers before that step. If the error of a formula does not depend on a number, the gradient of the number
 * is 0. It is known from the end of the backward phase on.
 */
function isKnown(update: Update, step: number, quantity: Quantity): boolean {
  const stepOfQuantity = stepOf(update, quantity);
  if (stepOfQuantity !== undefined) return stepOfQuantity <= step;
  if (isAfterUpdate(quantity)) return step >= stepCount(update) - 1;
  const isOfFormula = update.experiment.kind === 'formula';
  if (isOfFormula && isGradientOf(quantity, 'parameter')) return step >= endOfBackward(update);
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return true;
  for (const part of leavesIn(equation)) if (!isKnown(update, step, part)) return false;
  return true;
}

function endOfBackward(update: Update): number {
  return phaseSpans(update).findLast(({ phase }) => phase === 'backward')?.last ?? 0;
}
