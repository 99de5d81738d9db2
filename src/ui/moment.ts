import { equationOf } from '../engine/equations/equation.ts';
import { phaseSpans, type Step, stepAt, stepOf } from '../engine/equations/steps.ts';
import { updatesPerEpoch } from '../engine/experiment.ts';
import { quantitiesIn } from '../engine/expressions.ts';
import { type Position, updatesDone } from '../engine/positions.ts';
import type { Quantity } from '../engine/quantities.ts';
import { type Reading, readUpdate } from '../engine/reading.ts';
import { type EpochError, historyUntil } from '../engine/timeline/history.ts';
import { errorAfter, parametersAfter, type Timeline } from '../engine/timeline/timeline.ts';

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

/** The moment at a position. A reading of the same update, if there is one at hand, is used again. */
export function momentAt(timeline: Timeline, position: Position, before?: Reading): Moment {
  const { experiment } = timeline;
  const isSameUpdate = before?.update.number === position.update && before.update.experiment === experiment;
  const reading = isSameUpdate
    ? before
    : readUpdate(experiment, position.update, parametersAfter(timeline, position.update - 1));
  const { update } = reading;
  const firstError = phaseSpans(update).find(({ phase }) => phase === 'error')?.last ?? 0;
  const hasError = position.update > 1 || position.step >= firstError;
  const done = updatesDone(experiment, position);
  const error = hasError ? errorAfter(timeline, done) : undefined;
  return {
    position,
    reading,
    step: position.step === 0 ? undefined : stepAt(update, position.step),
    known: (quantity) => (isKnown(reading, position.step, quantity) ? reading.numberOf(quantity) : undefined),
    error,
    history: error === undefined ? [] : historyOf(timeline, done, error),
  };
}

function historyOf(timeline: Timeline, done: number, error: number): readonly EpochError[] {
  const epoch = done / updatesPerEpoch(timeline.experiment);
  const kept = historyUntil(timeline, epoch);
  return kept.at(-1)?.epoch === epoch ? kept : [...kept, { epoch, error }];
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
