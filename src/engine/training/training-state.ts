import { isState, type OptimizerPart, type Quantity, type StateName } from '../expressions/quantity.ts';
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
  return (1 + updateRuleOf(optimizer).state.length) * network.parameterCount;
}

/** A number that is in the state, before an update or after it. */
export type Kept =
  | Extract<Quantity, { kind: 'parameter' | 'updated' }>
  | (OptimizerPart & { readonly name: StateName });

/** Where a number stands in the state. */
export function stateIndex({ network, optimizer }: Experiment, quantity: Kept): number {
  const row = quantity.kind === 'optimizer' ? 1 + updateRuleOf(optimizer).state.indexOf(quantity.name) : 0;
  return row * network.parameterCount + quantity.parameter;
}

/** Whether a quantity is in the state that an update starts from. */
export function isBefore(quantity: Quantity): quantity is Kept {
  if (quantity.kind === 'optimizer') return isState(quantity.name) && quantity.after !== true;
  return quantity.kind === 'parameter';
}

/** Whether a quantity is in the state that an update leads to. */
export function isAfter(quantity: Quantity): quantity is Kept {
  if (quantity.kind === 'optimizer') return isState(quantity.name) && quantity.after === true;
  return quantity.kind === 'updated';
}
