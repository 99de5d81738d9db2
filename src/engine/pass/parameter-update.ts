import { biasCount } from '../models/network.ts';
import { carriedStart, type Pass, type PassLayer } from './workspace.ts';

/** Moves a layer's trained parameters, and what is kept of them, on one sample, whose outs and δ are in row 0. */
export function moveOnSample(pass: Pass, layer: PassLayer, state: Float64Array, sample: number): void {
  moveWeights(pass, layer, state, carriedStart(pass, layer, sample, 0));
  if (layer.bias?.trainable) moveBiases(pass, layer, state);
}

/** ∂E/∂w = δ·out of `inputs` outs from `from` on, over two units at a time, which share them. */
function moveWeights(pass: Pass, layer: PassLayer, state: Float64Array, from: number): void {
  const { deltas, move, coefficients } = pass;
  const { units, inputs, firstUnit, carried } = layer;
  let weight = layer.firstWeight;
  let unit = 0;
  for (; unit + 1 < units; unit += 2) {
    const otherWeight = weight + inputs;
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    const otherDelta = deltas[firstUnit + unit + 1] ?? Number.NaN;
    for (let input = 0; input < inputs; input++) {
      const out = carried[from + input] ?? Number.NaN;
      move(state, weight + input, delta * out, coefficients);
      move(state, otherWeight + input, otherDelta * out, coefficients);
    }
    weight = otherWeight + inputs;
  }
  if (unit === units) return;
  const delta = deltas[firstUnit + unit] ?? Number.NaN;
  for (let input = 0; input < inputs; input++) {
    move(state, weight + input, delta * (carried[from + input] ?? Number.NaN), coefficients);
  }
}

/** ∂E/∂b of a layer's trained biases: δ, or the sum of the layer's δ where its units share b. */
function moveBiases(pass: Pass, layer: PassLayer, state: Float64Array): void {
  const { deltas, move, coefficients } = pass;
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
export function moveOnMeans(pass: Pass, layer: PassLayer, state: Float64Array, size: number): void {
  moveRange(pass, state, layer.firstWeight, layer.units * layer.inputs, size);
  if (layer.bias?.trainable) moveRange(pass, state, layer.firstBias, biasCount(layer.units, layer.bias), size);
}

function moveRange(pass: Pass, state: Float64Array, first: number, count: number, size: number): void {
  const { gradients, move, coefficients } = pass;
  for (let at = first; at < first + count; at++) {
    move(state, at, (gradients[at] ?? Number.NaN) / size, coefficients);
  }
}
