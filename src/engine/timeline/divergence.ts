import { memoize } from '../expressions/memoize.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { readUpdate, type UpdateValues } from '../pass/update-values.ts';
import { stepsOf } from '../steps/steps.ts';
import { experimentAt } from '../training/run.ts';
import { errorAfter, stateAfter, stateBefore, type Timeline } from './timeline.ts';

/** Where training ran out of numbers: the first quantity that is infinite or not a number. */
export interface Divergence {
  readonly update: number;
  readonly quantity: Quantity;
  readonly value: number;
}

/** Whether a state is all finite numbers. */
export function isAllFinite(state: Float64Array): boolean {
  return state.every(Number.isFinite);
}

/** Whether the state after so many updates, or E_total over all samples with it, is not finite. */
export function hasDiverged(timeline: Timeline, updates: number): boolean {
  return !isAllFinite(stateAfter(timeline, updates)) || !Number.isFinite(errorAfter(timeline, updates));
}

/**
 * Where training ran out of numbers, given that it had by the end of update `updates`; before the first update that is in
 * what the first starts from. The update is found by halving: a state that is not finite never becomes so again, as an
 * infinite weight stays infinite unless it is set, and E_total by itself comes back only where a network forgets all it
 * has learned.
 */
export function firstDivergence(timeline: Timeline, updates: number): Divergence {
  let [sound, lost] = [0, updates];
  if (hasDiverged(timeline, 0)) lost = 1;
  while (lost - sound > 1) {
    const middle = Math.floor((sound + lost) / 2);
    if (hasDiverged(timeline, middle)) lost = middle;
    else sound = middle;
  }
  const reading = readUpdate(experimentAt(timeline.run, lost), lost, stateBefore(timeline, lost));
  // E_total over all samples may be lost though that over this update's batch is not.
  const quantity = firstNonFinite(reading) ?? { kind: 'total-error', after: true };
  const value = reading.numberOf(quantity);
  return { update: lost, quantity, value: Number.isFinite(value) ? errorAfter(timeline, lost) : value };
}

/** The first step of an update whose number is infinite or none. */
export const firstNonFinite: (reading: UpdateValues) => Quantity | undefined = memoize(searched);

function searched({ update, numberOf }: UpdateValues): Quantity | undefined {
  for (const { quantity } of stepsOf(update)) if (!Number.isFinite(numberOf(quantity))) return quantity;
  return undefined;
}
