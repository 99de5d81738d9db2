import { type Activation, activationOf } from '../models/activations.ts';
import { type Loss, lossOf } from '../models/losses.ts';
import type { Layer } from '../models/network.ts';
import type { Experiment } from '../training/experiment.ts';
import { coefficientsOf, updateRuleOf } from '../training/optimizers.ts';
import type { Coefficients, UpdateRule } from '../training/update-rules.ts';

/**
 * The arrays that `forward`, `backward` and `runUpdate` work in. They are allocated once and overwritten by each pass.
 * The unit arrays `nets`, `outs` and `deltas` hold `rows` samples at a time, one in each row of `unitCount` numbers:
 *
 *     row 0 | layer 1 | layer 2 | … |
 *     row 1 | layer 1 | layer 2 | … |
 *           0         firstUnit of layer 2
 */
export interface Workspace {
  readonly experiment: Experiment;
  readonly rows: number;
  readonly unitCount: number;
  readonly layers: readonly WorkspaceLayer[];
  readonly targets: Float64Array;
  readonly loss: Loss;
  /** Updates one parameter, given its ∂E_total/∂θ. */
  readonly applyRule: UpdateRule['apply'];
  /** The coefficients of `applyRule` in the present update. */
  readonly coefficients: Coefficients;
  /** Whether a layer is updated before δ is propagated back through it. */
  readonly isLayerByLayer: boolean;
  readonly nets: Float64Array;
  readonly outs: Float64Array;
  /** δ = ∂E/∂net. */
  readonly deltas: Float64Array;
  /** ∂E/∂θ, summed over a batch of several samples, in the order of the parameters. Not used for a batch of one. */
  readonly gradients: Float64Array;
}

/** A layer, with the values that a pass would otherwise look up for each unit. */
export interface WorkspaceLayer extends Layer {
  /** The activation's row in the table. Undefined for softmax. */
  readonly activationRow: Activation | undefined;
  /**
   * The array with this layer's inputs: `Workspace.outs`, or the inputs of the samples. `inputStart` gives the index.
   */
  readonly layerInputs: Float64Array;
  /** 1 if each unit has its own bias, 0 if all units share one. */
  readonly biasStride: 0 | 1;
}

/** `rows` is the number of samples that the unit arrays hold at a time. */
export function createWorkspace(experiment: Experiment, rows: number): Workspace {
  const { network, samples, optimizer } = experiment;
  const unitArray = () => new Float64Array(rows * network.unitCount);
  const outs = unitArray();
  return {
    experiment,
    rows,
    unitCount: network.unitCount,
    layers: network.layers.map((layer, at) => ({
      ...layer,
      activationRow: layer.activation === 'softmax' ? undefined : activationOf(layer.activation),
      layerInputs: at === 0 ? samples.inputs : outs,
      biasStride: layer.bias?.each === 'unit' ? 1 : 0,
    })),
    targets: samples.targets,
    loss: lossOf(experiment.loss),
    applyRule: updateRuleOf(optimizer).apply,
    coefficients: coefficientsOf(optimizer, network.parameterCount),
    isLayerByLayer: experiment.updateOrder === 'layer-by-layer',
    nets: unitArray(),
    outs,
    deltas: unitArray(),
    gradients: new Float64Array(network.parameterCount),
  };
}

/** The number of rows that an update needs to compute the new parameters. */
export function rowsNeeded({ updateOrder, batchSize }: Experiment): number {
  return updateOrder === 'layer-by-layer' ? batchSize : 1;
}

/** The index of a layer's first input in its `layerInputs`, for a sample whose outs are in row `row`. */
export function inputStart(unitCount: number, layer: WorkspaceLayer, sample: number, row: number): number {
  if (layer.number === 1) return sample * layer.fanIn;
  return row * unitCount + layer.firstUnit - layer.fanIn;
}
