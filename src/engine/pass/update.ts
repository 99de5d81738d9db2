import { backward, backwardLayer } from './backward.ts';
import { forward } from './forward.ts';
import { moveOnMeans, moveOnSample } from './move.ts';
import { carriedStart, type Pass, type PassLayer } from './pass.ts';
import { updateOnSample } from './sample.ts';

/**
 * One update on samples `first` to `first + size − 1`, moving `parameters` in place. Sample `first + k` is worked in
 * row k mod `rows`; what its row holds afterwards is that sample's. Layer by layer, a pass needs `size` rows.
 */
export function runUpdate(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  if (pass.experiment.updateOrder === 'layer-by-layer') updateByLayer(pass, parameters, first, size);
  else if (size === 1) updateOnSample(pass, parameters, first);
  else updateAtOnce(pass, parameters, first, size);
}

function updateAtOnce(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  for (let at = 0; at < size; at++) {
    const row = at % pass.rows;
    forward(pass, parameters, first + at, row);
    backward(pass, parameters, first + at, row);
    for (const layer of pass.layers) addGradients(pass, layer, first + at, row, at === 0);
  }
  for (const layer of pass.layers) moveOnMeans(pass, layer, parameters, size);
}

function updateByLayer(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  for (let at = 0; at < size; at++) forward(pass, parameters, first + at, at);
  for (let number = pass.layers.length; number > 0; number--) {
    const layer = pass.layers[number - 1];
    if (layer === undefined) continue;
    for (let at = 0; at < size; at++) {
      backwardLayer(pass, layer, parameters, first + at, at);
      if (size > 1) addGradients(pass, layer, first + at, at, at === 0);
    }
    if (size > 1) moveOnMeans(pass, layer, parameters, size);
    else moveOnSample(pass, layer, parameters, first);
  }
}

/** Adds one sample's ∂E/∂θ of a layer to the batch's sum, or starts that sum. */
function addGradients(pass: Pass, layer: PassLayer, sample: number, row: number, isFirst: boolean): void {
  const { gradients } = pass;
  const start = row * pass.unitCount + layer.firstUnit;
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
