import { biasCount } from '../models/network.ts';
import { hasBiasWithoutEffect } from '../models/parameters.ts';
import { batchDivisor, optimizerStep, sampleAt, type Update } from '../training/update.ts';
import { backpropagate, backward, computeOutputDeltas } from './backward-pass.ts';
import { largeErrorOf } from './error-overflow.ts';
import { forward } from './forward-pass.ts';
import { updateLayerOnBatch, updateLayerOnSample } from './parameter-update.ts';
import { inSlices } from './slices.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/**
 * Runs one update and changes `state` in place. `state` holds the parameters, then the optimizer's states. The numbers
 * of sample k of the batch, counted from 0, are written to row k modulo `rows` of `nets`, `outs` and `deltas`, where a
 * later sample may overwrite them. Layer-by-layer updates need a row for each sample of the batch. Returns whether
 * E_total of the batch is finite; it is not computed for this.
 */
export function runUpdate(workspace: Workspace, state: Float64Array, update: Update): boolean {
  setTimeSteps(workspace, update);
  if (update.size === 1) return updateOnSample(workspace, state, sampleAt(update, 0));
  if (workspace.isLayerByLayer) return updateLayerByLayer(workspace, state, update);
  return updateSimultaneously(workspace, state, update);
}

function setTimeSteps({ weightUpdate, biasUpdate }: Workspace, update: Update): void {
  weightUpdate.setTimeStep(optimizerStep(update));
  biasUpdate.setTimeStep(optimizerStep(update));
}

/** Runs an update on a batch of one sample. Applies each gradient as soon as it is computed. */
function updateOnSample(workspace: Workspace, state: Float64Array, sample: number): boolean {
  const { layers, isLayerByLayer } = workspace;
  forward(workspace, state, sample, 0);
  const largeError = largeErrorOf(workspace, sample, 0);
  computeOutputDeltas(workspace, sample, 0);
  for (let layerIndex = layers.length - 1; layerIndex >= 0; layerIndex--) {
    const layer = layers[layerIndex];
    if (layer === undefined) break;
    // Simultaneous updates propagate δ back through the old weights, layer-by-layer updates through the new weights.
    if (layerIndex > 0 && !isLayerByLayer) backpropagate(workspace, layerIndex, state, 0);
    updateLayerOnSample(workspace, layer, state, sample);
    if (layerIndex > 0 && isLayerByLayer) backpropagate(workspace, layerIndex, state, 0);
  }
  return Number.isFinite(largeError);
}

/**
 * `runUpdate` in slices of about `samplesAtOnce` samples. An update on one sample is not divided. Between two slices,
 * `state` is in the middle of the update, and nothing else may use the workspace. Computes the same bits as `runUpdate`,
 * which has loops of its own because the generators would slow down small batches by a fifth.
 */
export function* updateSlices(
  workspace: Workspace,
  state: Float64Array,
  update: Update,
  samplesAtOnce: number,
): Generator<void, boolean> {
  const { size } = update;
  if (size === 1) return runUpdate(workspace, state, update);
  setTimeSteps(workspace, update);
  const { layers, isLayerByLayer } = workspace;
  let largeErrors = 0;
  const addToSamples = isLayerByLayer ? passForward : addSamples;
  yield* inSlices(size, samplesAtOnce, (first, end) => {
    largeErrors += addToSamples(workspace, state, update, first, end);
  });
  for (const layer of layers.toReversed()) {
    if (isLayerByLayer) {
      yield* inSlices(size, samplesAtOnce, (first, end) => addGradientsOfRows(workspace, layer, update, first, end));
    }
    updateLayerOnBatch(workspace, layer, state, batchDivisor(update));
    if (isLayerByLayer && layer.number > 1) {
      yield* inSlices(size, samplesAtOnce, (first, end) => backpropagateRows(workspace, layer, state, first, end));
    }
  }
  return Number.isFinite(largeErrors);
}

function updateSimultaneously(workspace: Workspace, state: Float64Array, update: Update): boolean {
  const largeErrors = addSamples(workspace, state, update, 0, update.size);
  for (const layer of workspace.layers) updateLayerOnBatch(workspace, layer, state, batchDivisor(update));
  return Number.isFinite(largeErrors);
}

/**
 * Adds the gradients of the samples from place `first` of the batch up to, not including, place `end`. Returns the sum of
 * `largeErrorOf` over these samples.
 */
function addSamples(workspace: Workspace, state: Float64Array, update: Update, first: number, end: number): number {
  let largeErrors = 0;
  for (let place = first; place < end; place++) {
    const sample = sampleAt(update, place);
    const row = place % workspace.rows;
    forward(workspace, state, sample, row);
    largeErrors += largeErrorOf(workspace, sample, row);
    backward(workspace, state, sample, row);
    for (const layer of workspace.layers) addGradients(workspace, layer, sample, row, place === 0);
  }
  return largeErrors;
}

function updateLayerByLayer(workspace: Workspace, state: Float64Array, update: Update): boolean {
  const { size } = update;
  const largeErrors = passForward(workspace, state, update, 0, size);
  for (let layerIndex = workspace.layers.length - 1; layerIndex >= 0; layerIndex--) {
    const layer = workspace.layers[layerIndex];
    if (layer === undefined) break;
    addGradientsOfRows(workspace, layer, update, 0, size);
    updateLayerOnBatch(workspace, layer, state, batchDivisor(update));
    if (layerIndex > 0) backpropagateRows(workspace, layer, state, 0, size);
  }
  return Number.isFinite(largeErrors);
}

/**
 * Runs the forward pass of the rows from `first` up to, not including, `end`, and computes δ of the output layer. Returns
 * the sum of `largeErrorOf` over these rows.
 */
function passForward(workspace: Workspace, state: Float64Array, update: Update, first: number, end: number): number {
  let largeErrors = 0;
  for (let row = first; row < end; row++) {
    forward(workspace, state, sampleAt(update, row), row);
    largeErrors += largeErrorOf(workspace, sampleAt(update, row), row);
    computeOutputDeltas(workspace, sampleAt(update, row), row);
  }
  return largeErrors;
}

function addGradientsOfRows(
  workspace: Workspace,
  layer: WorkspaceLayer,
  update: Update,
  first: number,
  end: number,
): void {
  for (let row = first; row < end; row++) addGradients(workspace, layer, sampleAt(update, row), row, row === 0);
}

/** Computes δ of the layer before `layer`. */
function backpropagateRows(
  workspace: Workspace,
  layer: WorkspaceLayer,
  state: Float64Array,
  first: number,
  end: number,
): void {
  for (let row = first; row < end; row++) backpropagate(workspace, layer.number - 1, state, row);
}

/** Adds a layer's ∂E/∂θ for one sample to the sums in `gradients`. Before the first sample, sets the sums to 0. */
function addGradients(
  workspace: Workspace,
  layer: WorkspaceLayer,
  sample: number,
  row: number,
  isFirstSample: boolean,
): void {
  const { gradients } = workspace;
  const start = row * workspace.unitCount + layer.firstUnit;
  const firstInput = inputStart(workspace.unitCount, layer, sample, row);
  if (isFirstSample) {
    gradients.fill(0, layer.firstWeight, layer.firstWeight + layer.units * layer.fanIn);
    gradients.fill(0, layer.firstBias, layer.firstBias + biasCount(layer.units, layer.bias));
  }
  let weight = layer.firstWeight;
  for (let unit = 0; unit < layer.units; unit++) {
    const delta = workspace.deltas[start + unit] ?? Number.NaN;
    for (let input = 0; input < layer.fanIn; input++) {
      gradients[weight + input] =
        (gradients[weight + input] ?? Number.NaN) + delta * (layer.layerInputs[firstInput + input] ?? Number.NaN);
    }
    weight += layer.fanIn;
  }
  if (layer.bias !== undefined && !hasBiasWithoutEffect(layer)) addBiasGradients(workspace, layer, row);
}

/**
 * Adds a layer's ∂E/∂b for the sample in row `row`. If the units share one bias, first adds their δ, as the equations
 * do. In another order, rounding errors would differ.
 */
function addBiasGradients({ gradients, deltas, unitCount }: Workspace, layer: WorkspaceLayer, row: number): void {
  const { units, firstUnit, firstBias, biasStride } = layer;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const delta = deltas[row * unitCount + firstUnit + unit] ?? Number.NaN;
    if (biasStride === 1) gradients[firstBias + unit] = (gradients[firstBias + unit] ?? Number.NaN) + delta;
    else sum += delta;
  }
  if (biasStride === 0) gradients[firstBias] = (gradients[firstBias] ?? Number.NaN) + sum;
}
