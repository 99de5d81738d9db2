import { evaluate } from '../expressions/evaluate.ts';
import { isAfterUpdate, type Quantity, sampleOf } from '../expressions/quantity.ts';
import { layerAt } from '../models/network.ts';
import { equationOf } from '../steps/equation.ts';
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
  return valuesOf({ update, before: state.slice(), after, isErrorFinite }, workspace);
}

/**
 * `readUpdate`, in slices of about `samplesAtOnce` samples. Also runs the forward pass with the new parameters, which
 * `readUpdate` runs only when a value of this pass is asked for.
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
  if (update.size === 1) {
    return valuesOf({ update, before, after, isErrorFinite: runUpdate(workspace, after, update) }, workspace);
  }
  const isErrorFinite = yield* updateSlices(workspace, after, update, samplesAtOnce);
  const workspaceAfter = createWorkspace(experiment, update.size);
  yield* inSlices(update.size, samplesAtOnce, (first, end) => {
    passForward(workspaceAfter, after, update, first, end);
  });
  const batchErrors: BatchErrors = new Map();
  for (const usesNewParameters of [false, true]) {
    let total = 0;
    yield* inSlices(update.size, samplesAtOnce, (first, end) => {
      total = addErrors(usesNewParameters ? workspaceAfter : workspace, update, first, end, total);
    });
    batchErrors.set(usesNewParameters, total / batchDivisor(update));
  }
  return valuesOf({ update, before, after, isErrorFinite }, workspace, workspaceAfter, batchErrors);
}

/** E_total of a batch with the old parameters (false) and with the new ones (true). They take a pass over the whole batch. */
type BatchErrors = Map<boolean, number>;

/** `workspace` is filled by the update. If `after` is given, it is filled by a forward pass with the new parameters. */
function valuesOf(
  result: Omit<UpdateValues, 'numberOf'>,
  workspace: Workspace,
  after?: Workspace,
  batchErrors: BatchErrors = new Map(),
): UpdateValues {
  const { update } = result;
  let workspaceAfter = after;
  const workspaceWithNewParameters = (): Workspace => {
    if (workspaceAfter === undefined) {
      workspaceAfter = createWorkspace(update.experiment, update.size);
      passForward(workspaceAfter, result.after, update, 0, update.size);
    }
    return workspaceAfter;
  };
  const numberOf = (quantity: Quantity): number => {
    // An optimizer's state after the update, such as v⁺, is read from `after`, without a second forward pass.
    const usesNewParameters = isAfterUpdate(quantity) && quantity.kind !== 'optimizer';
    const numbers = () => ({ ...result, workspace: usesNewParameters ? workspaceWithNewParameters() : workspace });
    if (!isErrorOfBatch(update, quantity)) return numberIn(numbers(), quantity);
    const mean = batchErrors.get(usesNewParameters) ?? numberIn(numbers(), quantity);
    batchErrors.set(usesNewParameters, mean);
    return mean;
  };
  return { ...result, numberOf };
}

/** Runs the forward pass of the places from `first` up to, not including, `end` of a batch. Place k is in row k. */
function passForward(workspace: Workspace, parameters: Float64Array, update: Update, first: number, end: number): void {
  for (let row = first; row < end; row++) forward(workspace, parameters, sampleAt(update, row), row);
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
      return quantity.sample === undefined && size > 1
        ? errorOfBatch(workspace, update)
        : errorOf(workspace, sample, row);
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

/** Whether a quantity is E_total of a batch of several samples. */
function isErrorOfBatch({ size }: Update, quantity: Quantity): boolean {
  return quantity.kind === 'total-error' && quantity.sample === undefined && size > 1;
}

/** E_total of a batch. The equation of E_total has a term for each of them. */
function errorOfBatch(workspace: Workspace, update: Update): number {
  return addErrors(workspace, update, 0, update.size, 0) / batchDivisor(update);
}

/** Adds E_total of the rows from `first` up to, not including, `end` to `total`. */
function addErrors(workspace: Workspace, update: Update, first: number, end: number, total: number): number {
  let sum = total;
  for (let row = first; row < end; row++) sum += errorOf(workspace, sampleAt(update, row), row);
  return sum;
}
