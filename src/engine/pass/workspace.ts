import { type Activation, activationOf } from '../models/activations.ts';
import { type Loss, lossOf } from '../models/losses.ts';
import type { Layer } from '../models/network.ts';
import type { Experiment } from '../training/experiment.ts';
import { coefficientsOf, updateRuleOf } from '../training/optimizers.ts';
import type { Coefficients, UpdateRule } from '../training/update-rules.ts';

/**
 * The working arrays of whole updates, made once and written over by `forward`, `backward` and `runUpdate`. The unit
 * arrays have `rows` rows of `Network.unitCount` numbers, a row for each sample that has to be remembered at a time,
 * with a layer's units from `Layer.firstUnit` on.
 */
export interface Workspace {
  readonly experiment: Experiment;
  readonly rows: number;
  /** The length of a row: `Network.unitCount`. */
  readonly unitCount: number;
  readonly layers: readonly WorkspaceLayer[];
  readonly targets: Float64Array;
  readonly loss: Loss;
  /** Moves one parameter, given its ∂E_total/∂θ. */
  readonly applyRule: UpdateRule['apply'];
  /** For `move`: those of the update that is being run. */
  readonly coefficients: Coefficients;
  /** Whether a layer moves before δ is carried back through it. */
  readonly isByLayer: boolean;
  readonly nets: Float64Array;
  readonly outs: Float64Array;
  /** δ = ∂E/∂net. */
  readonly deltas: Float64Array;
  /** ∂E/∂θ summed over a batch of several, in the order of the parameters. */
  readonly gradients: Float64Array;
}

/** A layer with what a pass would otherwise look up for each of its units. */
export interface WorkspaceLayer extends Layer {
  /** The activation's row of the table; undefined for softmax. */
  readonly activationRow: Activation | undefined;
  /** The outs this layer takes in: those of the layer before, in the same row, or the samples' inputs. */
  readonly layerInputs: Float64Array;
  /** 1 where each unit has a bias of its own, 0 where the layer shares one. */
  readonly biasStride: 0 | 1;
}

/** Room for `rows` samples at a time. */
export function createWorkspace(experiment: Experiment, rows: number): Workspace {
  const { network, samples, optimizer } = experiment;
  const array = () => new Float64Array(rows * network.unitCount);
  const outs = array();
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
    isByLayer: experiment.updateOrder === 'layer-by-layer',
    nets: array(),
    outs,
    deltas: array(),
    gradients: new Float64Array(network.parameterCount),
  };
}

/** Rows that updates of this experiment need when nothing but the parameters is wanted. */
export function rowsNeeded({ updateOrder, batchSize }: Experiment): number {
  return updateOrder === 'layer-by-layer' ? batchSize : 1;
}

/** Where the outs that a layer takes in start in its `carried`. */
export function inputStart(pass: Workspace, layer: WorkspaceLayer, sample: number, row: number): number {
  if (layer.number === 1) return sample * layer.fanIn;
  return row * pass.unitCount + layer.firstUnit - layer.fanIn;
}
