import { backwardOutputs, multiplySlopes } from './backward.ts';
import { forward } from './forward.ts';
import { moveBiases, moveOnSample } from './move.ts';
import type { Pass, PassLayer } from './pass.ts';

/**
 * One simultaneous update on one sample, worked in row 0. Nothing has to be added up over a batch, so a weight moves
 * in the very loop that carries δ back through it: it is read once, and its gradient never stored.
 */
export function updateOnSample(pass: Pass, parameters: Float64Array, sample: number): void {
  const { layers } = pass;
  const first = layers[0];
  const outputs = layers[layers.length - 1];
  if (first === undefined || outputs === undefined) return;
  forward(pass, parameters, sample, 0);
  backwardOutputs(pass, outputs, sample, outputs.firstUnit);
  for (let at = layers.length - 1; at > 0; at--) {
    const layer = layers[at];
    const before = layers[at - 1];
    if (layer !== undefined && before !== undefined) moveAndCarryBack(pass, layer, before, parameters);
  }
  moveOnSample(pass, first, parameters, sample);
}

/** Moves a layer's parameters, and gives the layer before its ∂E/∂out, slopes and δ: Σ δ·w with each w as it was. */
function moveAndCarryBack(pass: Pass, layer: PassLayer, before: PassLayer, parameters: Float64Array): void {
  const { deltas, outs, outGradients, optimizer, settings } = pass;
  const { units, inputs, firstUnit } = layer;
  const from = before.firstUnit;
  let weight = layer.firstWeight;
  let unit = 0;
  // Two units at a time, for they share the outs they take in; then a last odd one.
  for (; unit + 1 < units; unit += 2) {
    const otherWeight = weight + inputs;
    const delta = deltas[firstUnit + unit] ?? 0;
    const otherDelta = deltas[firstUnit + unit + 1] ?? 0;
    for (let input = 0; input < inputs; input++) {
      const sum = unit === 0 ? 0 : (outGradients[from + input] ?? 0);
      const out = outs[from + input] ?? 0;
      outGradients[from + input] =
        sum + delta * (parameters[weight + input] ?? 0) + otherDelta * (parameters[otherWeight + input] ?? 0);
      optimizer.move(parameters, weight + input, delta * out, settings);
      optimizer.move(parameters, otherWeight + input, otherDelta * out, settings);
    }
    weight = otherWeight + inputs;
  }
  if (unit < units) {
    const delta = deltas[firstUnit + unit] ?? 0;
    for (let input = 0; input < inputs; input++) {
      const sum = unit === 0 ? 0 : (outGradients[from + input] ?? 0);
      outGradients[from + input] = sum + delta * (parameters[weight + input] ?? 0);
      optimizer.move(parameters, weight + input, delta * (outs[from + input] ?? 0), settings);
    }
  }
  if (layer.bias?.trainable) moveBiases(pass, layer, parameters);
  multiplySlopes(pass, before, from);
}
