import type { Activation } from '../models/activations.ts';
import type { FusedLoss, PlainLoss } from '../models/losses.ts';
import type { Workspace, WorkspaceLayer } from './workspace.ts';

/**
 * Computes the δ of all layers for one sample. The arrays `nets` and `outs` of the workspace have the numbers of this
 * sample in row `row`.
 */
export function backward(workspace: Workspace, parameters: Float64Array, sample: number, row: number): void {
  computeOutputDeltas(workspace, sample, row);
  for (let layerIndex = workspace.layers.length - 1; layerIndex > 0; layerIndex--) {
    backpropagate(workspace, layerIndex, parameters, row);
  }
}

/** Computes the δ of the output layer for one sample, whose nets and outs are in row `row` of `nets` and `outs`. */
export function computeOutputDeltas(workspace: Workspace, sample: number, row: number): void {
  const layer = workspace.layers[workspace.layers.length - 1];
  if (layer === undefined) return;
  const start = row * workspace.unitCount + layer.firstUnit;
  if (workspace.loss.kind === 'plain') writePlainDeltas(workspace, workspace.loss, layer, sample, start);
  else writeFusedDeltas(workspace, workspace.loss, layer, sample, start);
}

/** Writes δ = ∂E/∂out × ∂out/∂net of each output unit. The first output unit is at index `start` of `nets`. */
function writePlainDeltas(
  { nets, outs, deltas, targets }: Workspace,
  loss: PlainLoss,
  { units, activationFunctions }: WorkspaceLayer,
  sample: number,
  start: number,
): void {
  if (activationFunctions === undefined) return;
  for (let unit = 0; unit < units; unit++) {
    const out = outs[start + unit] ?? Number.NaN;
    const slope = activationFunctions.derivative(nets[start + unit] ?? Number.NaN, out);
    deltas[start + unit] = loss.derivative(out, targets[sample * units + unit] ?? Number.NaN, units) * slope;
  }
}

/**
 * Writes δ of each output unit for a fused loss, which gives δ in one step, without ∂E/∂out. The first output unit is
 * at index `start` of `outs`.
 */
function writeFusedDeltas(
  { nets, outs, deltas, targets }: Workspace,
  loss: FusedLoss,
  { units }: WorkspaceLayer,
  sample: number,
  start: number,
): void {
  const firstTarget = sample * units;
  let targetSum = 0;
  for (let unit = 0; unit < units; unit++) targetSum += targets[firstTarget + unit] ?? Number.NaN;
  const numbers = { nets, outs, start, targets, firstTarget, outputs: units };
  for (let unit = 0; unit < units; unit++) deltas[start + unit] = loss.delta(numbers, unit, targetSum);
}

/**
 * Computes δ = f′(net) × Σ δ·w of each unit in the layer before `layers[layerIndex]`, where `layerIndex` is at least 1.
 * The sum is over the units of `layers[layerIndex]`. `nets`, `outs` and `deltas` hold the two layers side by side:
 *
 *     | previous layer      | layers[layerIndex] |
 *     previousStart         start
 *
 * Adds the products of two units in one loop, so that each sum is read and written half as often. If the number of
 * units is odd, `addLastUnit` adds the products of the last unit.
 */
export function backpropagate(workspace: Workspace, layerIndex: number, parameters: Float64Array, row: number): void {
  const { deltas } = workspace;
  const layer = workspace.layers[layerIndex];
  const activationFunctions = workspace.layers[layerIndex - 1]?.activationFunctions;
  if (layer === undefined || activationFunctions === undefined) return;
  const { units, fanIn } = layer;
  const start = row * workspace.unitCount + layer.firstUnit;
  const previousStart = start - fanIn;
  for (let index = previousStart; index < start; index++) deltas[index] = 0;
  let weight = layer.firstWeight;
  for (let unit = 0; unit + 1 < units; unit += 2) {
    const partnerWeight = weight + fanIn;
    const delta = deltas[start + unit] ?? Number.NaN;
    const partnerDelta = deltas[start + unit + 1] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      deltas[previousStart + input] =
        (deltas[previousStart + input] ?? Number.NaN) +
        delta * (parameters[weight + input] ?? Number.NaN) +
        partnerDelta * (parameters[partnerWeight + input] ?? Number.NaN);
    }
    weight = partnerWeight + fanIn;
  }
  if (units % 2 === 1) addLastUnit(deltas, layer, parameters, start);
  multiplyByDerivatives(workspace, activationFunctions, previousStart, start);
}

/** Adds the products δ·w of a layer's last unit to the previous layer's sums. The layer starts at index `start`. */
function addLastUnit(
  deltas: Float64Array,
  { units, fanIn, firstWeight }: WorkspaceLayer,
  parameters: Float64Array,
  start: number,
): void {
  const previousStart = start - fanIn;
  const delta = deltas[start + units - 1] ?? Number.NaN;
  const weight = firstWeight + (units - 1) * fanIn;
  for (let input = 0; input < fanIn; input++) {
    deltas[previousStart + input] =
      (deltas[previousStart + input] ?? Number.NaN) + delta * (parameters[weight + input] ?? Number.NaN);
  }
}

/** Multiplies the sums in `deltas` by f′(net), from index `start` up to, not including, `end`. */
function multiplyByDerivatives(
  { nets, outs, deltas }: Workspace,
  { derivative }: Activation,
  start: number,
  end: number,
): void {
  for (let index = start; index < end; index++) {
    deltas[index] = (deltas[index] ?? Number.NaN) * derivative(nets[index] ?? Number.NaN, outs[index] ?? Number.NaN);
  }
}
