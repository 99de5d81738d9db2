import { equationOf } from '../engine/equations/equation.ts';
import { phaseSpans, type Step, stepAt, stepOf } from '../engine/equations/steps.ts';
import { updatesPerEpoch } from '../engine/experiment.ts';
import { quantitiesIn } from '../engine/expressions.ts';
import { type Position, updatesDone } from '../engine/positions.ts';
import type { Quantity } from '../engine/quantities.ts';
import { type Reading, readUpdate } from '../engine/reading.ts';
import { type EpochError, historyUntil } from '../engine/timeline/history.ts';
import { errorAfter, stateAfter, type Timeline } from '../engine/timeline/timeline.ts';

/** Everything that can be known at a position, and nothing that cannot be known yet. */
export interface Moment {
  readonly position: Position;
  readonly reading: Reading;
  /** The step just taken; undefined at the start. */
  readonly step: Step | undefined;
  /** A quantity's number; undefined while it has not been computed. */
  known(quantity: Quantity): number | undefined;
  /** E_total over all samples with the parameters at hand; undefined before the first error phase is complete. */
  readonly error: number | undefined;
  /** The errors of the epochs so far, and of the present. */
  readonly history: readonly EpochError[];
}

/** The moment at a position. What it shares with the moment before it, if there is one, is taken from there. */
export function momentAt(timeline: Timeline, position: Position, before?: Moment): Moment {
  const { experiment } = timeline;
  const reading =
    before?.position.update === position.update
      ? before.reading
      : readUpdate(experiment, position.update, stateAfter(timeline, position.update - 1));
  const { update } = reading;
  const firstError = phaseSpans(update).find(({ phase }) => phase === 'error')?.last ?? 0;
  const hasError = position.update > 1 || position.step >= firstError;
  const done = updatesDone(experiment, position);
  const errors =
    before?.error !== undefined && hasError && updatesDone(experiment, before.position) === done
      ? before
      : errorsAt(timeline, done, hasError);
  return {
    position,
    reading,
    step: position.step === 0 ? undefined : stepAt(update, position.step),
    known: (quantity) => (isKnown(reading, position.step, quantity) ? reading.numberOf(quantity) : undefined),
    error: errors.error,
    history: errors.history,
  };
}

function errorsAt(timeline: Timeline, done: number, hasError: boolean): Pick<Moment, 'error' | 'history'> {
  if (!hasError) return { error: undefined, history: [] };
  const error = errorAfter(timeline, done);
  const epoch = done / updatesPerEpoch(timeline.experiment);
  const kept = historyUntil(timeline.errors, epoch);
  return { error, history: kept.at(-1)?.epoch === epoch ? kept : [...kept, { epoch, error }] };
}

/** Whether a quantity has been computed by `step`; one without a step is known once all it is made of is known. */
function isKnown(reading: Reading, step: number, quantity: Quantity): boolean {
  const own = stepOf(reading.update, quantity);
  if (own !== undefined) return own <= step;
  const equation = equationOf(reading.update, quantity);
  if (equation === undefined) return true;
  for (const part of quantitiesIn(equation)) if (!isKnown(reading, step, part)) return false;
  return true;
}
