import { memoize } from '../expressions/memoize.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { readUpdate, type UpdateValues } from '../pass/update-values.ts';
import { stepsOf } from '../steps/steps.ts';
import { experimentAt } from '../training/run.ts';
import { errorAfter, stateAfter, stateBefore, type Timeline } from './timeline.ts';

/** The first quantity of a training whose value is infinite or NaN. */
export interface Divergence {
  readonly update: number;
  readonly quantity: Quantity;
  readonly value: number;
}

/** Whether all numbers of a state are finite. */
export function isAllFinite(state: Float64Array): boolean {
  return state.every(Number.isFinite);
}

/** Whether the state after `updates` updates, or E_total over all samples with that state, is not finite. */
export function hasDiverged(timeline: Timeline, updates: number): boolean {
  return !isAllFinite(stateAfter(timeline, updates)) || !Number.isFinite(errorAfter(timeline, updates));
}

/**
 * Finds the first divergence of a training that has diverged after `updates` updates or earlier. If the initial state
 * has diverged already, returns the first infinite or NaN quantity of update 1.
 *
 * Finds the update by bisection, which assumes that a diverged training stays diverged. This is true of the state: no
 * update makes an infinite or NaN weight finite again, only an edit can. An E_total that overflows in one update and is
 * finite again after a later update can be missed.
 */
export function firstDivergence(timeline: Timeline, updates: number): Divergence {
  let [lastFinite, firstDiverged] = [0, updates];
  if (hasDiverged(timeline, 0)) firstDiverged = 1;
  while (firstDiverged - lastFinite > 1) {
    const middle = Math.floor((lastFinite + firstDiverged) / 2);
    if (hasDiverged(timeline, middle)) firstDiverged = middle;
    else lastFinite = middle;
  }
  const update = firstDiverged;
  const values = readUpdate(experimentAt(timeline.run, update), update, stateBefore(timeline, update));
  // All values of the update can be finite: its E_total is the mean over a batch, but `hasDiverged` uses all samples.
  const quantity = firstNonFinite(values) ?? { kind: 'total-error', after: true };
  const value = values.numberOf(quantity);
  return { update, quantity, value: Number.isFinite(value) ? errorAfter(timeline, update) : value };
}

/** The first quantity in the steps of an update whose value is infinite or NaN. Undefined if all values are finite. */
export const firstNonFinite: (values: UpdateValues) => Quantity | undefined = memoize(findFirstNonFinite);

function findFirstNonFinite({ update, numberOf }: UpdateValues): Quantity | undefined {
  for (const { quantity } of stepsOf(update)) if (!Number.isFinite(numberOf(quantity))) return quantity;
  return undefined;
}
