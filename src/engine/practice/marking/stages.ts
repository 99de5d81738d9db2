import type { Node } from '../../graph/node.ts';
import type { Quantity, Value } from '../../graph/quantity.ts';
import { parameterAt } from '../../models/parameters.ts';
import type { DenseExperiment, Experiment, FormulaExperiment } from '../../training/experiment.ts';

/**
 * When a quantity is computed in an update. A quantity depends only on quantities of earlier stages, so a mistake in one
 * stage changes no other number of this stage or of an earlier one. The quantities of the update stage are an exception:
 * they depend on each other.
 */
export function stageOf(experiment: Experiment, quantity: Quantity): number {
  return experiment.kind === 'dense' ? denseStage(experiment, quantity) : formulaStage(experiment, quantity);
}

/** The stages of a layer in the forward phase: net, out. In the backward phase: paths, ∂E/∂out and f′, δ, ∂E/∂w. */
const stagesOfLayer = { forward: 2, backward: 4 } as const;

/** Layers forward, the error, layers from the last one back, the update. Given numbers have stage −1. */
function denseStage(experiment: DenseExperiment, quantity: Quantity): number {
  const { network } = experiment;
  if (quantity.kind === 'value') return valueStage(experiment, quantity);
  const node = quantity.kind === 'local' ? quantity.by : quantity.of;
  const start = errorStage(experiment) + 2;
  const backward = start + stagesOfLayer.backward * (network.layers.length - layerOf(network, node));
  const { role } = node.block;
  switch (quantity.kind) {
    case 'path':
      return backward;
    case 'gradient':
      if (role === 'parameter') return backward + (quantity.sample === undefined ? 3.5 : 3);
      return backward + (role === 'net' ? 2 : 1);
    case 'local':
      // ∂net/∂out of the next layer is a factor of the paths of this layer.
      if (role === 'out' || role === 'input') return backward - 0.5;
      return backward + (role === 'parameter' ? 2.5 : 1);
  }
}

function valueStage(experiment: DenseExperiment, { of: { block }, after }: Value): number {
  const error = errorStage(experiment);
  const update = updateStage(experiment);
  if (after === true || block.role === 'optimizer') return update;
  switch (block.role) {
    case 'net':
      return stagesOfLayer.forward * block.layer;
    case 'out':
      return stagesOfLayer.forward * block.layer + 1;
    case 'error':
      return error;
    case 'total-error':
      return error + 1;
    case 'setting':
    case 'update-number':
      return update - 0.5;
    case 'input':
    case 'target':
    case 'parameter':
    case 'equation':
      return -1;
  }
}

/** The stage of everything that the update computes: the variables of the optimizer, the new parameters, E_total⁺. */
export function updateStage(experiment: Experiment): number {
  if (experiment.kind === 'formula') return 3 * experiment.formula.equations.length + 3;
  const error = errorStage(experiment);
  // In a layer-by-layer update, new weights are computed among the gradients.
  if (experiment.updateOrder === 'layer-by-layer') return error;
  return error + 3 + stagesOfLayer.backward * (experiment.network.layers.length + 1);
}

/** The stage up to which a change in `stage` changes no other number. The quantities of the update depend on each other. */
export function knownUpTo(experiment: Experiment, stage: number): number {
  return Math.min(stage, updateStage(experiment) - 0.25);
}

/** Conventions change no number up to this stage. */
export function lastForwardStage(experiment: Experiment): number {
  return experiment.kind === 'dense' ? errorStage(experiment) - 0.5 : Number.NEGATIVE_INFINITY;
}

function errorStage({ network }: DenseExperiment): number {
  return stagesOfLayer.forward * (network.layers.length + 1);
}

/** The layer of a unit or of a parameter. 0 for every other node. */
function layerOf(network: DenseExperiment['network'], { block, index }: Node): number {
  if (block.role === 'net' || block.role === 'out') return block.layer;
  return block.role === 'parameter' ? parameterAt(network, index).layer : 0;
}

/** The stage of a value is the index of its equation, and that of a gradient counts from there backwards. */
function formulaStage(experiment: FormulaExperiment, quantity: Quantity): number {
  const { formula } = experiment;
  const count = formula.equations.length;
  const indexOf = ({ block, index }: Node): number => (block.role === 'equation' ? index : -1);
  switch (quantity.kind) {
    case 'value':
      if (quantity.of.block.role === 'setting') return updateStage(experiment) - 0.5;
      if (quantity.after === true || quantity.of.block.role === 'optimizer') return updateStage(experiment);
      return indexOf(quantity.of);
    case 'path':
      return 2 * count - indexOf(quantity.of) - 0.25;
    case 'gradient':
      return 2 * count - indexOf(quantity.of) + (quantity.sample === undefined ? 0.25 : 0);
    case 'local':
      // It is a factor of the paths of `by`, which come later than the gradient of `of`.
      return 2 * count - indexOf(quantity.of) + 0.5;
  }
}
