import { sampleAt } from '../training/update.ts';
import { type ChangedBatch, type ChangedLayer, changedLayers, totalOfBatch } from './error-change.ts';

/**
 * The size of each δ: the sum of the absolute terms that δ is computed from, at the index of δ in `Workspace.deltas`.
 * The rounding error of δ is a multiple of its size, even if the terms cancel.
 */
export type DeltaSizes = Float64Array;

export function deltaSizesOf(batch: ChangedBatch): DeltaSizes {
  const { workspace, layers, update } = batch;
  const sizes = new Float64Array(workspace.deltas.length);
  for (let row = 0; row < update.size; row++) {
    writeOutputSizes(batch, sizes, row);
    for (const layer of layers.slice(0, -1)) writeHiddenSizes(batch, layer, sizes, row);
  }
  return sizes;
}

/**
 * δ of a fused loss is out·Σt − t, where t is the target of a unit and Σt the sum of all targets, or 1 if the outputs
 * are independent. Its terms are out·(Σt − t) and t·(1 − out).
 */
function writeOutputSizes(batch: ChangedBatch, sizes: DeltaSizes, row: number): void {
  const { loss, outs, deltas, targets, unitCount } = batch.workspace;
  const layer = batch.layers.at(-1);
  if (layer === undefined) return;
  const start = row * unitCount + layer.firstUnit;
  const firstTarget = sampleAt(batch.update, row) * layer.units;
  const rowTargets = targets.subarray(firstTarget, firstTarget + layer.units);
  const targetSum = loss.kind === 'fused' && loss.needsAllTargets ? rowTargets.reduce((sum, each) => sum + each, 0) : 1;
  for (const [unit, target] of rowTargets.entries()) {
    const index = start + unit;
    const out = outs[index] ?? Number.NaN;
    sizes[index] =
      loss.kind === 'fused'
        ? Math.abs(deltas[index] ?? Number.NaN) + out * (targetSum - target) + target * (1 - out)
        : Math.abs(loss.derivative(out, target, layer.units)) * slopeSize(batch, layer, index);
  }
}

/** δ of a hidden unit is f′(net) · Σ δ·w, where the sum is over the units of the next layer. */
function writeHiddenSizes(batch: ChangedBatch, layer: ChangedLayer, sizes: DeltaSizes, row: number): void {
  const { workspace, parameters } = batch;
  const next = batch.layers[layer.number];
  if (next === undefined) return;
  const start = row * workspace.unitCount + layer.firstUnit;
  const nextStart = start + layer.units;
  for (let unit = 0; unit < layer.units; unit++) {
    let size = 0;
    for (let nextUnit = 0; nextUnit < next.units; nextUnit++) {
      const delta = workspace.deltas[nextStart + nextUnit] ?? Number.NaN;
      size += Math.abs(delta * (parameters[next.firstWeight + nextUnit * next.fanIn + unit] ?? Number.NaN));
    }
    sizes[start + unit] = size * slopeSize(batch, layer, start + unit);
  }
}

/** The sum of the absolute terms of f′(net) of the unit at `index`. */
function slopeSize({ workspace }: ChangedBatch, layer: ChangedLayer, index: number): number {
  const net = workspace.nets[index] ?? Number.NaN;
  const ofTerms = layer.activationChange?.slopeSize;
  if (ofTerms !== undefined) return ofTerms(net);
  return Math.abs(layer.activationFunctions?.derivative(net, workspace.outs[index] ?? Number.NaN) ?? Number.NaN);
}

/** The number of roundings in f, f′ and δ of a unit without its sums, each of at most Number.EPSILON. */
const roundingsPerUnit = 16;

/** Is added to the bound of a product that is not 0, because the product may be too small for a double. */
const smallestTerm = 1e-300;

/**
 * A bound of the rounding error of ∂E_total/∂θ, of which the batch holds the changes by a very small `step` of θ. It
 * holds for backpropagation, which rounds each δ, and for differences, which round each change of a net. Either error is
 * at most a multiple of the size of δ times the change of the net. 0 if every term of the derivative is exactly 0.
 */
export function roundingError(batch: ChangedBatch, sizes: DeltaSizes, parameter: number, step: number): number {
  const sum = sumOverUnits(batch, parameter, (change, index) => {
    const size = sizes[index] ?? Number.NaN;
    return change === 0 || size === 0 ? 0 : size * change + smallestTerm;
  });
  return (totalOfBatch(batch.update, sum) * Number.EPSILON) / step;
}

/**
 * A bound of the error that comes from numbers below the smallest double, for the same derivative as `roundingError`. Each
 * δ and each change of a net can be off by about Number.MIN_VALUE, even if it is smaller than that.
 */
export function underflowError(batch: ChangedBatch, sizes: DeltaSizes, parameter: number, step: number): number {
  const sum = sumOverUnits(
    batch,
    parameter,
    (change, index) => (change / step) * Number.MIN_VALUE + ((sizes[index] ?? Number.NaN) * Number.MIN_VALUE) / step,
  );
  return totalOfBatch(batch.update, sum);
}

/** The sum of an error over the units of the changed layers, each weighted by the number of roundings of the unit. */
function sumOverUnits(
  batch: ChangedBatch,
  parameter: number,
  errorOf: (change: number, index: number) => number,
): number {
  const { workspace, netChanges, update, layers } = batch;
  let sum = 0;
  for (const { number, firstUnit, units, fanIn } of changedLayers(batch, parameter)) {
    const perUnit = roundingsPerUnit + fanIn + (layers[number]?.units ?? units) + update.size;
    for (let row = 0; row < update.size; row++) {
      const start = row * workspace.unitCount + firstUnit;
      for (let index = start; index < start + units; index++) {
        const change = Math.abs(netChanges[index] ?? Number.NaN);
        sum += perUnit * errorOf(change, index);
      }
    }
  }
  return sum;
}
