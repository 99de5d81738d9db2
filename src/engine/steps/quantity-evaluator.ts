import { evaluate } from '../expressions/evaluate.ts';
import type { Quantity } from '../graph/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import { modelOf } from '../training/experiment.ts';
import { settingValue } from '../training/optimizers.ts';
import { isInStateBefore, stateIndex } from '../training/training-state.ts';
import { optimizerStep, sampleAt, type Update } from '../training/update.ts';
import { equationOf } from './equation.ts';

/**
 * Returns a function that evaluates any quantity of an update by the equations alone, and caches each value. The loops
 * in `pass` must compute the same numbers. `state` is the state before the update.
 */
export function createEvaluator(update: Update, state: Float64Array): (quantity: Quantity) => number {
  const values = new Map<string, number>();
  const numberOf = (quantity: Quantity): number => {
    const name = quantityName(modelOf(update.experiment), quantity);
    const cached = values.get(name);
    if (cached !== undefined) return cached;
    const equation = equationOf(update, quantity);
    const value = equation.kind === 'given' ? givenValue(update, state, quantity) : evaluate(equation, numberOf);
    values.set(name, value);
    return value;
  };
  return numberOf;
}

/** The value of a given quantity. `state` is the state before the update. Throws a RangeError for other quantities. */
export function givenValue(update: Update, state: Float64Array, quantity: Quantity): number {
  const { experiment } = update;
  const { samples, optimizer } = experiment;
  if (isInStateBefore(quantity)) return state[stateIndex(experiment, quantity)] ?? Number.NaN;
  if (quantity.kind === 'value') {
    const { block, index } = quantity.of;
    // In a batch of one sample, inputs and targets have no `sample`.
    const row = quantity.sample ?? sampleAt(update, 0);
    if (block.role === 'input')
      return samples.inputs[(row * samples.inputs.length) / samples.count + index] ?? Number.NaN;
    if (block.role === 'target')
      return samples.targets[(row * samples.targets.length) / samples.count + index] ?? Number.NaN;
    if (block.role === 'setting') return settingValue(optimizer, block.name, block.of);
    if (block.role === 'update-number') return optimizerStep(update);
  }
  throw new RangeError(`${quantityName(modelOf(experiment), quantity)} is not given`);
}
