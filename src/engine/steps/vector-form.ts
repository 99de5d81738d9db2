import type { Quantity } from '../graph/quantity.ts';
import type { ActivationName } from '../models/activations.ts';
import { lossOf } from '../models/losses.ts';
import { isOutput, layerAt } from '../models/network.ts';
import { type BiasParameter, type Parameter, parameterAt } from '../models/parameters.ts';
import { type DenseUpdate, isDenseUpdate, type Update } from '../training/update.ts';
import { sumOfTargets } from './equation.ts';

/**
 * An expression with the matrices and column vectors of whole layers, for one sample. The matrix W has a row for each
 * unit and a column for each input of the layer. net, out, delta, target and b are column vectors with one number for
 * each unit. If the units share one bias, b is a single number. The out of layer 0 is the inputs.
 */
export type VectorExpression =
  /** The numbers of a layer: their values after the update if `isNew`, else before the update. */
  | { readonly kind: 'layer'; readonly name: LayerName; readonly layer: number; readonly isNew: boolean }
  /** The derivatives of E_total by the numbers of a layer, in the shape of these numbers. */
  | { readonly kind: 'gradient'; readonly of: LayerName; readonly layer: number }
  | { readonly kind: 'transposed'; readonly of: VectorExpression }
  /** f of each number, or f′ of each number if `isDerivative`. */
  | {
      readonly kind: 'activation';
      readonly name: ActivationName;
      readonly isDerivative: boolean;
      readonly of: VectorExpression;
    }
  /** Matrix product, elementwise product, sum, difference. */
  | {
      readonly kind: 'times' | 'elementwise times' | 'plus' | 'minus';
      readonly left: VectorExpression;
      readonly right: VectorExpression;
    }
  /** The sum of the numbers of a column. */
  | { readonly kind: 'total'; readonly of: VectorExpression };

export type LayerName = 'W' | 'b' | 'net' | 'out' | 'delta' | 'target';

export interface VectorEquation {
  readonly left: VectorExpression;
  readonly right: VectorExpression;
}

const layerNumbers = (name: LayerName, layer: number, isNew = false): VectorExpression => ({
  kind: 'layer',
  name,
  layer,
  isNew,
});
const gradientOf = (name: LayerName, layer: number): VectorExpression => ({ kind: 'gradient', of: name, layer });
const transposed = (expression: VectorExpression): VectorExpression => ({ kind: 'transposed', of: expression });
const binary =
  (kind: 'times' | 'elementwise times' | 'plus' | 'minus') =>
  (left: VectorExpression, right: VectorExpression): VectorExpression => ({ kind, left, right });
const times = binary('times');
const elementwiseTimes = binary('elementwise times');
const plus = binary('plus');
const minus = binary('minus');

/**
 * The equations by which a program with matrices computes a quantity for all units of the layer together, for one
 * sample. Empty if the quantity is not computed in this way, and for a formula.
 */
export function vectorFormOf(update: Update, quantity: Quantity): readonly VectorEquation[] {
  return isDenseUpdate(update) ? formsOf(update, quantity) : [];
}

function formsOf(update: DenseUpdate, quantity: Quantity): readonly VectorEquation[] {
  const { block, index } = quantity.of;
  switch (quantity.kind) {
    case 'value':
      if (block.role === 'net') return [netForm(update, block.layer)];
      return block.role === 'out' ? [outForm(update, block.layer), netForm(update, block.layer)] : [];
    case 'gradient':
      return block.role === 'parameter'
        ? gradientForms(update, index, quantity.sample)
        : deltaFormsOf(update, quantity);
    case 'path':
      return deltaFormsOf(update, quantity);
    case 'local':
      return [];
  }
}

function gradientForms(update: DenseUpdate, index: number, sample: number | undefined): readonly VectorEquation[] {
  if (sample === undefined && update.size > 1) return [];
  const parameter = parameterAt(update.experiment.network, index);
  return [gradientForm(parameter), ...deltaForms(update, parameter.layer, sample)];
}

function deltaFormsOf(update: DenseUpdate, { of: { block }, sample }: Quantity): readonly VectorEquation[] {
  return block.role === 'net' || block.role === 'out' ? deltaForms(update, block.layer, sample) : [];
}

/** net = W·out + b. */
function netForm({ experiment: { network } }: DenseUpdate, layer: number): VectorEquation {
  const weighted = times(layerNumbers('W', layer), layerNumbers('out', layer - 1));
  const { bias } = layerAt(network, layer);
  return {
    left: layerNumbers('net', layer),
    right: bias === undefined ? weighted : plus(weighted, layerNumbers('b', layer)),
  };
}

/** out = f(net). */
function outForm({ experiment: { network } }: DenseUpdate, layer: number): VectorEquation {
  const { activation } = layerAt(network, layer);
  return {
    left: layerNumbers('out', layer),
    right: { kind: 'activation', name: activation, isDerivative: false, of: layerNumbers('net', layer) },
  };
}

/** The equations of δ in a layer and in all layers after it. */
function deltaForms(update: DenseUpdate, layer: number, sample: number | undefined): readonly VectorEquation[] {
  return update.experiment.network.layers
    .filter(({ number }) => number >= layer)
    .map(({ number }) => deltaForm(update, number, sample));
}

/**
 * δ = Wᵀδ ⊙ f′(net) for a hidden layer, where W and the second δ belong to the next layer. For the outputs,
 * δ = ∂E/∂out ⊙ f′(net), or δ = out − target with a fused loss, which gives δ in one step, without ∂E/∂out. With
 * softmax, out is multiplied by Σ target if this sum is not 1.
 */
function deltaForm(update: DenseUpdate, layer: number, sample: number | undefined): VectorEquation {
  const { network, loss: lossName, updateOrder } = update.experiment;
  const { activation } = layerAt(network, layer);
  const derivative: VectorExpression = {
    kind: 'activation',
    name: activation,
    isDerivative: true,
    of: layerNumbers('net', layer),
  };
  const left = layerNumbers('delta', layer);
  if (!isOutput(network, layer)) {
    const weights = layerNumbers('W', layer + 1, updateOrder === 'layer-by-layer');
    return { left, right: elementwiseTimes(times(transposed(weights), layerNumbers('delta', layer + 1)), derivative) };
  }
  const loss = lossOf(lossName);
  if (loss.kind === 'plain') return { left, right: elementwiseTimes(gradientOf('out', layer), derivative) };
  const needsTargetSum = loss.needsAllTargets && sumOfTargets(update, sample) !== 1;
  const [out, target] = [layerNumbers('out', layer), layerNumbers('target', layer)];
  return { left, right: minus(needsTargetSum ? times({ kind: 'total', of: target }, out) : out, target) };
}

/** ∂E/∂W = δ·outᵀ, where out belongs to the previous layer. */
function gradientForm(parameter: Parameter): VectorEquation {
  const { kind, layer } = parameter;
  if (kind === 'bias') return biasForm(parameter);
  return {
    left: gradientOf('W', layer),
    right: times(layerNumbers('delta', layer), transposed(layerNumbers('out', layer - 1))),
  };
}

/** ∂E/∂b = δ, or the sum of the numbers of δ if all units of the layer share one bias. */
function biasForm({ layer, unit }: BiasParameter): VectorEquation {
  const delta = layerNumbers('delta', layer);
  return { left: gradientOf('b', layer), right: unit === undefined ? { kind: 'total', of: delta } : delta };
}
