import type { FusedLoss, PlainLoss } from '../models/losses.ts';
import type { Workspace, WorkspaceLayer } from './workspace.ts';

/** The δ of all layers on one sample whose forward pass is in a row. */
export function backward(pass: Workspace, parameters: Float64Array, sample: number, row: number): void {
  outputDeltas(pass, sample, row);
  for (let at = pass.layers.length - 1; at > 0; at--) backpropagate(pass, at, parameters, row);
}

/** The δ of the output layer on one sample whose forward pass is in a row. */
export function outputDeltas(pass: Workspace, sample: number, row: number): void {
  const layer = pass.layers[pass.layers.length - 1];
  if (layer === undefined) return;
  const start = row * pass.unitCount + layer.firstUnit;
  if (pass.loss.kind === 'plain') plainDeltas(pass, pass.loss, layer, sample, start);
  else fusedDeltas(pass, pass.loss, layer, sample, start);
}

/** δ = ∂E/∂out × ∂out/∂net of the outputs, which are in the unit arrays from `start` on. */
function plainDeltas(pass: Workspace, loss: PlainLoss, layer: WorkspaceLayer, sample: number, start: number): void {
  const { nets, outs, deltas, targets } = pass;
  const { units, activationRow: activation } = layer;
  if (activation === undefined) return;
  for (let unit = 0; unit < units; unit++) {
    const out = outs[start + unit] ?? Number.NaN;
    const slope = activation.derivative(nets[start + unit] ?? Number.NaN, out);
    deltas[start + unit] = loss.derivative(out, targets[sample * units + unit] ?? Number.NaN, units) * slope;
  }
}

/** δ of outputs whose activation belongs to their loss. */
function fusedDeltas(pass: Workspace, loss: FusedLoss, { units }: WorkspaceLayer, sample: number, start: number): void {
  const { outs, deltas, targets } = pass;
  const first = sample * units;
  let targetSum = 0;
  for (let unit = 0; unit < units; unit++) targetSum += targets[first + unit] ?? Number.NaN;
  for (let unit = 0; unit < units; unit++) {
    deltas[start + unit] = loss.delta(outs[start + unit] ?? Number.NaN, targets[first + unit] ?? Number.NaN, targetSum);
  }
}

/**
 * Carries δ back through the weights of layer `at` (an index, at least 1) to the layer before it:
 * δ of a unit there = Σ δ·w × f′(net), over the units of layer `at`.
 */
export function backpropagate(pass: Workspace, at: number, parameters: Float64Array, row: number): void {
  const { nets, outs, deltas } = pass;
  const layer = pass.layers[at];
  const before = pass.layers[at - 1];
  if (layer === undefined || before?.activationRow === undefined) return;
  const { units, fanIn } = layer;
  const start = row * pass.unitCount + layer.firstUnit;
  const to = start - fanIn;
  let weight = layer.firstWeight;
  let unit = 0;
  // Two units at a time share the sums they are added to; then a last odd one.
  for (; unit + 1 < units; unit += 2) {
    const otherWeight = weight + fanIn;
    const delta = deltas[start + unit] ?? Number.NaN;
    const otherDelta = deltas[start + unit + 1] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      const sum = unit === 0 ? 0 : (deltas[to + input] ?? Number.NaN);
      deltas[to + input] =
        sum +
        delta * (parameters[weight + input] ?? Number.NaN) +
        otherDelta * (parameters[otherWeight + input] ?? Number.NaN);
    }
    weight = otherWeight + fanIn;
  }
  if (unit < units) {
    const delta = deltas[start + unit] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      const sum = unit === 0 ? 0 : (deltas[to + input] ?? Number.NaN);
      deltas[to + input] = sum + delta * (parameters[weight + input] ?? Number.NaN);
    }
  }
  for (let unit = to; unit < start; unit++) {
    deltas[unit] =
      (deltas[unit] ?? Number.NaN) *
      before.activationRow.derivative(nets[unit] ?? Number.NaN, outs[unit] ?? Number.NaN);
  }
}
