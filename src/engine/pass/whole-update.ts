import { biasCount } from '../models/network.ts';
import { setTimeStep } from '../training/optimizers.ts';
import { optimizerStep, sampleAt, type Update } from '../training/update.ts';
import { backpropagate, backward, outputDeltas } from './backward-pass.ts';
import { forward } from './forward-pass.ts';
import { updateLayerOnBatch, updateLayerOnSample } from './parameter-update.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/**
 * One update, moving `state` in place: the parameters, then what the optimizer keeps of them. The sample at place k of
 * the batch is worked in row k mod `rows`; what its row holds afterwards is that sample's. Layer by layer, a pass needs
 * a row for each.
 */
export function runUpdate(pass: Workspace, state: Float64Array, update: Update): void {
  setTimeStep(pass.coefficients, optimizerStep(update));
  if (update.size === 1) updateOnSample(pass, state, sampleAt(update, 0));
  else if (pass.isByLayer) updateByLayer(pass, state, update);
  else updateAtOnce(pass, state, update);
}

/** Nothing has to be added up over a batch: each gradient moves its parameter at once. */
function updateOnSample(pass: Workspace, state: Float64Array, sample: number): void {
  const { layers, isByLayer } = pass;
  forward(pass, state, sample, 0);
  outputDeltas(pass, sample, 0);
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    if (layer === undefined) return;
    if (at > 0 && !isByLayer) backpropagate(pass, at, state, 0);
    updateLayerOnSample(pass, layer, state, sample);
    if (at > 0 && isByLayer) backpropagate(pass, at, state, 0);
  }
}

function updateAtOnce(pass: Workspace, state: Float64Array, update: Update): void {
  const { size } = update;
  for (let place = 0; place < size; place++) {
    const sample = sampleAt(update, place);
    const row = place % pass.rows;
    forward(pass, state, sample, row);
    backward(pass, state, sample, row);
    for (const layer of pass.layers) addGradients(pass, layer, sample, row, place === 0);
  }
  for (const layer of pass.layers) updateLayerOnBatch(pass, layer, state, size);
}

function updateByLayer(pass: Workspace, state: Float64Array, update: Update): void {
  const { size } = update;
  for (let row = 0; row < size; row++) {
    forward(pass, state, sampleAt(update, row), row);
    outputDeltas(pass, sampleAt(update, row), row);
  }
  for (let at = pass.layers.length - 1; at >= 0; at--) {
    const layer = pass.layers[at];
    if (layer === undefined) return;
    for (let row = 0; row < size; row++) addGradients(pass, layer, sampleAt(update, row), row, row === 0);
    updateLayerOnBatch(pass, layer, state, size);
    if (at > 0) for (let row = 0; row < size; row++) backpropagate(pass, at, state, row);
  }
}

/** Adds one sample's ∂E/∂θ of a layer to the batch's sum, or starts that sum. */
function addGradients(pass: Workspace, layer: WorkspaceLayer, sample: number, row: number, isFirst: boolean): void {
  const { gradients } = pass;
  const start = row * pass.unitCount + layer.firstUnit;
  const from = inputStart(pass, layer, sample, row);
  if (isFirst) {
    gradients.fill(0, layer.firstWeight, layer.firstWeight + layer.units * layer.fanIn);
    gradients.fill(0, layer.firstBias, layer.firstBias + biasCount(layer.units, layer.bias));
  }
  let weight = layer.firstWeight;
  for (let unit = 0; unit < layer.units; unit++) {
    const delta = pass.deltas[start + unit] ?? Number.NaN;
    for (let input = 0; input < layer.fanIn; input++) {
      gradients[weight + input] =
        (gradients[weight + input] ?? Number.NaN) + delta * (layer.layerInputs[from + input] ?? Number.NaN);
    }
    if (layer.bias !== undefined) {
      const bias = layer.firstBias + unit * layer.biasStride;
      gradients[bias] = (gradients[bias] ?? Number.NaN) + delta;
    }
    weight += layer.fanIn;
  }
}
