import { biasCount } from '../models/network.ts';
import { hasBiasWithoutEffect } from '../models/parameters.ts';
import { inputStart, type Workspace, type WorkspaceLayer } from './workspace.ts';

/** Updates a layer's trained parameters and their optimizer states by the gradients of the sample in row 0. */
export function updateLayerOnSample(
  workspace: Workspace,
  layer: WorkspaceLayer,
  state: Float64Array,
  sample: number,
): void {
  const { deltas, unitCount, weightUpdate } = workspace;
  const { firstWeight, units, fanIn, firstUnit, layerInputs } = layer;
  const firstInput = inputStart(unitCount, layer, sample, 0);
  weightUpdate.updateWeights(
    state,
    { firstWeight, units, fanIn, firstDelta: firstUnit, firstInput },
    deltas,
    layerInputs,
  );
  if (layer.bias?.trainable) updateBiases(workspace, layer, state);
}

/**
 * Updates a layer's biases. ∂E/∂b is δ of the unit. If the units share one bias, ∂E/∂b is the sum of their δ, which is 0
 * for a softmax.
 */
function updateBiases({ deltas, biasUpdate }: Workspace, layer: WorkspaceLayer, state: Float64Array): void {
  const { units, firstUnit, firstBias, biasStride } = layer;
  let sum = 0;
  for (let unit = 0; unit < units; unit++) {
    const delta = deltas[firstUnit + unit] ?? Number.NaN;
    if (biasStride === 1) biasUpdate.updateOne(state, firstBias + unit, delta);
    else sum += delta;
  }
  if (biasStride === 0) biasUpdate.updateOne(state, firstBias, hasBiasWithoutEffect(layer) ? 0 : sum);
}

/** Updates a layer's trained parameters by the batch's gradients: the sums in `gradients` divided by `divisor`. */
export function updateLayerOnBatch(
  { gradients, weightUpdate, biasUpdate }: Workspace,
  { firstWeight, firstBias, units, fanIn, bias }: WorkspaceLayer,
  state: Float64Array,
  divisor: number,
): void {
  weightUpdate.updateRange(state, firstWeight, units * fanIn, gradients, divisor);
  if (bias?.trainable) biasUpdate.updateRange(state, firstBias, biasCount(units, bias), gradients, divisor);
}
