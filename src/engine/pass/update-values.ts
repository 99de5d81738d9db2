import { evaluate } from '../expressions/evaluate.ts';
import { type Gradient, isAfterUpdate, isValueOf, type Quantity, type Value } from '../graph/quantity.ts';
import { layerAt } from '../models/network.ts';
import { equationOf, isOverBatch } from '../steps/equation.ts';
import { givenValue } from '../steps/quantity-evaluator.ts';
import type { DenseExperiment, Experiment } from '../training/experiment.ts';
import { isInStateAfter, stateIndex } from '../training/training-state.ts';
import { batchDivisor, placeOfSample, sampleAt, type Update, updateAt } from '../training/update.ts';
import { readFormulaUpdate } from './formula-values.ts';
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
  if (experiment.kind === 'formula') return readFormulaUpdate(experiment, number, state);
  const update = updateAt(experiment, number);
  const workspace = createWorkspace(experiment, update.size);
  const after = state.slice();
  const isErrorFinite = runUpdate(workspace, after, update);
  return valuesOf(experiment, { update, before: state.slice(), after, isErrorFinite }, batchPass(workspace));
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
  if (experiment.kind === 'formula') return readFormulaUpdate(experiment, number, state);
  const update = updateAt(experiment, number);
  const workspace = createWorkspace(experiment, update.size);
  const [before, after] = [state.slice(), state.slice()];
  const isErrorFinite = yield* updateSlices(workspace, after, update, samplesAtOnce);
  const result = { update, before, after, isErrorFinite };
  const oldPass = batchPass(workspace);
  if (update.size === 1) return valuesOf(experiment, result, oldPass);
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
  return valuesOf(experiment, result, oldPass, newPass);
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
function valuesOf(
  experiment: DenseExperiment,
  result: Omit<UpdateValues, 'numberOf'>,
  oldPass: BatchPass,
  newPass?: BatchPass,
): UpdateValues {
  const { update, after } = result;
  let lazyPass = newPass;
  const passWithNewParameters = (): BatchPass => {
    if (lazyPass === undefined) {
      lazyPass = batchPass(createWorkspace(experiment, update.size));
      forwardRows(lazyPass.workspace, after, update, 0, update.size);
    }
    return lazyPass;
  };
  const numberOf = (quantity: Quantity): number => {
    // An optimizer's state after the update, such as v⁺, is read from `after`, without a second forward pass.
    const usesNewParameters = isAfterUpdate(quantity) && !isValueOf(quantity, 'optimizer');
    return numberIn({ ...result, experiment, pass: usesNewParameters ? passWithNewParameters() : oldPass }, quantity);
  };
  return { ...result, numberOf };
}

/** Runs the forward passes of the rows from `first` up to, not including, `end`. */
function forwardRows(workspace: Workspace, parameters: Float64Array, update: Update, first: number, end: number): void {
  for (let row = first; row < end; row++) forward(workspace, parameters, sampleAt(update, row), row);
}

interface Numbers {
  readonly experiment: DenseExperiment;
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
function storedNumber(numbers: Numbers, quantity: Quantity): number | undefined {
  switch (quantity.kind) {
    case 'value':
      return storedValue(numbers, quantity);
    case 'gradient':
      return storedGradient(numbers, quantity);
    case 'local':
    case 'path':
      return undefined;
  }
}

function storedValue(numbers: Numbers, quantity: Value): number | undefined {
  const { update, after, pass } = numbers;
  const { workspace } = pass;
  const { block, index } = quantity.of;
  const sample = quantity.sample ?? sampleAt(update, 0);
  switch (block.role) {
    case 'net':
      return unitNumber(numbers, workspace.nets, block.layer, index, sample);
    case 'out':
      return unitNumber(numbers, workspace.outs, block.layer, index, sample);
    case 'error':
      return errorOfOutput(workspace, sample, rowOf(update, sample), index);
    case 'total-error':
      if (!isOverBatch(update, quantity)) return errorOf(workspace, sample, rowOf(update, sample));
      pass.error ??= addErrorsOfRows(workspace, update, 0, update.size, 0) / batchDivisor(update);
      return pass.error;
    case 'parameter':
    case 'optimizer':
      return isInStateAfter(quantity) ? (after[stateIndex(update.experiment, quantity)] ?? Number.NaN) : undefined;
    case 'input':
    case 'target':
    case 'equation':
    case 'setting':
    case 'update-number':
      return undefined;
  }
}

function storedGradient(numbers: Numbers, quantity: Gradient): number | undefined {
  const { update, pass } = numbers;
  const { block, index } = quantity.of;
  if (block.role === 'net') {
    return unitNumber(numbers, pass.workspace.deltas, block.layer, index, quantity.sample ?? sampleAt(update, 0));
  }
  if (!isOverBatch(update, quantity)) return undefined;
  return (pass.workspace.gradients[index] ?? Number.NaN) / batchDivisor(update);
}

function rowOf(update: Update, sample: number): number {
  return placeOfSample(update, sample) ?? Number.NaN;
}

/** The number of a unit in an array of the pass, which has a row for each sample. */
function unitNumber(
  { experiment: { network }, update }: Numbers,
  array: Float64Array,
  layer: number,
  unit: number,
  sample: number,
): number {
  const { firstUnit } = layerAt(network, layer);
  return array[rowOf(update, sample) * network.unitCount + firstUnit + unit] ?? Number.NaN;
}

/** Adds E_total of the rows from `first` up to, not including, `end` to `total`. */
function addErrorsOfRows(workspace: Workspace, update: Update, first: number, end: number, total: number): number {
  let sum = total;
  for (let row = first; row < end; row++) sum += errorOf(workspace, sampleAt(update, row), row);
  return sum;
}
