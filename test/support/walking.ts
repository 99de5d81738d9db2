import { childrenOf, type Expression } from '../../src/engine/expressions/expression.ts';
import { items } from '../../src/engine/expressions/lazy-list.ts';
import type { Quantity } from '../../src/engine/graph/quantity.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { equationOf } from '../../src/engine/steps/equation.ts';
import { type Step, stepAt, stepCount } from '../../src/engine/steps/steps.ts';
import { type DenseExperiment, modelOf, updatesPerEpoch } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { type Update, updateAt } from '../../src/engine/training/update.ts';

/** The steps of an update, each looked up by its number. */
export function stepListOf(update: Update): readonly Step[] {
  return Array.from({ length: stepCount(update) }, (_, index) => stepAt(update, index + 1));
}

/** The first update of the second epoch, and the state before this update. */
export function laterUpdate(experiment: DenseExperiment): { update: Update; state: Float64Array } {
  const number = updatesPerEpoch(experiment) + 1;
  return { update: updateAt(experiment, number), state: stateWithoutTimeline(experiment, number - 1) };
}

/** The state after the first `updates` updates, computed without a timeline. */
export function stateWithoutTimeline(experiment: DenseExperiment, updates: number): Float64Array {
  let state = initialState(experiment);
  for (let number = 1; number <= updates; number++) state = readUpdate(experiment, number, state).after;
  return state;
}

/** Yields every quantity in an expression. A rewritten expression has two forms, and both are searched. */
export function* quantitiesAnywhere(expression: Expression<Quantity>): IterableIterator<Quantity> {
  if (expression.kind === 'leaf') yield expression.leaf;
  if (expression.kind === 'rewritten') yield* quantitiesAnywhere(expression.computed);
  for (const part of items(childrenOf(expression))) yield* quantitiesAnywhere(part);
}

/** The quantities of an update by name: the quantities of its steps, and all quantities that their values depend on. */
export function reachableQuantities(update: Update): ReadonlyMap<string, Quantity> {
  const found = new Map<string, Quantity>();
  const unvisited = stepListOf(update).map(({ quantity }) => quantity);
  for (let quantity = unvisited.pop(); quantity !== undefined; quantity = unvisited.pop()) {
    const name = quantityName(modelOf(update.experiment), quantity);
    if (found.has(name)) continue;
    found.set(name, quantity);
    const equation = equationOf(update, quantity);
    if (equation.kind !== 'given') unvisited.push(...quantitiesAnywhere(equation));
  }
  return found;
}
