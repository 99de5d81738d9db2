import type { Block, NodeOf } from '../graph/node.ts';
import { isOptimizerState, type OptimizerVariable } from '../graph/optimizer-names.ts';
import { isValueOf, type Quantity, type Value } from '../graph/quantity.ts';
import { parameterCountOf } from '../models/parameters.ts';
import { type Experiment, modelOf } from './experiment.ts';
import { type Optimizer, statesOf } from './optimizers.ts';

/*
 * A state: all numbers that one update passes to the next, in one array. For adam, which has the states m and v:
 *
 *     w1 w2 … b1 …    m of w1, w2, … b1, …    v of w1, w2, … b1, …
 *
 * Each part has as many numbers as the experiment has parameters.
 */

/** The state before the first update: the initial parameters, and 0 for every state of the optimizer. */
export function initialState(experiment: Experiment): Float64Array {
  const state = new Float64Array(stateLength(experiment));
  state.set(experiment.initial);
  return state;
}

/** The length of a state, in numbers. */
export function stateLength(experiment: Experiment): number {
  return stateLengthOf(parameterCountOf(modelOf(experiment)), experiment.optimizer);
}

export function stateLengthOf(parameterCount: number, optimizer: Optimizer): number {
  return (1 + statesOf(optimizer).length) * parameterCount;
}

/** A quantity that is in the state before an update or after it. */
export type StateQuantity = Value<NodeOf<'parameter' | 'optimizer'>>;

/** The index of a quantity in the state. */
export function stateIndex(experiment: Experiment, quantity: StateQuantity): number {
  const { block, index } = quantity.of;
  const states: readonly OptimizerVariable[] = statesOf(experiment.optimizer);
  const part = block.role === 'optimizer' ? 1 + states.indexOf(block.name) : 0;
  return part * parameterCountOf(modelOf(experiment)) + index;
}

/** Whether a quantity is in the state before an update. */
export function isInStateBefore(quantity: Quantity): quantity is StateQuantity {
  return isValueOf(quantity, 'parameter', 'optimizer') && quantity.after !== true && isKept(quantity.of.block);
}

/** Whether a quantity is in the state after an update. */
export function isInStateAfter(quantity: Quantity): quantity is StateQuantity {
  return isValueOf(quantity, 'parameter', 'optimizer') && quantity.after === true && isKept(quantity.of.block);
}

/** Whether the numbers of a block are kept from update to update. */
function isKept(block: Block): boolean {
  return block.role === 'parameter' || (block.role === 'optimizer' && isOptimizerState(block.name));
}
