import type { Layer } from '../experiment.ts';
import type { FusedLoss, PlainLoss } from '../losses.ts';
import type { Pass, PassLayer } from './pass.ts';

/** The backward pass of one sample whose forward pass is in a row: its ∂E/∂out, slopes and δ, last layer first. */
export function backward(pass: Pass, parameters: Float64Array, sample: number, row: number): void {
  for (let at = pass.layers.length - 1; at >= 0; at--) {
    const layer = pass.layers[at];
    if (layer !== undefined) backwardLayer(pass, layer, parameters, sample, row);
  }
}

/** The same for one layer, given the δ of the layer after it. */
export function backwardLayer(
  pass: Pass,
  layer: PassLayer,
  parameters: Float64Array,
  sample: number,
  row: number,
): void {
  const start = row * pass.unitCount + layer.firstUnit;
  if (layer.next === undefined) backwardOutputs(pass, layer, sample, start);
  else {
    sumPaths(pass, layer.next, parameters, start);
    multiplySlopes(pass, layer, start);
  }
}

/** The same for the output layer, whose units are in the arrays from `start` on. */
export function backwardOutputs(pass: Pass, layer: PassLayer, sample: number, start: number): void {
  if (pass.loss.kind === 'plain') outputDeltas(pass, pass.loss, layer, sample, start);
  else fusedDeltas(pass, pass.loss, layer, sample, start);
}

/** ∂E/∂out of a hidden layer from `start` on: Σ δ·w over the units of the next layer. */
function sumPaths({ deltas, outGradients }: Pass, next: Layer, parameters: Float64Array, start: number): void {
  const units = next.inputs;
  let weight = next.firstWeight;
  for (let through = 0; through < next.units; through++) {
    const delta = deltas[start + units + through] ?? 0;
    for (let unit = 0; unit < units; unit++) {
      const before = through === 0 ? 0 : (outGradients[start + unit] ?? 0);
      outGradients[start + unit] = before + delta * (parameters[weight + unit] ?? 0);
    }
    weight += units;
  }
}

/** ∂E/∂out, slopes and δ of an output layer whose δ takes two steps, ① and ②. */
function outputDeltas(pass: Pass, loss: PlainLoss, layer: PassLayer, sample: number, start: number): void {
  const { nets, outs, outGradients, slopes, deltas, targets } = pass;
  const { units, function: activation } = layer;
  if (activation === undefined) return;
  for (let unit = 0; unit < units; unit++) {
    const at = start + unit;
    const out = outs[at] ?? 0;
    const outGradient = loss.slope(out, targets[sample * units + unit] ?? 0, units);
    const slope = activation.derivative(nets[at] ?? 0, out);
    outGradients[at] = outGradient;
    slopes[at] = slope;
    deltas[at] = outGradient * slope;
  }
}

/** δ = ∂E/∂out × ∂out/∂net of a hidden layer from `start` on. */
export function multiplySlopes(
  { nets, outs, outGradients, slopes, deltas }: Pass,
  layer: PassLayer,
  start: number,
): void {
  if (layer.function === undefined) return;
  for (let unit = start; unit < start + layer.units; unit++) {
    const slope = layer.function.derivative(nets[unit] ?? 0, outs[unit] ?? 0);
    slopes[unit] = slope;
    deltas[unit] = (outGradients[unit] ?? 0) * slope;
  }
}

/** δ of an output layer that belongs to its loss. */
function fusedDeltas(pass: Pass, loss: FusedLoss, { units }: Layer, sample: number, start: number): void {
  const { targets } = pass;
  let targetSum = 0;
  for (let unit = 0; unit < units; unit++) targetSum += targets[sample * units + unit] ?? 0;
  for (let unit = 0; unit < units; unit++) {
    pass.deltas[start + unit] = loss.delta(
      pass.outs[start + unit] ?? 0,
      targets[sample * units + unit] ?? 0,
      targetSum,
    );
  }
}
