import type { Quantity } from '../expressions/quantity.ts';
import type { ActivationName } from '../models/activations.ts';
import { lossOf } from '../models/losses.ts';
import { isOutput, layerAt } from '../models/network.ts';
import { type BiasParameter, type Parameter, parameterAt } from '../models/parameters.ts';
import type { Update } from '../training/update.ts';
import { sumOfTargets } from './equation.ts';

/**
 * A whole layer's numbers at once, on one sample. W is a matrix with a row for each unit and a column for each of its
 * inputs; the others are columns of one number a unit, but for the one b that a layer may share. `out` of layer 0 is the
 * inputs.
 */
export type VectorExpression =
  /** `isNew`: after the update. */
  | { readonly kind: 'layer'; readonly name: LayerName; readonly layer: number; readonly isNew: boolean }
  /** ∂E_total over a layer's numbers, in their shape. */
  | { readonly kind: 'gradient'; readonly of: LayerName; readonly layer: number }
  | { readonly kind: 'transposed'; readonly of: VectorExpression }
  /** f or f′ of each number. */
  | {
      readonly kind: 'activation';
      readonly name: ActivationName;
      readonly isSlope: boolean;
      readonly of: VectorExpression;
    }
  /** Matrix product, product number by number, sum, difference. */
  | {
      readonly kind: 'times' | 'each times' | 'plus' | 'minus';
      readonly left: VectorExpression;
      readonly right: VectorExpression;
    }
  /** The sum of a column's numbers. */
  | { readonly kind: 'total'; readonly of: VectorExpression };

export type LayerName = 'W' | 'b' | 'net' | 'out' | 'delta' | 'target';

export interface VectorEquation {
  readonly left: VectorExpression;
  readonly right: VectorExpression;
}

const of = (name: LayerName, layer: number, isNew = false): VectorExpression => ({ kind: 'layer', name, layer, isNew });
const gradientOf = (name: LayerName, layer: number): VectorExpression => ({ kind: 'gradient', of: name, layer });
const transposed = (expression: VectorExpression): VectorExpression => ({ kind: 'transposed', of: expression });
const two =
  (kind: 'times' | 'each times' | 'plus' | 'minus') =>
  (left: VectorExpression, right: VectorExpression): VectorExpression => ({ kind, left, right });
const times = two('times');
const eachTimes = two('each times');
const plus = two('plus');
const minus = two('minus');

/**
 * The equations of a whole layer on one sample that a quantity's own is one number of: those that a program computes with
 * matrices. Empty where there is no more to say of a layer than of one number.
 */
export function vectorFormOf(update: Update, quantity: Quantity): readonly VectorEquation[] {
  const { network } = update.experiment;
  switch (quantity.kind) {
    case 'net':
      return [netForm(update, quantity.layer)];
    case 'out':
      return [outForm(update, quantity.layer), netForm(update, quantity.layer)];
    case 'delta':
    case 'out-gradient':
    case 'path':
      return deltaForms(update, quantity.layer, quantity.sample);
    case 'gradient': {
      if (quantity.sample === undefined && update.size > 1) return [];
      const parameter = parameterAt(network, quantity.parameter);
      return [gradientForm(parameter), ...deltaForms(update, parameter.layer, quantity.sample)];
    }
    default:
      return [];
  }
}

/** net = W·out + b. */
function netForm({ experiment: { network } }: Update, layer: number): VectorEquation {
  const weighted = times(of('W', layer), of('out', layer - 1));
  const { bias } = layerAt(network, layer);
  return { left: of('net', layer), right: bias === undefined ? weighted : plus(weighted, of('b', layer)) };
}

/** out = f(net). */
function outForm({ experiment: { network } }: Update, layer: number): VectorEquation {
  const { activation } = layerAt(network, layer);
  return {
    left: of('out', layer),
    right: { kind: 'activation', name: activation, isSlope: false, of: of('net', layer) },
  };
}

/** How δ comes to a layer: its own δ, and those of the layers after it. */
function deltaForms(update: Update, layer: number, sample: number | undefined): readonly VectorEquation[] {
  return update.experiment.network.layers
    .filter(({ number }) => number >= layer)
    .map(({ number }) => deltaForm(update, number, sample));
}

/** δ = Wᵀδ ⊙ f′(net) of a hidden layer; of the outputs ∂E/∂out ⊙ f′(net), or out − target where the loss leaves that. */
function deltaForm(update: Update, layer: number, sample: number | undefined): VectorEquation {
  const { network, loss, updateOrder } = update.experiment;
  const { activation } = layerAt(network, layer);
  const slope: VectorExpression = { kind: 'activation', name: activation, isSlope: true, of: of('net', layer) };
  const left = of('delta', layer);
  if (!isOutput(network, layer)) {
    const weights = of('W', layer + 1, updateOrder === 'layer-by-layer');
    return { left, right: eachTimes(times(transposed(weights), of('delta', layer + 1)), slope) };
  }
  const row = lossOf(loss);
  if (row.kind === 'plain') return { left, right: eachTimes(gradientOf('out', layer), slope) };
  const isWhole = !row.needsAllTargets || sumOfTargets(update, sample) === 1;
  const share = isWhole ? of('out', layer) : times({ kind: 'total', of: of('target', layer) }, of('out', layer));
  return { left, right: minus(share, of('target', layer)) };
}

/** ∂E/∂W = δ·outᵀ; ∂E/∂b = δ, or its sum where a layer shares its bias. */
function gradientForm(parameter: Parameter): VectorEquation {
  const { kind, layer } = parameter;
  if (kind === 'bias') return biasForm(parameter);
  return { left: gradientOf('W', layer), right: times(of('delta', layer), transposed(of('out', layer - 1))) };
}

function biasForm({ layer, unit }: BiasParameter): VectorEquation {
  const delta = of('delta', layer);
  return { left: gradientOf('b', layer), right: unit === undefined ? { kind: 'total', of: delta } : delta };
}
