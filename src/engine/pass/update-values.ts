import { evaluate } from '../expressions/evaluate.ts';
import { isAfterUpdate, type Quantity, sampleOf } from '../expressions/quantity.ts';
import { layerAt } from '../models/network.ts';
import { equationOf } from '../steps/equation.ts';
import { isOverBatch } from '../steps/explanation.ts';
import { givenValue } from '../steps/quantity-evaluator.ts';
import type { Experiment } from '../training/experiment.ts';
import { isInStateAfter, stateIndex } from '../training/training-state.ts';
import { batchDivisor, placeOfSample, sampleAt, type Update, updateAt } from '../training/update.ts';
import { errorOf, errorOfOutput, forward } from './forward-pass.ts';
import { inSlices } from './slices.ts';
import { runUpdate, updateSlices } from './whole-update.ts';
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
  const after = state.slice();
  const isErrorFinite = runUpdate(workspace, after, update);
  return valuesOf({ update, before: state.slice(), after, isErrorFinite }, batchPass(workspace));
}

/**
 * `readUpdate`, in slices of about `samplesAtOnce` samples. For a batch of several samples, it also runs the forward pass
 * with the new parameters, which `readUpdate` runs only when a value of this pass is asked for.
 */
export function* readUpdateSlices(
  experiment: Experiment,
  number: number,
  state: Float64Array,
  samplesAtOnce: number,
): Generator<void, UpdateValues> {
  const update = updateAt(experiment, number);
  const workspace = createWorkspace(experiment, update.size);
  const [before, after] = [state.slice(), state.slice()];
  const isErrorFinite = yield* updateSlices(workspace, after, update, samplesAtOnce);
  const result = { update, before, after, isErrorFinite };
  const oldPass = batchPass(workspace);
  if (update.size === 1) return valuesOf(result, oldPass);
  const workspaceAfter = createWorkspace(experiment, update.size);
  yield* inSlices(update.size, samplesAtOnce, (first, end) => {
    forwardRows(workspaceAfter, after, update, first, end);
  });
  const newPass = batchPass(workspaceAfter);
  for (const pass of [oldPass, newPass]) {
    let total = 0;
    yield* inSlices(update.size, samplesAtOnce, (first, end) => {
      total = addErrorsOfRows(pass.workspace, update, first, end, total);
    });
    pass.error = total / batchDivisor(update);
  }
  return valuesOf(result, oldPass, newPass);
}

/** The numbers of a pass with the old or with the new parameters. Sample k of the batch, counted from 0, is in row k. */
interface BatchPass {
  readonly workspace: Workspace;
  /** E_total of a batch of several samples. Undefined until it is computed, because it takes a loop over the batch. */
  error: number | undefined;
}

function batchPass(workspace: Workspace): BatchPass {
  return { workspace, error: undefined };
}

/** If `newPass` is undefined, the pass with the new parameters is run when one of its numbers is asked for. */
function valuesOf(result: Omit<UpdateValues, 'numberOf'>, oldPass: BatchPass, newPass?: BatchPass): UpdateValues {
  const { update, after } = result;
  let lazyPass = newPass;
  const passWithNewParameters = (): BatchPass => {
    if (lazyPass === undefined) {
      lazyPass = batchPass(createWorkspace(update.experiment, update.size));
      forwardRows(lazyPass.workspace, after, update, 0, update.size);
    }
    return lazyPass;
  };
  const numberOf = (quantity: Quantity): number => {
    // An optimizer's state after the update, such as v⁺, is read from `after`, without a second forward pass.
    const usesNewParameters = isAfterUpdate(quantity) && quantity.kind !== 'optimizer';
    return numberIn({ ...result, pass: usesNewParameters ? passWithNewParameters() : oldPass }, quantity);
  };
  return { ...result, numberOf };
}

/** Runs the forward passes of the rows from `first` up to, not including, `end`. */
function forwardRows(workspace: Workspace, parameters: Float64Array, update: Update, first: number, end: number): void {
  for (let row = first; row < end; row++) forward(workspace, parameters, sampleAt(update, row), row);
}

interface Numbers {
  readonly update: Update;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** The pass with the old parameters or, for a quantity such as E_total⁺, with the new parameters. */
  readonly pass: BatchPass;
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
function storedNumber({ update, after, pass }: Numbers, quantity: Quantity): number | undefined {
  const { network } = update.experiment;
  const { workspace } = pass;
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
      if (!isOverBatch(update, quantity)) return errorOf(workspace, sample, row);
      pass.error ??= addErrorsOfRows(workspace, update, 0, update.size, 0) / batchDivisor(update);
      return pass.error;
    case 'gradient':
      return isOverBatch(update, quantity)
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

/** Adds E_total of the rows from `first` up to, not including, `end` to `total`. */
function addErrorsOfRows(workspace: Workspace, update: Update, first: number, end: number, total: number): number {
  let sum = total;
  for (let row = first; row < end; row++) sum += errorOf(workspace, sampleAt(update, row), row);
  return sum;
}
