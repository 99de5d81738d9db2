import { memoize } from '../expressions/memoize.ts';
import type { NodeOf } from '../graph/node.ts';
import { isAfterUpdate, isValueOf, nodeValue, type Quantity, type Value } from '../graph/quantity.ts';
import { errorNodeOf } from '../models/error-node.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { stepsOf } from '../steps/steps.ts';
import { modelOf } from '../training/experiment.ts';
import { experimentAt } from '../training/run.ts';
import { type NonFiniteCause, nonFiniteCause } from './non-finite-cause.ts';
import { valuesOf } from './preparation.ts';
import { firstNonFiniteSample } from './sample-divergence.ts';
import { errorAfter, firstLostError, stateAfter, type Timeline } from './timeline.ts';

/** The first infinite or NaN quantity of the update in which a training diverged. */
export interface Divergence {
  readonly update: number;
  /** If `isOfAllSamples`, the quantity may belong to a sample outside the batch of the update, and then has no step. */
  readonly quantity: Quantity;
  /**
   * Whether all numbers of the update are finite, and the quantity belongs to E_total over all samples: after the update,
   * or before update 1 if `cause.isFromStart`.
   */
  readonly isOfAllSamples: boolean;
  readonly value: number;
  readonly cause: NonFiniteCause;
}

/** Whether all numbers of a state are finite. */
export function isAllFinite(state: Float64Array): boolean {
  // `every` would allocate an object for each number.
  for (let at = 0; at < state.length; at++) if (!Number.isFinite(state[at])) return false;
  return true;
}

/**
 * Whether a number was lost in the first `updates` updates: the state after them is not finite, or E_total of the batch
 * of one of them was not finite. No update makes an infinite or NaN weight finite again, only an edit can.
 */
export function isLostBy(timeline: Timeline, updates: number): boolean {
  return (
    !isAllFinite(stateAfter(timeline, updates)) || (firstLostError(timeline) ?? Number.POSITIVE_INFINITY) <= updates
  );
}

/** Whether a number was lost in the first `updates` updates, or E_total over all samples is not finite after them. */
export function hasDiverged(timeline: Timeline, updates: number): boolean {
  return isLostBy(timeline, updates) || !Number.isFinite(errorAfter(timeline, updates));
}

/**
 * Finds the first divergence of a training that has diverged after `updates` updates or earlier. It is in the first
 * update whose E_total or new state is not finite, or in the update before it if E_total⁺ of that update is not finite.
 * If there is no such update, it is E_total over all samples after `updates` updates. If the initial state has diverged
 * already, it is the first infinite or NaN quantity of the forward pass of update 1, or of a sample of a later batch.
 *
 * An infinite net whose out is finite, as that of a sigmoid, is not searched for. An infinite state that a later edit has
 * made finite again can be missed.
 */
export function firstDivergence(timeline: Timeline, updates: number): Divergence {
  let [lastFinite, firstDiverged] = [0, Math.max(1, updates)];
  const isFromStart = hasDiverged(timeline, 0);
  if (isFromStart) firstDiverged = 1;
  while (firstDiverged - lastFinite > 1) {
    const middle = Math.floor((lastFinite + firstDiverged) / 2);
    if (isLostBy(timeline, middle)) firstDiverged = middle;
    else lastFinite = middle;
  }
  if (firstDiverged > 1 && !isNewErrorFinite(timeline, firstDiverged - 1)) firstDiverged--;
  const update = firstDiverged;
  const values = valuesOf(timeline, update);
  const quantity = firstNonFinite(values);
  // All values of the update can be finite: its E_total is that of a batch, but `hasDiverged` uses all samples.
  if (quantity === undefined) return divergenceOfAllSamples(timeline, isFromStart ? 0 : update);
  // The initial state has diverged, but not for the batch of update 1.
  if (isFromStart && !isBeforeChange(quantity)) return divergenceOfAllSamples(timeline, 0);
  const value = values.numberOf(quantity);
  return { update, quantity, isOfAllSamples: false, value, cause: nonFiniteCause(values, quantity) };
}

function isForwardQuantity(
  quantity: Quantity,
): quantity is Value<NodeOf<'net' | 'out' | 'error' | 'total-error' | 'equation'>> {
  return isValueOf(quantity, 'net', 'out', 'error', 'total-error', 'equation');
}

/** Whether a quantity belongs to the forward pass with the parameters before the update. */
function isBeforeChange(quantity: Quantity): boolean {
  return isForwardQuantity(quantity) && !isAfterUpdate(quantity);
}

/** The first quantity that is infinite or NaN when E_total over all samples is computed after `updates` updates. */
function divergenceOfAllSamples(timeline: Timeline, updates: number): Divergence {
  const update = Math.max(updates, 1);
  const after = updates > 0;
  const found = firstNonFiniteSample(experimentAt(timeline.run, update), stateAfter(timeline, updates));
  const first = found && firstNonFinite(found.values);
  if (found === undefined || first === undefined || !isForwardQuantity(first)) {
    const cause: NonFiniteCause = {
      failed: { kind: 'overflow', operation: 'sum' },
      isFromStart: !after,
      setting: undefined,
    };
    const value = errorAfter(timeline, updates);
    return { update, quantity: errorQuantity(timeline, after), isOfAllSamples: true, value, cause };
  }
  const { sample, values } = found;
  const cause = { ...nonFiniteCause(values, first), isFromStart: !after };
  return { update, quantity: { ...first, sample, after }, isOfAllSamples: true, value: values.numberOf(first), cause };
}

function errorQuantity({ run }: Timeline, after: boolean): Quantity {
  return nodeValue(errorNodeOf(modelOf(run.experiment)), { after });
}

/** Whether E_total⁺ of an update is finite. */
function isNewErrorFinite(timeline: Timeline, update: number): boolean {
  return Number.isFinite(valuesOf(timeline, update).numberOf(errorQuantity(timeline, true)));
}

/** The first quantity in the steps of an update whose value is infinite or NaN. Undefined if all values are finite. */
export const firstNonFinite: (values: UpdateValues) => Quantity | undefined = memoize(findFirstNonFinite);

function findFirstNonFinite({ update, numberOf }: UpdateValues): Quantity | undefined {
  for (const { quantity } of stepsOf(update)) if (!Number.isFinite(numberOf(quantity))) return quantity;
  return undefined;
}
