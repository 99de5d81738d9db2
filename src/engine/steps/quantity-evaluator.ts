import { evaluate } from '../expressions/evaluate.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { outputLayer } from '../models/network.ts';
import { quantityName } from '../models/quantity-name.ts';
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
    const name = quantityName(update.experiment.network, quantity);
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
  const { network, samples, optimizer } = experiment;
  // In a batch of one sample, inputs and targets have no `sample`.
  const rowOf = (sample: number | undefined): number => sample ?? sampleAt(update, 0);
  switch (quantity.kind) {
    case 'input':
      return samples.inputs[rowOf(quantity.sample) * network.inputs + quantity.unit] ?? Number.NaN;
    case 'target':
      return samples.targets[rowOf(quantity.sample) * outputLayer(network).units + quantity.unit] ?? Number.NaN;
    case 'parameter':
    case 'optimizer':
      if (!isInStateBefore(quantity)) break;
      return state[stateIndex(experiment, quantity)] ?? Number.NaN;
    case 'setting':
      return settingValue(optimizer, quantity);
    case 'update-number':
      return optimizerStep(update);
    case 'net':
    case 'out':
    case 'error':
    case 'total-error':
    case 'out-gradient':
    case 'slope':
    case 'delta':
    case 'path':
    case 'gradient':
    case 'updated':
    case 'net-by-parameter':
    case 'net-by-out':
      break;
  }
  throw new RangeError(`${quantityName(network, quantity)} is not given`);
}
