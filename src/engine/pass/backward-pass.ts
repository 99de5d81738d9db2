import type { Activation } from '../models/activations.ts';
import type { FusedLoss, PlainLoss } from '../models/losses.ts';
import type { Workspace, WorkspaceLayer } from './workspace.ts';

/** The δ of all layers on one sample. Its forward pass is in row `row`. */
export function backward(workspace: Workspace, parameters: Float64Array, sample: number, row: number): void {
  outputDeltas(workspace, sample, row);
  for (let at = workspace.layers.length - 1; at > 0; at--) backpropagate(workspace, at, parameters, row);
}

/** The δ of the output layer on one sample. Its forward pass is in row `row`. */
export function outputDeltas(workspace: Workspace, sample: number, row: number): void {
  const layer = workspace.layers[workspace.layers.length - 1];
  if (layer === undefined) return;
  const start = row * workspace.unitCount + layer.firstUnit;
  if (workspace.loss.kind === 'plain') plainDeltas(workspace, workspace.loss, layer, sample, start);
  else fusedDeltas(workspace, workspace.loss, layer, sample, start);
}

/** δ = ∂E/∂out × ∂out/∂net of the outputs. They are in the unit arrays from index `start` on. */
function plainDeltas(
  { nets, outs, deltas, targets }: Workspace,
  loss: PlainLoss,
  { units, activationRow: activation }: WorkspaceLayer,
  sample: number,
  start: number,
): void {
  if (activation === undefined) return;
  for (let unit = 0; unit < units; unit++) {
    const out = outs[start + unit] ?? Number.NaN;
    const derivative = activation.derivative(nets[start + unit] ?? Number.NaN, out);
    deltas[start + unit] = loss.derivative(out, targets[sample * units + unit] ?? Number.NaN, units) * derivative;
  }
}

/** δ of the outputs, for a loss that has its own activation. They are in the unit arrays from index `start` on. */
function fusedDeltas(
  { outs, deltas, targets }: Workspace,
  loss: FusedLoss,
  { units }: WorkspaceLayer,
  sample: number,
  start: number,
): void {
  const first = sample * units;
  let targetSum = 0;
  for (let unit = 0; unit < units; unit++) targetSum += targets[first + unit] ?? Number.NaN;
  for (let unit = 0; unit < units; unit++) {
    deltas[start + unit] = loss.delta(outs[start + unit] ?? Number.NaN, targets[first + unit] ?? Number.NaN, targetSum);
  }
}

/**
 * The δ of the layer before layer `at` (an index in `layers`, at least 1): Σ δ·w × f′(net), where the sum is over the
 * units of layer `at`. The unit arrays hold the two layers side by side:
 *
 *     | δ of the layer before | δ of layer `at` |
 *     to                      start
 *
 * Adds the products of two units at a time, so that each sum is read and written half as often; then those of a last
 * unit without a partner.
 */
export function backpropagate(workspace: Workspace, at: number, parameters: Float64Array, row: number): void {
  const { deltas } = workspace;
  const layer = workspace.layers[at];
  const activation = workspace.layers[at - 1]?.activationRow;
  if (layer === undefined || activation === undefined) return;
  const { units, fanIn } = layer;
  const start = row * workspace.unitCount + layer.firstUnit;
  const to = start - fanIn;
  let weight = layer.firstWeight;
  for (let unit = 0; unit + 1 < units; unit += 2) {
    const partnerWeight = weight + fanIn;
    const delta = deltas[start + unit] ?? Number.NaN;
    const partnerDelta = deltas[start + unit + 1] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      const sum = unit === 0 ? 0 : (deltas[to + input] ?? Number.NaN);
      deltas[to + input] =
        sum +
        delta * (parameters[weight + input] ?? Number.NaN) +
        partnerDelta * (parameters[partnerWeight + input] ?? Number.NaN);
    }
    weight = partnerWeight + fanIn;
  }
  if (units % 2 === 1) addLastUnit(deltas, layer, parameters, start);
  multiplyByDerivatives(workspace, activation, to, start);
}

/** Adds the products δ·w of the last unit of `layer`, or starts the sums with them if it is the only unit. */
function addLastUnit(
  deltas: Float64Array,
  { units, fanIn, firstWeight }: WorkspaceLayer,
  parameters: Float64Array,
  start: number,
): void {
  const to = start - fanIn;
  const unit = units - 1;
  const weight = firstWeight + unit * fanIn;
  const delta = deltas[start + unit] ?? Number.NaN;
  for (let input = 0; input < fanIn; input++) {
    const sum = unit === 0 ? 0 : (deltas[to + input] ?? Number.NaN);
    deltas[to + input] = sum + delta * (parameters[weight + input] ?? Number.NaN);
  }
}

/** Multiplies the sums from index `from` to before index `end` by f′(net). */
function multiplyByDerivatives(
  { nets, outs, deltas }: Workspace,
  activation: Activation,
  from: number,
  end: number,
): void {
  for (let unit = from; unit < end; unit++) {
    deltas[unit] =
      (deltas[unit] ?? Number.NaN) * activation.derivative(nets[unit] ?? Number.NaN, outs[unit] ?? Number.NaN);
  }
}
