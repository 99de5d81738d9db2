import { sampleAt } from '../training/update.ts';
import { type ChangedBatch, type ChangedLayer, changedLayers, totalOfBatch } from './error-change.ts';

/** Bounds of the rounding errors of two computations of ∂E_total/∂θ. */
export interface RoundingErrors {
  /** The changes of outs and the sums of products, in a numeric or an analytic gradient. */
  readonly sums: number;
  /** f′(net), and δ of a fused loss, in the analytic gradient alone. */
  readonly slopes: number;
}

/** A bound of |∂E/∂out| of each unit in each row: the sum of |δ·w| over the units of the next layer. */
export type Sensitivities = Float64Array;

export function sensitivitiesOf(batch: ChangedBatch): Sensitivities {
  const { workspace, layers, update } = batch;
  const sensitivities = new Float64Array(workspace.outs.length);
  for (let row = 0; row < update.size; row++) {
    addOutputSensitivities(batch, sensitivities, row);
    for (const layer of layers.slice(1)) addHiddenSensitivities(batch, layer, sensitivities, row);
  }
  return sensitivities;
}

/** |∂E/∂out| of each output. 0 for a fused loss, which has no ∂E/∂out. */
function addOutputSensitivities(batch: ChangedBatch, sensitivities: Sensitivities, row: number): void {
  const { loss, outs, targets, unitCount } = batch.workspace;
  if (loss.kind === 'fused') return;
  const outputs = batch.layers.at(-1)?.units ?? 0;
  const start = (row + 1) * unitCount - outputs;
  const firstTarget = sampleAt(batch.update, row) * outputs;
  for (let unit = 0; unit < outputs; unit++) {
    const out = outs[start + unit] ?? Number.NaN;
    sensitivities[start + unit] = Math.abs(loss.derivative(out, targets[firstTarget + unit] ?? Number.NaN, outputs));
  }
}

/** Writes the sensitivities of the layer before `layer`. */
function addHiddenSensitivities(
  { workspace, parameters }: ChangedBatch,
  { firstUnit, firstWeight, units, fanIn }: ChangedLayer,
  sensitivities: Sensitivities,
  row: number,
): void {
  const start = row * workspace.unitCount + firstUnit;
  const previousStart = start - fanIn;
  for (let unit = 0; unit < units; unit++) {
    const delta = Math.abs(workspace.deltas[start + unit] ?? Number.NaN);
    const weight = firstWeight + unit * fanIn;
    for (let input = 0; input < fanIn; input++) {
      const size = delta * Math.abs(parameters[weight + input] ?? Number.NaN);
      sensitivities[previousStart + input] = (sensitivities[previousStart + input] ?? Number.NaN) + size;
    }
  }
}

/**
 * The rounding errors of the gradient of a parameter, of which the batch holds the changes by a very small `step`. An
 * error that arises at a unit is multiplied by the sensitivity of E to the unit's out.
 */
export function roundingErrors(
  batch: ChangedBatch,
  sensitivities: Sensitivities,
  parameter: number,
  step: number,
): RoundingErrors {
  let [sums, slopes] = [0, outputDeltaRounding(batch)];
  for (const layer of changedLayers(batch, parameter)) {
    const errors = layerRoundingErrors(batch, sensitivities, layer);
    sums += errors.sums;
    slopes += errors.slopes;
  }
  const errorOf = (roundings: number): number => (totalOfBatch(batch.update, roundings) * Number.EPSILON) / step;
  return { sums: errorOf(sums), slopes: errorOf(slopes) };
}

/** The number of roundings in f, in f′ and in a product, each of at most Number.EPSILON. */
const roundingsPerUnit = 16;

/** The rounding errors that arise in a layer, as multiples of Number.EPSILON. */
function layerRoundingErrors(
  { workspace, netChanges, outChanges, update, layers }: ChangedBatch,
  sensitivities: Sensitivities,
  { number, firstUnit, units, fanIn, activationChange }: ChangedLayer,
): RoundingErrors {
  const roundings = roundingsPerUnit + fanIn + (layers[number]?.units ?? 0);
  let [sums, slopes] = [0, 0];
  for (let row = 0; row < update.size; row++) {
    const start = row * workspace.unitCount + firstUnit;
    for (let index = start; index < start + units; index++) {
      const netChange = Math.abs(netChanges[index] ?? Number.NaN);
      if (netChange === 0) continue;
      const sensitivity = sensitivities[index] ?? Number.NaN;
      const net = workspace.nets[index] ?? Number.NaN;
      sums += sensitivity * roundings * Math.abs(outChanges[index] ?? Number.NaN);
      sums += sensitivity * netChange * (activationChange?.changeRounding(net) ?? 0);
      slopes += sensitivity * netChange * (activationChange?.slopeRounding(net) ?? 0);
    }
  }
  return { sums, slopes };
}

/** The rounding error of δ = out − target of a fused loss, times the change of the net, as a multiple of EPSILON. */
function outputDeltaRounding(batch: ChangedBatch): number {
  const { loss, outs, nets, targets, unitCount } = batch.workspace;
  if (loss.kind !== 'fused') return 0;
  const outputs = batch.layers.at(-1)?.units ?? 0;
  let rounding = 0;
  for (let row = 0; row < batch.update.size; row++) {
    const start = (row + 1) * unitCount - outputs;
    const firstTarget = sampleAt(batch.update, row) * outputs;
    const rowTargets = targets.subarray(firstTarget, firstTarget + outputs);
    const targetSum = loss.needsAllTargets ? rowTargets.reduce((sum, target) => sum + target, 0) : 1;
    // softmax computes e^(net − ln Σ e^net), and the exponent has the absolute rounding error of the nets.
    const rowNets = nets.subarray(start, start + outputs);
    const netSize = loss.needsAllTargets ? rowNets.reduce((max, net) => Math.max(max, Math.abs(net)), 0) : 0;
    for (let unit = 0; unit < outputs; unit++) {
      const out = outs[start + unit] ?? Number.NaN;
      const size = out * targetSum * (1 + netSize) + (rowTargets[unit] ?? Number.NaN);
      rounding += 4 * size * Math.abs(batch.netChanges[start + unit] ?? Number.NaN);
    }
  }
  return rounding;
}
