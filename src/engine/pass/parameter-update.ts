import { biasCount } from '../models/network.ts';
import { hasBiasWithoutEffect } from '../models/parameters.ts';
import { type FastUpdate, inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/** Updates a layer's trained parameters and their optimizer states by the gradients of the sample in row 0. */
export function updateLayerOnSample(
  workspace: Workspace,
  layer: WorkspaceLayer,
  state: Float64Array,
  sample: number,
): void {
  updateWeights(workspace, layer, state, inputStart(workspace.unitCount, layer, sample, 0));
  if (layer.bias?.trainable) updateBiases(workspace, layer, state);
}

/**
 * Updates a layer's weights by ∂E/∂w = δ·out. The layer's inputs start at index `firstInput` of `layerInputs`. Updates
 * the weights of two units in one loop, so that each input is read half as often. If the number of units is odd, a
 * second loop updates the weights of the last unit.
 */
function updateWeights(workspace: Workspace, layer: WorkspaceLayer, state: Float64Array, firstInput: number): void {
  const { deltas } = workspace;
  const { apply, coefficients } = workspace.weightUpdate;
  const { units, fanIn, firstUnit, layerInputs } = layer;
  let weight = layer.firstWeight;
  let unit = 0;
  for (; unit + 1 < units; unit += 2) {
    const partnerWeight = weight + fanIn;
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    const partnerDelta = deltas[firstUnit + unit + 1] ?? Number.NaN;
    for (let input = 0; input < fanIn; input++) {
      const out = layerInputs[firstInput + input] ?? Number.NaN;
      apply(state, weight + input, delta * out, coefficients);
      apply(state, partnerWeight + input, partnerDelta * out, coefficients);
    }
    weight = partnerWeight + fanIn;
  }
  if (unit === units) return;
  const delta = deltas[firstUnit + unit] ?? Number.NaN;
  for (let input = 0; input < fanIn; input++) {
    apply(state, weight + input, delta * (layerInputs[firstInput + input] ?? Number.NaN), coefficients);
  }
}

/**
 * Updates a layer's biases. ∂E/∂b is δ of the unit. If the units share one bias, ∂E/∂b is the sum of their δ, which is 0
 * for a softmax.
 */
function updateBiases(workspace: Workspace, layer: WorkspaceLayer, state: Float64Array): void {
  const { deltas } = workspace;
  const { apply, coefficients } = workspace.biasUpdate;
  const { units, firstUnit, firstBias, biasStride } = layer;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    if (biasStride === 1) apply(state, firstBias + unit, delta, coefficients);
    else sum += delta;
  }
  if (biasStride === 0) apply(state, firstBias, hasBiasWithoutEffect(layer) ? 0 : sum, coefficients);
}

/** Updates a layer's trained parameters by the batch's gradients: the sums in `gradients` divided by `divisor`. */
export function updateLayerOnBatch(
  workspace: Workspace,
  layer: WorkspaceLayer,
  state: Float64Array,
  divisor: number,
): void {
  const { gradients, weightUpdate, biasUpdate } = workspace;
  const updateRange = ({ apply, coefficients }: FastUpdate, first: number, count: number): void => {
    for (let at = first; at < first + count; at++) {
      apply(state, at, (gradients[at] ?? Number.NaN) / divisor, coefficients);
    }
  };
  updateRange(weightUpdate, layer.firstWeight, layer.units * layer.fanIn);
  if (layer.bias?.trainable) updateRange(biasUpdate, layer.firstBias, biasCount(layer.units, layer.bias));
}
