import { quantitiesIn } from '../../engine/expressions/expression.ts';
import { isAfterUpdate, type Quantity } from '../../engine/expressions/quantity.ts';
import { readUpdate, type UpdateValues } from '../../engine/pass/update-values.ts';
import { equationOf } from '../../engine/steps/equation.ts';
import { phaseSpans, type Step, stepAt, stepCount, stepOf } from '../../engine/steps/steps.ts';
import type { EpochError } from '../../engine/timeline/error-history.ts';
import { endOfUpdate, updatesDone } from '../../engine/timeline/navigation.ts';
import { errorAfter, errorBefore, historyUntil, stateBefore, type Timeline } from '../../engine/timeline/timeline.ts';
import { updatesPerEpoch } from '../../engine/training/experiment.ts';
import type { Position } from '../../engine/training/position.ts';
import { experimentAt, type Run } from '../../engine/training/run.ts';
import type { Update } from '../../engine/training/update.ts';

/** Everything that can be known at a position of a run, and nothing that cannot be known yet. */
export interface Moment {
  readonly run: Run;
  readonly position: Position;
  readonly reading: UpdateValues;
  /** The step just taken; undefined at the start. */
  readonly step: Step | undefined;
  /** The parameters at hand, and what the optimizer keeps of them: new ones only at an update's last step. */
  readonly state: Float64Array;
  /** A quantity's number; undefined while it has not been computed. */
  known(quantity: Quantity): number | undefined;
  /** E_total over all samples with the parameters at hand; undefined before the first error phase is complete. */
  readonly error: number | undefined;
  /** The errors of the epochs so far, and of the present. */
  readonly history: readonly EpochError[];
}

/** The moment at a position. What it shares with the moment before it, if there is one, is taken from there. */
export function momentAt(timeline: Timeline, position: Position, previous?: Moment): Moment {
  const { run } = timeline;
  const before = previous?.run === run ? previous : undefined;
  const reading =
    before?.position.update === position.update
      ? before.reading
      : readUpdate(experimentAt(run, position.update), position.update, stateBefore(timeline, position.update));
  const { update } = reading;
  const firstError = phaseSpans(update).find(({ phase }) => phase === 'error')?.last ?? 0;
  const hasError = position.update > 1 || position.step >= firstError;
  const isDone = updatesDone(run, position) === position.update;
  const isSameTime =
    before?.position.update === position.update && (updatesDone(run, before.position) === position.update) === isDone;
  const errors =
    isSameTime && before?.error !== undefined && hasError
      ? before
      : errorsAt(timeline, position.update, isDone, hasError);
  return {
    run,
    position,
    reading,
    step: position.step === 0 ? undefined : stepAt(update, position.step),
    state: isDone ? reading.after : reading.before,
    known: (quantity) => (isKnown(update, position.step, quantity) ? reading.numberOf(quantity) : undefined),
    error: errors.error,
    history: errors.history,
  };
}

/**
 * The moment of another run that is as far as a moment: at the end of its update if that is done, within it if not. Its
 * history goes on to `farthest`, as far as that is known. What it shares with `previous`, if there is one, is taken from
 * there.
 */
export function momentBeside(
  timeline: Timeline,
  { position, state, reading }: Moment,
  farthest: Position,
  previous?: Moment,
): Moment {
  const { run } = timeline;
  const end = endOfUpdate(run, position.update);
  const isDone = state === reading.after;
  const place = isDone ? end : { ...position, step: Math.min(position.step, end.step - 1) };
  const beside = momentAt(timeline, place, previous);
  const last = updatesDone(run, farthest) / updatesPerEpoch(run.experiment);
  const ahead = historyUntil(timeline, last).filter(({ epoch }) => epoch > (beside.history.at(-1)?.epoch ?? -1));
  return { ...beside, history: [...beside.history, ...ahead] };
}

/** The errors up to update `update`, or, where it `isDone`, with it. */
function errorsAt(
  timeline: Timeline,
  update: number,
  isDone: boolean,
  hasError: boolean,
): Pick<Moment, 'error' | 'history'> {
  if (!hasError) return { error: undefined, history: [] };
  const error = isDone ? errorAfter(timeline, update) : errorBefore(timeline, update);
  const epoch = (isDone ? update : update - 1) / updatesPerEpoch(timeline.run.experiment);
  const earlier = historyUntil(timeline, epoch).filter((each) => each.epoch < epoch);
  return { error, history: [...earlier, { epoch, error }] };
}

/**
 * Whether a quantity has been computed by `step`; one without a step is known once all it is made of is known, and one of
 * the forward pass with the new parameters once they are all there.
 */
function isKnown(update: Update, step: number, quantity: Quantity): boolean {
  const own = stepOf(update, quantity);
  if (own !== undefined) return own <= step;
  // E_total⁺, the last step, is worked out from it.
  if (isAfterUpdate(quantity)) return step >= stepCount(update) - 1;
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return true;
  for (const part of quantitiesIn(equation)) if (!isKnown(update, step, part)) return false;
  return true;
}
