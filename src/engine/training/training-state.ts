import {
  isOptimizerState,
  type OptimizerQuantity,
  type OptimizerState,
  type Quantity,
} from '../expressions/quantity.ts';
import type { Experiment } from './experiment.ts';
import { statesOf } from './optimizers.ts';

/*
 * A state: all numbers that one update passes to the next, in one array. For adam, which has the states m and v:
 *
 *     w1 w2 … b1 …    m of w1, w2, … b1, …    v of w1, w2, … b1, …
 *
 * Each part has `Network.parameterCount` numbers.
 */

/** The state before the first update: the initial parameters, and 0 for every state of the optimizer. */
export function initialState(experiment: Experiment): Float64Array {
  const state = new Float64Array(stateLength(experiment));
  state.set(experiment.initial);
  return state;
}

/** The length of a state, in numbers. */
export function stateLength({ network, optimizer }: Pick<Experiment, 'network' | 'optimizer'>): number {
  return (1 + statesOf(optimizer).length) * network.parameterCount;
}

/** A quantity that is in the state before an update or after it. */
export type StateQuantity =
  | Extract<Quantity, { kind: 'parameter' | 'updated' }>
  | (OptimizerQuantity & { readonly name: OptimizerState });

/** The index of a quantity in the state. */
export function stateIndex({ network, optimizer }: Experiment, quantity: StateQuantity): number {
  const part = quantity.kind === 'optimizer' ? 1 + statesOf(optimizer).indexOf(quantity.name) : 0;
  return part * network.parameterCount + quantity.parameter;
}

/** Whether a quantity is in the state before an update. */
export function isInStateBefore(quantity: Quantity): quantity is StateQuantity {
  if (quantity.kind === 'optimizer') return isOptimizerState(quantity.name) && quantity.after !== true;
  return quantity.kind === 'parameter';
}

/** Whether a quantity is in the state after an update. */
export function isInStateAfter(quantity: Quantity): quantity is StateQuantity {
  if (quantity.kind === 'optimizer') return isOptimizerState(quantity.name) && quantity.after === true;
  return quantity.kind === 'updated';
}
