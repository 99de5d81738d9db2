import { evaluate } from '../expressions/evaluate.ts';
import { isAfterUpdate, type Quantity, sampleOf } from '../expressions/quantity.ts';
import { layerAt } from '../models/network.ts';
import { equationOf } from '../steps/equation.ts';
import { givenValue } from '../steps/quantity-evaluator.ts';
import type { Experiment } from '../training/experiment.ts';
import { isInStateAfter, stateIndex } from '../training/training-state.ts';
import { batchDivisor, placeOfSample, sampleAt, type Update, updateAt } from '../training/update.ts';
import { errorOf, errorOfOutput, forward } from './forward-pass.ts';
import { runUpdate } from './whole-update.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The values of all quantities of one update. */
export interface UpdateValues {
  readonly update: Update;
  /** The training states before and after the update: the parameters, then the optimizer's states. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Whether E_total of the batch, with the parameters before the update, is finite. */
  readonly isErrorFinite: boolean;
  /** The value of any quantity of this update. */
  numberOf(quantity: Quantity): number;
}

/**
 * Runs update `number` on a copy of `state`, and returns the values of its quantities. `state` is the state before the
 * update, as `initialState` and `stateBefore` return it: the parameters, then the optimizer's states.
 */
export function readUpdate(experiment: Experiment, number: number, state: Float64Array): UpdateValues {
  const update = updateAt(experiment, number);
  const workspace = createWorkspace(experiment, update.size);
  const before = state.slice();
  const after = state.slice();
  const isErrorFinite = runUpdate(workspace, after, update);
  let workspaceAfter: Workspace | undefined;
  const workspaceWithNewParameters = (): Workspace => {
    workspaceAfter ??= forwardAll(createWorkspace(experiment, update.size), after, update);
    return workspaceAfter;
  };
  const numberOf = (quantity: Quantity): number => {
    // An optimizer's state after the update, such as v⁺, is read from `after`, without a second forward pass.
    const usesNewParameters = isAfterUpdate(quantity) && quantity.kind !== 'optimizer';
    const numbers = { update, before, after, workspace: usesNewParameters ? workspaceWithNewParameters() : workspace };
    return numberIn(numbers, quantity);
  };
  return { update, before, after, isErrorFinite, numberOf };
}

/** Runs the forward passes of all samples of an update. Sample k of the batch, counted from 0, is in row k. */
function forwardAll(workspace: Workspace, parameters: Float64Array, update: Update): Workspace {
  for (let row = 0; row < workspace.rows; row++) forward(workspace, parameters, sampleAt(update, row), row);
  return workspace;
}

interface Numbers {
  readonly update: Update;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Filled by passes with the old parameters or, for a quantity such as E_total⁺, with the new parameters. */
  readonly workspace: Workspace;
}

function numberIn(numbers: Numbers, quantity: Quantity): number {
  return storedNumber(numbers, quantity) ?? computedNumber(numbers, quantity);
}

/** Computes the value of a quantity by its equation. */
function computedNumber(numbers: Numbers, quantity: Quantity): number {
  const { update, before } = numbers;
  const equation = equationOf(update, quantity);
  return equation.kind === 'given'
    ? givenValue(update, before, quantity)
    : evaluate(equation, (part) => numberIn(numbers, part));
}

/** The value of a quantity if a pass stores it or a loss computes it from stored values. Undefined otherwise. */
function storedNumber({ update, after, workspace }: Numbers, quantity: Quantity): number | undefined {
  const { size } = update;
  const { network } = update.experiment;
  const sample = sampleOf(quantity) ?? sampleAt(update, 0);
  const row = placeOfSample(update, sample) ?? Number.NaN;
  const unitNumber = (array: Float64Array, layer: number, unit: number): number =>
    array[row * network.unitCount + layerAt(network, layer).firstUnit + unit] ?? Number.NaN;
  switch (quantity.kind) {
    case 'net':
      return unitNumber(workspace.nets, quantity.layer, quantity.unit);
    case 'out':
      return unitNumber(workspace.outs, quantity.layer, quantity.unit);
    case 'delta':
      return unitNumber(workspace.deltas, quantity.layer, quantity.unit);
    case 'error':
      return errorOfOutput(workspace, sample, row, quantity.unit);
    case 'total-error':
      return quantity.sample === undefined && size > 1 ? undefined : errorOf(workspace, sample, row);
    case 'gradient':
      return quantity.sample === undefined && size > 1
        ? (workspace.gradients[quantity.parameter] ?? Number.NaN) / batchDivisor(update)
        : undefined;
    case 'updated':
    case 'optimizer':
      return isInStateAfter(quantity) ? (after[stateIndex(update.experiment, quantity)] ?? Number.NaN) : undefined;
    case 'input':
    case 'target':
    case 'out-gradient':
    case 'slope':
    case 'path':
    case 'parameter':
    case 'setting':
    case 'update-number':
    case 'net-by-parameter':
    case 'net-by-out':
      return undefined;
  }
}
