import { type Activation, activationOf } from '../models/activations.ts';
import { safeOutputSize } from '../models/finite-error.ts';
import { type Loss, lossOf } from '../models/losses.ts';
import type { Layer } from '../models/network.ts';
import type { CompiledRule } from '../training/compiled-rule.ts';
import type { DenseExperiment } from '../training/experiment.ts';
import { compiledRuleOf } from '../training/optimizers.ts';

/**
 * The arrays that `forward`, `backward` and `runUpdate` read and write. They are allocated once, and each pass
 * overwrites them. The unit arrays `nets`, `outs` and `deltas` hold `rows` samples at a time, one sample in each row of
 * `unitCount` numbers:
 *
 *     row 0 | layer 1 | layer 2 | … |
 *     row 1 | layer 1 | layer 2 | … |
 *           0         firstUnit of layer 2
 */
export interface Workspace {
  readonly experiment: DenseExperiment;
  readonly rows: number;
  readonly unitCount: number;
  readonly layers: readonly WorkspaceLayer[];
  readonly targets: Float64Array;
  /** If all outputs of a sample are smaller, its E_total is finite. */
  readonly safeOutputSize: number;
  readonly loss: Loss;
  readonly weightUpdate: CompiledRule;
  readonly biasUpdate: CompiledRule;
  /** Whether a layer is updated before δ is propagated back through it. */
  readonly isLayerByLayer: boolean;
  readonly nets: Float64Array;
  readonly outs: Float64Array;
  /** δ = ∂E/∂net. */
  readonly deltas: Float64Array;
  /** ∂E/∂θ, summed over a batch of several samples, in the order of the parameters. Not used for a batch of one. */
  readonly gradients: Float64Array;
}

/** A layer, with values that are looked up once instead of in every pass. */
export interface WorkspaceLayer extends Layer {
  /** The value and the derivative of the activation; undefined for softmax. */
  readonly activationFunctions: Activation | undefined;
  /**
   * The array that contains this layer's inputs: for layer 1 the inputs of all samples, else `Workspace.outs`.
   * `inputStart` returns the index of the layer's first input.
   */
  readonly layerInputs: Float64Array;
  /**
   * The distance between the biases of neighbouring units in the parameter array: 1 if each unit has its own bias. 0 if
   * all units share one bias, and if the layer has no bias.
   */
  readonly biasStride: 0 | 1;
}

/** `rows` is the number of samples that the unit arrays hold at a time. */
export function createWorkspace(experiment: DenseExperiment, rows: number): Workspace {
  const { network, samples } = experiment;
  const unitArray = () => new Float64Array(rows * network.unitCount);
  const outs = unitArray();
  return {
    experiment,
    rows,
    unitCount: network.unitCount,
    layers: network.layers.map((layer, at) => ({
      ...layer,
      activationFunctions: layer.activation === 'softmax' ? undefined : activationOf(layer.activation),
      layerInputs: at === 0 ? samples.inputs : outs,
      biasStride: layer.bias?.each === 'unit' ? 1 : 0,
    })),
    targets: samples.targets,
    safeOutputSize: safeOutputSize(samples.targets),
    loss: lossOf(experiment.loss),
    weightUpdate: compiledRuleOf(experiment.optimizer, 'weight', network.parameterCount),
    biasUpdate: compiledRuleOf(experiment.optimizer, 'bias', network.parameterCount),
    isLayerByLayer: experiment.updateOrder === 'layer-by-layer',
    nets: unitArray(),
    outs,
    deltas: unitArray(),
    gradients: new Float64Array(network.parameterCount),
  };
}

/** The smallest number of rows with which `runUpdate` can run the updates of an experiment. */
export function rowsNeeded({ updateOrder, batchSize }: DenseExperiment): number {
  return updateOrder === 'layer-by-layer' ? batchSize : 1;
}

/** The index of a layer's first input in `layer.layerInputs`, for a sample whose outs are in row `row`. */
export function inputStart(unitCount: number, layer: WorkspaceLayer, sample: number, row: number): number {
  if (layer.number === 1) return sample * layer.fanIn;
  return row * unitCount + layer.firstUnit - layer.fanIn;
}
