import { evaluate } from '../expressions/evaluate.ts';
import { isAfterUpdate, type Quantity, sampleOf } from '../expressions/quantity.ts';
import { layerAt } from '../models/network.ts';
import { equationOf } from '../steps/equation.ts';
import { givenValue } from '../steps/quantity-evaluator.ts';
import type { Experiment } from '../training/experiment.ts';
import { isInStateAfter, stateIndex } from '../training/training-state.ts';
import { placeOfSample, sampleAt, type Update, updateAt } from '../training/update.ts';
import { errorOf, errorOfOutput, forward } from './forward-pass.ts';
import { runUpdate } from './whole-update.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Every number of one update, read off a pass over its whole batch. */
export interface UpdateValues {
  readonly update: Update;
  /** The parameters, and what the optimizer keeps of them, before and after the update. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** The number of any quantity of this update, computed yet or not. */
  numberOf(quantity: Quantity): number;
}

/**
 * Runs update `number` once, from `state`, which it leaves as it is, and keeps every value of it. `state` is what
 * `initialState` or a timeline gives: the parameters, then what the optimizer keeps of them.
 */
export function readUpdate(experiment: Experiment, number: number, state: Float64Array): UpdateValues {
  const update = updateAt(experiment, number);
  const pass = createWorkspace(experiment, update.size);
  const before = state.slice();
  const after = state.slice();
  runUpdate(pass, after, update);
  let passAfter: Workspace | undefined;
  const withNewParameters = (): Workspace => {
    passAfter ??= forwardAll(createWorkspace(experiment, update.size), after, update);
    return passAfter;
  };
  const numberOf = (quantity: Quantity): number => {
    const isForward = quantity.kind !== 'optimizer' && isAfterUpdate(quantity);
    return numberIn({ update, before, after, pass: isForward ? withNewParameters() : pass }, quantity);
  };
  return { update, before, after, numberOf };
}

/** A forward pass of an update's samples, each in the row of its place. */
function forwardAll(pass: Workspace, parameters: Float64Array, update: Update): Workspace {
  for (let row = 0; row < pass.rows; row++) forward(pass, parameters, sampleAt(update, row), row);
  return pass;
}

interface Numbers {
  readonly update: Update;
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly pass: Workspace;
}

function numberIn(numbers: Numbers, quantity: Quantity): number {
  const { update, before, after, pass } = numbers;
  const { size } = update;
  const { network } = update.experiment;
  const sample = sampleOf(quantity) ?? sampleAt(update, 0);
  const row = placeOfSample(update, sample) ?? Number.NaN;
  const inUnits = (array: Float64Array, layer: number, unit: number): number =>
    array[row * network.unitCount + layerAt(network, layer).firstUnit + unit] ?? Number.NaN;
  switch (quantity.kind) {
    case 'net':
      return inUnits(pass.nets, quantity.layer, quantity.unit);
    case 'out':
      return inUnits(pass.outs, quantity.layer, quantity.unit);
    case 'delta':
      return inUnits(pass.deltas, quantity.layer, quantity.unit);
    case 'error':
      return errorOfOutput(pass, sample, row, quantity.unit);
    case 'total-error':
      if (quantity.sample === undefined && size > 1) break;
      return errorOf(pass, sample, row);
    case 'gradient':
      if (quantity.sample !== undefined || size === 1) break;
      return (pass.gradients[quantity.parameter] ?? Number.NaN) / size;
    case 'updated':
    case 'optimizer':
      if (!isInStateAfter(quantity)) break;
      return after[stateIndex(update.experiment, quantity)] ?? Number.NaN;
    default:
      break;
  }
  const equation = equationOf(update, quantity);
  return equation.kind === 'given'
    ? givenValue(update, before, quantity)
    : evaluate(equation, (part) => numberIn(numbers, part));
}
