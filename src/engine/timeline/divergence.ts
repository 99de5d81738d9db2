import { stepAt, stepCount } from '../equations/steps.ts';
import type { Quantity } from '../quantities.ts';
import { type Reading, readUpdate } from '../reading.ts';
import { errorAfter, stateAfter, type Timeline } from './timeline.ts';

/** Where training ran out of numbers: the first quantity that is infinite or not a number. */
export interface Divergence {
  readonly update: number;
  readonly quantity: Quantity;
  readonly value: number;
}

/** Whether a state is all finite numbers. */
export function hasNumbers(state: Float64Array): boolean {
  return state.every(Number.isFinite);
}

/**
 * Where training ran out of numbers, given that it had by the end of update `updates`, in its state or in E_total over
 * all samples. A state that is not finite never becomes so again: an infinite weight stays infinite, and so does what an
 * optimizer keeps. So the update is found by halving.
 */
export function firstDivergence(timeline: Timeline, updates: number): Divergence {
  if (hasNumbers(stateAfter(timeline, updates))) {
    const value = errorAfter(timeline, updates);
    return earliest(timeline, updates) ?? { update: updates, quantity: { kind: 'total-error', after: true }, value };
  }
  let [sound, broken] = [0, updates];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (hasNumbers(stateAfter(timeline, middle))) sound = middle;
    else broken = middle;
  }
  const first = earliest(timeline, broken);
  if (first === undefined) throw new RangeError(`every step of update ${broken} is finite`);
  return first;
}

/** The first step that is not finite in an update, or in those just before it where errors had already overflowed. */
function earliest(timeline: Timeline, update: number): Divergence | undefined {
  const here = brokenStep(timeline, update);
  if (here === undefined || update === 1) return here;
  return earliest(timeline, update - 1) ?? here;
}

function brokenStep(timeline: Timeline, number: number): Divergence | undefined {
  const reading = readUpdate(timeline.experiment, number, stateAfter(timeline, number - 1));
  const quantity = firstLost(reading);
  return quantity && { update: number, quantity, value: reading.numberOf(quantity) };
}

/** The first step of an update whose number is infinite or none; only looked for where the update ends in such numbers. */
export function firstLost({ update, after, numberOf }: Reading): Quantity | undefined {
  const errors = [numberOf({ kind: 'total-error' }), numberOf({ kind: 'total-error', after: true })];
  if (hasNumbers(after) && errors.every(Number.isFinite)) return undefined;
  for (let step = 1; step <= stepCount(update); step++) {
    const { quantity } = stepAt(update, step);
    if (!Number.isFinite(numberOf(quantity))) return quantity;
  }
  return undefined;
}
