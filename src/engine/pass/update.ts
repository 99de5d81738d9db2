import { biasCount } from '../experiment.ts';
import { sharedTrained } from '../parameters.ts';
import { backward, backwardLayer } from './backward.ts';
import { forward } from './forward.ts';
import { carriedStart, type Pass, type PassLayer } from './pass.ts';

/**
 * One update on samples `first` to `first + size − 1`, moving `parameters` in place. Sample `first + k` is worked in
 * row k mod `rows`; what its row holds afterwards is that sample's. Layer by layer, a pass needs `size` rows.
 */
export function runUpdate(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  if (pass.experiment.updateOrder === 'layer-by-layer') updateByLayer(pass, parameters, first, size);
  else updateAtOnce(pass, parameters, first, size);
}

function updateAtOnce(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  for (let at = 0; at < size; at++) {
    const row = at % pass.rows;
    forward(pass, parameters, first + at, row);
    backward(pass, parameters, first + at, row);
    if (size > 1) for (const layer of pass.layers) addGradients(pass, layer, first + at, row, at === 0);
  }
  for (const layer of pass.layers) applyLayer(pass, layer, parameters, first, size);
}

function updateByLayer(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  for (let at = 0; at < size; at++) forward(pass, parameters, first + at, at);
  for (const layer of pass.layers.toReversed()) {
    for (let at = 0; at < size; at++) {
      backwardLayer(pass, layer, parameters, first + at, at);
      if (size > 1) addGradients(pass, layer, first + at, at, at === 0);
    }
    applyLayer(pass, layer, parameters, first, size);
  }
}

/** Adds one sample's ∂E/∂θ of a layer to the batch's sum, or starts that sum. */
function addGradients(pass: Pass, layer: PassLayer, sample: number, row: number, isFirst: boolean): void {
  const { gradients } = pass;
  const start = row * pass.experiment.network.unitCount + layer.firstUnit;
  const from = carriedStart(pass, layer, sample, row);
  if (isFirst) {
    gradients.fill(0, layer.firstWeight, layer.firstWeight + layer.units * layer.inputs);
    gradients.fill(0, layer.firstBias, layer.firstBias + layer.units * layer.biasStride + 1);
  }
  let weight = layer.firstWeight;
  for (let unit = 0; unit < layer.units; unit++) {
    const delta = pass.deltas[start + unit] ?? 0;
    for (let input = 0; input < layer.inputs; input++) {
      gradients[weight + input] = (gradients[weight + input] ?? 0) + delta * (layer.carried[from + input] ?? 0);
    }
    if (layer.bias !== undefined) {
      const bias = layer.firstBias + unit * layer.biasStride;
      gradients[bias] = (gradients[bias] ?? 0) + delta;
    }
    weight += layer.inputs;
  }
}

/** Moves a layer's trained parameters by the gradients of their batch. */
function applyLayer(pass: Pass, layer: PassLayer, parameters: Float64Array, first: number, size: number): void {
  if (size > 1) applyMeans(pass, layer, parameters, size);
  else applySample(pass, layer, parameters, first);
}

function applySample(pass: Pass, layer: PassLayer, parameters: Float64Array, sample: number): void {
  const { optimizer, deltas } = pass;
  const { inputs, units, firstUnit, carried, bias } = layer;
  const settings = pass.experiment.optimizer;
  const from = carriedStart(pass, layer, sample, 0);
  let weight = layer.firstWeight;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const delta = deltas[firstUnit + unit] ?? 0;
    for (let input = 0; input < inputs; input++) {
      optimizer.move(parameters, weight + input, delta * (carried[from + input] ?? 0), settings);
    }
    weight += inputs;
    if (bias?.trainable !== true) continue;
    if (bias.each === 'unit') optimizer.move(parameters, layer.firstBias + unit, delta, settings);
    else sum += delta;
  }
  if (sharedTrained(layer)) optimizer.move(parameters, layer.firstBias, sum, settings);
}

function applyMeans(pass: Pass, layer: PassLayer, parameters: Float64Array, size: number): void {
  const apply = (first: number, count: number): void => {
    for (let at = first; at < first + count; at++) {
      const mean = (pass.gradients[at] ?? 0) / size;
      pass.gradients[at] = mean;
      pass.optimizer.move(parameters, at, mean, pass.experiment.optimizer);
    }
  };
  apply(layer.firstWeight, layer.units * layer.inputs);
  if (layer.bias?.trainable) apply(layer.firstBias, biasCount(layer.units, layer.bias));
}
