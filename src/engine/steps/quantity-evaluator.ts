import { evaluate } from '../expressions/evaluate.ts';
import type { Quantity } from '../expressions/quantity.ts';
import { outputLayer } from '../models/network.ts';
import { quantityName } from '../models/quantity-name.ts';
import { hyperparameterOf } from '../training/optimizers.ts';
import { isInStateBefore, stateIndex } from '../training/training-state.ts';
import { optimizerStep, sampleAt, type Update } from '../training/update.ts';
import { equationOf } from './equation.ts';

/**
 * Works out one quantity after the other from their equations alone, as a person would; what `pass` computes at speed
 * has to agree. `state` is that before the update. Every quantity is worked out once.
 */
export function createEvaluator(update: Update, state: Float64Array): (quantity: Quantity) => number {
  const known = new Map<string, number>();
  const solve = (quantity: Quantity): number => {
    const name = quantityName(update.experiment.network, quantity);
    const before = known.get(name);
    if (before !== undefined) return before;
    const equation = equationOf(update, quantity);
    const value = equation.kind === 'given' ? givenValue(update, state, quantity) : evaluate(equation, solve);
    known.set(name, value);
    return value;
  };
  return solve;
}

/** The number of a quantity that is given. Throws a RangeError for one that is not. */
export function givenValue(update: Update, state: Float64Array, quantity: Quantity): number {
  const { experiment } = update;
  const { network, samples, optimizer } = experiment;
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
      return hyperparameterOf(optimizer, quantity.name);
    case 'update-number':
      return optimizerStep(update);
    default:
      break;
  }
  throw new RangeError(`${quantityName(network, quantity)} is not given`);
}
