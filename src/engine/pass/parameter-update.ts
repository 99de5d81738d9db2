import { biasCount } from '../models/network.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/** Moves a layer's trained parameters, and what is kept of them, on one sample, whose outs and δ are in row 0. */
export function updateLayerOnSample(pass: Workspace, layer: WorkspaceLayer, state: Float64Array, sample: number): void {
  updateWeights(pass, layer, state, inputStart(pass, layer, sample, 0));
  if (layer.bias?.trainable) updateBiases(pass, layer, state);
}

/** ∂E/∂w = δ·out of `inputs` outs from `from` on, over two units at a time, which share them. */
function updateWeights(pass: Workspace, layer: WorkspaceLayer, state: Float64Array, from: number): void {
  const { deltas, applyRule: move, coefficients } = pass;
  const { units, fanIn, firstUnit, layerInputs } = layer;
  let weight = layer.firstWeight;
  let unit = 0;
  for (; unit + 1 < units; unit += 2) {
    const otherWeight = weight + fanIn;
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    const otherDelta = deltas[firstUnit + unit + 1] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      const out = layerInputs[from + input] ?? Number.NaN;
      move(state, weight + input, delta * out, coefficients);
      move(state, otherWeight + input, otherDelta * out, coefficients);
    }
    weight = otherWeight + fanIn;
  }
  if (unit === units) return;
  const delta = deltas[firstUnit + unit] ?? Number.NaN;
  for (let input = 0; input < fanIn; input++) {
    move(state, weight + input, delta * (layerInputs[from + input] ?? Number.NaN), coefficients);
  }
}

/** ∂E/∂b of a layer's trained biases: δ, or the sum of the layer's δ where its units share b. */
function updateBiases(pass: Workspace, layer: WorkspaceLayer, state: Float64Array): void {
  const { deltas, applyRule: move, coefficients } = pass;
  const { units, firstUnit, firstBias, biasStride } = layer;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    if (biasStride === 1) move(state, firstBias + unit, delta, coefficients);
    else sum += delta;
  }
  if (biasStride === 0) move(state, firstBias, sum, coefficients);
}

/** Moves a layer's trained parameters by the means of a batch of `size`, given the sums in `gradients`. */
export function updateLayerOnBatch(pass: Workspace, layer: WorkspaceLayer, state: Float64Array, size: number): void {
  updateRange(pass, state, layer.firstWeight, layer.units * layer.fanIn, size);
  if (layer.bias?.trainable) updateRange(pass, state, layer.firstBias, biasCount(layer.units, layer.bias), size);
}

function updateRange(pass: Workspace, state: Float64Array, first: number, count: number, size: number): void {
  const { gradients, applyRule: move, coefficients } = pass;
  for (let at = first; at < first + count; at++) {
    move(state, at, (gradients[at] ?? Number.NaN) / size, coefficients);
  }
}
