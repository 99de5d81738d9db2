import { parameterAt } from '../models/parameters.ts';
import { backward } from '../pass/backward-pass.ts';
import { forward } from '../pass/forward-pass.ts';
import { createWorkspace, inputStart, type Workspace, type WorkspaceLayer } from '../pass/workspace.ts';
import type { DenseExperiment } from '../training/experiment.ts';
import { batchDivisor, sampleAt, type Update } from '../training/update.ts';
import { type ActivationChange, activationChangeOf } from './activation-changes.ts';
import { lossChanges, type OutputRow } from './loss-changes.ts';

/**
 * A batch whose nets and outs are computed, and the changes of these numbers that a change of one parameter causes.
 * Row k of each array belongs to sample k of the batch. A change is carried from layer to layer: since a net is linear
 * in the outs of the previous layer, its change is the weighted sum of their changes. So no change is the difference of
 * two large numbers, and a small change keeps its digits.
 */
export interface ChangedBatch {
  readonly experiment: DenseExperiment;
  readonly update: Update;
  readonly parameters: Float64Array;
  /** The numbers of the forward and the backward pass without the change. */
  readonly workspace: Workspace;
  readonly layers: readonly ChangedLayer[];
  /** The changes by the last call of `changeError`. Layers before the parameter's layer have old numbers. */
  readonly netChanges: Float64Array;
  readonly outChanges: Float64Array;
}

export interface ChangedLayer extends WorkspaceLayer {
  /** Undefined for softmax. */
  readonly activationChange: ActivationChange | undefined;
}

export function createChangedBatch(
  experiment: DenseExperiment,
  update: Update,
  parameters: Float64Array,
): ChangedBatch {
  const workspace = createWorkspace(experiment, update.size);
  for (let row = 0; row < update.size; row++) {
    forward(workspace, parameters, sampleAt(update, row), row);
    backward(workspace, parameters, sampleAt(update, row), row);
  }
  return {
    experiment,
    update,
    parameters,
    workspace,
    layers: workspace.layers.map((layer) => ({
      ...layer,
      activationChange: layer.activation === 'softmax' ? undefined : activationChangeOf(layer.activation),
    })),
    netChanges: new Float64Array(workspace.nets.length),
    outChanges: new Float64Array(workspace.outs.length),
  };
}

/** Marks some of the nets or outs: 1 at the index of each marked number, and 0 elsewhere. The indices are those of `nets`. */
export type Flags = Uint8Array;

/** The units of a layer whose nets a parameter feeds directly, from index `from` up to, not including, `to`. */
export interface FedUnits {
  readonly layer: ChangedLayer;
  readonly from: number;
  readonly to: number;
  /** The index of the weight's input; undefined for a bias. */
  readonly input: number | undefined;
}

export function fedUnits({ layers, experiment }: ChangedBatch, index: number): FedUnits {
  const parameter = parameterAt(experiment.network, index);
  const layer = layers[parameter.layer - 1];
  if (layer === undefined) throw new RangeError(`no layer ${parameter.layer} in a network of ${layers.length}`);
  const { unit } = parameter;
  return {
    layer,
    from: unit ?? 0,
    to: unit === undefined ? layer.units : unit + 1,
    input: parameter.kind === 'weight' ? parameter.input : undefined,
  };
}

/** The layers whose numbers depend on a parameter. */
export function changedLayers(batch: ChangedBatch, parameter: number): readonly ChangedLayer[] {
  return batch.layers.slice(fedUnits(batch, parameter).layer.number - 1);
}

/** ∂net/∂θ of the nets that a parameter θ feeds directly, in a row: the weight's input, or 1 for a bias. */
function feedingInput({ workspace, update }: ChangedBatch, { layer, input }: FedUnits, row: number): number {
  if (input === undefined) return 1;
  return layer.layerInputs[inputStart(workspace.unitCount, layer, sampleAt(update, row), row) + input] ?? Number.NaN;
}

/** The largest absolute value of ∂net/∂θ over the batch, for the nets that a parameter θ feeds directly. */
export function largestFeedingInput(batch: ChangedBatch, parameter: number): number {
  const fed = fedUnits(batch, parameter);
  let largest = 0;
  for (let row = 0; row < batch.update.size; row++) {
    largest = Math.max(largest, Math.abs(feedingInput(batch, fed, row)));
  }
  return largest;
}

/** The change of E_total, summed over the samples of the batch. */
export interface ErrorChange {
  readonly change: number;
  /** The sum of the absolute changes of E of all outputs and samples. */
  readonly magnitude: number;
  /** Whether E_total stays the same in every sample. */
  readonly isZeroInSamples: boolean;
}

/**
 * Computes the changes of all nets, outs and errors if `step / inputScale` is added to a parameter. The scale is
 * about the largest input of the parameter, so `step` is about the change of the nets that the parameter feeds. The
 * quotient is not computed, because with a scale such as 1e240 it would be rounded to 0.
 */
export function changeError(batch: ChangedBatch, parameter: number, step: number, inputScale = 1): ErrorChange {
  const fed = fedUnits(batch, parameter);
  let [change, magnitude, isZeroInSamples] = [0, 0, true];
  for (let row = 0; row < batch.update.size; row++) {
    changeFedLayer(batch, fed, row, (feedingInput(batch, fed, row) / inputScale) * step);
    for (const layer of batch.layers.slice(fed.layer.number)) changeLayer(batch, layer, fed, row);
    const output = outputRow(batch, row);
    let sampleChange = 0;
    for (let unit = 0; unit < output.outputs; unit++) {
      const errorChange = lossChanges[batch.experiment.loss](output, unit);
      change += errorChange;
      sampleChange += errorChange;
      magnitude += Math.abs(errorChange);
    }
    if (sampleChange !== 0) isZeroInSamples = false;
  }
  return { change, magnitude, isZeroInSamples };
}

function changeFedLayer(batch: ChangedBatch, fed: FedUnits, row: number, netChange: number): void {
  const { workspace, netChanges, outChanges } = batch;
  const { firstUnit, units } = fed.layer;
  const start = row * workspace.unitCount + firstUnit;
  netChanges.fill(0, start, start + units);
  outChanges.fill(0, start, start + units);
  netChanges.fill(netChange, start + fed.from, start + fed.to);
  changeOuts(batch, fed.layer, start + fed.from, start + fed.to);
}

/** Writes the changes of a layer after the fed layer. Only the fed units of the fed layer have changed outs. */
function changeLayer(batch: ChangedBatch, layer: ChangedLayer, fed: FedUnits, row: number): void {
  const { workspace, parameters, netChanges, outChanges } = batch;
  const { firstUnit, units, fanIn, firstWeight, number } = layer;
  const start = row * workspace.unitCount + firstUnit;
  const [from, to] = number === fed.layer.number + 1 ? [fed.from, fed.to] : [0, fanIn];
  for (let unit = 0; unit < units; unit++) {
    const weight = firstWeight + unit * fanIn;
    let change = 0;
    for (let input = from; input < to; input++) {
      change += (parameters[weight + input] ?? Number.NaN) * (outChanges[start - fanIn + input] ?? Number.NaN);
    }
    netChanges[start + unit] = change;
  }
  changeOuts(batch, layer, start, start + units);
}

/** Writes the changes of the outs from index `start` up to, not including, `end`. A fused loss does not need them. */
function changeOuts(batch: ChangedBatch, { activationChange }: ChangedLayer, start: number, end: number): void {
  if (activationChange === undefined) return;
  const { workspace, netChanges, outChanges } = batch;
  for (let index = start; index < end; index++) {
    const change = netChanges[index] ?? Number.NaN;
    outChanges[index] = change === 0 ? 0 : activationChange.change(workspace.nets[index] ?? Number.NaN, change);
  }
}

export function outputRow(batch: ChangedBatch, row: number): OutputRow {
  const { nets, outs, unitCount, targets } = batch.workspace;
  const outputs = batch.layers.at(-1)?.units ?? 0;
  const start = (row + 1) * unitCount - outputs;
  const firstTarget = sampleAt(batch.update, row) * outputs;
  const { netChanges, outChanges } = batch;
  return { nets, outs, netChanges, outChanges, start, outputs, targets, firstTarget };
}

/** E_total of a batch, or a change or derivative of E_total, from the sum over the samples of the batch. */
export function totalOfBatch(update: Update, sum: number): number {
  return sum / batchDivisor(update);
}
