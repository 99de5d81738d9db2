import {
  isOptimizerState,
  type OptimizerQuantity,
  type OptimizerState,
  type Quantity,
} from '../expressions/quantity.ts';
import type { Experiment } from './experiment.ts';
import { updateRuleOf } from './optimizers.ts';

/*
 * What an update starts from, in one array: the parameters in their order, then, for each state that the optimizer
 * keeps, as many numbers again.
 */

/** The state before the first update. */
export function initialState(experiment: Experiment): Float64Array {
  const state = new Float64Array(stateLength(experiment));
  state.set(experiment.initial);
  return state;
}

/** Numbers in a state. */
export function stateLength({ network, optimizer }: Pick<Experiment, 'network' | 'optimizer'>): number {
  return (1 + updateRuleOf(optimizer).states.length) * network.parameterCount;
}

/** A number that is in the state, before an update or after it. */
export type StateQuantity =
  | Extract<Quantity, { kind: 'parameter' | 'updated' }>
  | (OptimizerQuantity & { readonly name: OptimizerState });

/** Where a number stands in the state. */
export function stateIndex({ network, optimizer }: Experiment, quantity: StateQuantity): number {
  const row = quantity.kind === 'optimizer' ? 1 + updateRuleOf(optimizer).states.indexOf(quantity.name) : 0;
  return row * network.parameterCount + quantity.parameter;
}

/** Whether a quantity is in the state that an update starts from. */
export function isInStateBefore(quantity: Quantity): quantity is StateQuantity {
  if (quantity.kind === 'optimizer') return isOptimizerState(quantity.name) && quantity.after !== true;
  return quantity.kind === 'parameter';
}

/** Whether a quantity is in the state that an update leads to. */
export function isInStateAfter(quantity: Quantity): quantity is StateQuantity {
  if (quantity.kind === 'optimizer') return isOptimizerState(quantity.name) && quantity.after === true;
  return quantity.kind === 'updated';
}
