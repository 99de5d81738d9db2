import { biasCount } from '../network.ts';
import { backward, carryBack, outputDeltas } from './backward.ts';
import { forward } from './forward.ts';
import { moveOnMeans, moveOnSample } from './move.ts';
import { carriedStart, type Pass, type PassLayer } from './pass.ts';

/**
 * One update on samples `first` to `first + size − 1`, moving `parameters` in place. Sample `first + k` is worked in
 * row k mod `rows`; what its row holds afterwards is that sample's. Layer by layer, a pass needs `size` rows.
 */
export function runUpdate(pass: Pass, parameters: Float64Array, first: number, size: number): void {
  if (size === 1) updateOnSample(pass, parameters, first);
  else if (pass.isByLayer) updateByLayer(pass, parameters, first, size);
  else updateAtOnce(pass, parameters, first, size);
}

/** Nothing has to be added up over a batch: each gradient moves its parameter at once. */
function updateOnSample(pass: Pass, parameters: Float64Array, sample: number): void {
  const { layers, isByLayer } = pass;
  forward(pass, parameters, sample, 0);
  outputDeltas(pass, sample, 0);
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    if (layer === undefined) return;
    if (at > 0 && !isByLayer) carryBack(pass, at, parameters, 0);
    moveOnSample(pass, layer, parameters, sample);
    if (at > 0 && isByLayer) carryBack(pass, at, parameters, 0);
  }
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
  for (let row = 0; row < size; row++) {
    forward(pass, parameters, first + row, row);
    outputDeltas(pass, first + row, row);
  }
  for (let at = pass.layers.length - 1; at >= 0; at--) {
    const layer = pass.layers[at];
    if (layer === undefined) return;
    for (let row = 0; row < size; row++) addGradients(pass, layer, first + row, row, row === 0);
    moveOnMeans(pass, layer, parameters, size);
    if (at > 0) for (let row = 0; row < size; row++) carryBack(pass, at, parameters, row);
  }
}

/** Adds one sample's ∂E/∂θ of a layer to the batch's sum, or starts that sum. */
function addGradients(pass: Pass, layer: PassLayer, sample: number, row: number, isFirst: boolean): void {
  const { gradients } = pass;
  const start = row * pass.unitCount + layer.firstUnit;
  const from = carriedStart(pass, layer, sample, row);
  if (isFirst) {
    gradients.fill(0, layer.firstWeight, layer.firstWeight + layer.units * layer.inputs);
    gradients.fill(0, layer.firstBias, layer.firstBias + biasCount(layer.units, layer.bias));
  }
  let weight = layer.firstWeight;
  for (let unit = 0; unit < layer.units; unit++) {
    const delta = pass.deltas[start + unit] ?? Number.NaN;
    for (let input = 0; input < layer.inputs; input++) {
      gradients[weight + input] =
        (gradients[weight + input] ?? Number.NaN) + delta * (layer.carried[from + input] ?? Number.NaN);
    }
    if (layer.bias !== undefined) {
      const bias = layer.firstBias + unit * layer.biasStride;
      gradients[bias] = (gradients[bias] ?? Number.NaN) + delta;
    }
    weight += layer.inputs;
  }
}
