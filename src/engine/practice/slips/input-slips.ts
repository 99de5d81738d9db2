import { constant, difference, type Expression, product, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import type { NodeOf } from '../../graph/node.ts';
import {
  isAfterUpdate,
  isGradientOf,
  isLocalOf,
  isValueOf,
  type LocalDerivative,
  type Quantity,
} from '../../graph/quantity.ts';
import {
  layerInputValue,
  newParameterValue,
  parameterGradient,
  parameterValue,
} from '../../models/dense-quantities.ts';
import { type Layer, layerAt, type Network, unitsIn } from '../../models/network.ts';
import { biasIndex, parameterAt, type Weight, weightIndex } from '../../models/parameters.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  type DenseContext,
  inNetworks,
  neighboursOf,
  replaceOne,
  type Slip,
  type SlipContext,
  type Variant,
} from './slip.ts';

/** A wrong weight or a wrong input is used, or the bias is forgotten. */
export const inputSlips = [
  {
    /** Old weights in the backward pass of a layer-by-layer update, or E_total in place of E_total⁺. */
    name: 'old-weight-used',
    area: 'factor',
    *variants(context) {
      const { quantity, values } = context.question;
      if (quantity.kind === 'value' && isAfterUpdate(quantity) && isValueOf(quantity, 'total-error', 'equation')) {
        yield { changeResult: () => values.numberOf({ ...quantity, after: false }) };
      }
      yield* oldBackwardWeights(context);
    },
  },
  {
    name: 'updated-weight-used',
    area: 'factor',
    variants: inNetworks(newWeightsUsed),
  },
  {
    name: 'weights-transposed',
    area: 'factor',
    variants: inNetworks((context) =>
      atBackwardWeights(
        context,
        context.experiment.updateOrder === 'simultaneous' ? parameterValue : newParameterValue,
        transposedIndex,
      ),
    ),
  },
  {
    name: 'weight-for-input',
    area: 'factor',
    variants: inNetworks(weightForInput),
  },
  {
    name: 'input-of-other-weight',
    area: 'factor',
    variants: inNetworks(inputOfOtherWeight),
  },
  {
    /** The weights are read along the columns of the matrix instead of along its rows. */
    name: 'weights-by-column',
    area: 'factor',
    variants: inNetworks(weightsByColumn),
  },
  { name: 'bias-forgotten', area: 'factor', variants: inNetworks(biasForgotten) },
] as const satisfies readonly Slip[];

function* oldBackwardWeights(context: SlipContext): IterableIterator<Variant> {
  if (context.experiment.updateOrder === 'layer-by-layer') {
    yield* inNetworks((dense) => atBackwardWeights(dense, parameterValue, rightIndex))(context);
  }
}

function* newWeightsUsed(context: DenseContext): IterableIterator<Variant> {
  if (context.experiment.updateOrder === 'simultaneous') {
    yield* atBackwardWeights(context, newParameterValue, rightIndex);
  }
  const net = netTerms(context);
  if (net === undefined) return;
  const { layer, unit } = net;
  yield withWeights(context, net, (input) => newParameterValue(weightIndex(layer, unit, input)));
}

function* weightForInput(context: DenseContext): IterableIterator<Variant> {
  for (const { factor, parameter } of inputFactors(context)) {
    yield { about: factor, replace: replaceOne(context, factor, () => ref(parameterValue(parameter))) };
  }
}

function* inputOfOtherWeight(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const { factor, weight } of inputFactors(context)) {
    for (const input of neighboursOf(weight.input, unitsIn(network, weight.layer - 1))) {
      const otherInput = ({ sample }: typeof factor) => outOrInput(weight.layer - 1, input, sample);
      yield { about: factor, replace: replaceOne(context, factor, otherInput) };
    }
  }
  yield* inputTakenTwice(context);
}

function* weightsByColumn(context: DenseContext): IterableIterator<Variant> {
  yield* gradientsByColumn(context);
  const net = netTerms(context);
  if (net === undefined) return;
  const { layer, unit } = net;
  yield withWeights(context, net, (input) => parameterValue(layer.firstWeight + input * layer.units + unit));
}

type BackwardWeight = LocalDerivative<NodeOf<'net'>, NodeOf<'out'>>;

/**
 * Yields variants that replace weights in the backward pass. `usedIndex` returns the index of the weight that the
 * learner uses. `usedValue` returns its old or its new value.
 */
function atBackwardWeights(
  context: DenseContext,
  usedValue: (parameter: number) => Quantity,
  usedIndex: (network: Network, right: BackwardWeight) => number,
): IterableIterator<Variant> {
  const { network } = context.experiment;
  const weights = context.quantities.filter((quantity) => isLocalOf(quantity, 'net', 'out'));
  return atEachAndAll(context, weights, (right) => ref(usedValue(usedIndex(network, right))));
}

function rightIndex(network: Network, { of, by }: BackwardWeight): number {
  return weightIndex(layerAt(network, of.block.layer), of.index, by.index);
}

/**
 * The index of the weight that a learner uses by taking each row of the layer's weights for the weights from one input.
 * In truth, each row has the weights of one unit.
 */
function transposedIndex(network: Network, { of, by }: BackwardWeight): number {
  const next = layerAt(network, of.block.layer);
  return next.firstWeight + by.index * next.units + of.index;
}

/** The factors ∂net/∂w in a question, each with its weight. The right value of such a factor is the weight's input. */
function inputFactors({ experiment, quantities }: DenseContext) {
  const factors = quantities.filter((quantity) => isLocalOf(quantity, 'net', 'parameter'));
  return factors.flatMap((factor) => {
    const parameter = factor.by.index;
    const weight = parameterAt(experiment.network, parameter);
    return weight.kind === 'weight' ? [{ factor, weight, parameter }] : [];
  });
}

function* gradientsByColumn(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const gradient of context.quantities.filter((quantity) => isGradientOf(quantity, 'parameter'))) {
    const weight = parameterAt(network, gradient.of.index);
    if (weight.kind !== 'weight') continue;
    const parameter = indexByColumn(layerAt(network, weight.layer), weight);
    if (parameter === gradient.of.index) continue;
    yield { replace: replaceOne(context, gradient, ({ sample }) => ref(parameterGradient(parameter, sample))) };
  }
}

/**
 * If a learner numbers the layer's weights by column instead of by row, another weight gets the number of the given
 * weight. Returns the index of this other weight.
 */
function indexByColumn(layer: Layer, { unit, input }: Pick<Weight, 'unit' | 'input'>): number {
  const offset = unit * layer.fanIn + input;
  return weightIndex(layer, offset % layer.units, Math.floor(offset / layer.units));
}

/** The out of a unit in `layer`. Layer 0 is the inputs. */
function outOrInput(layer: number, unit: number, sample: number | undefined): Expression<Quantity> {
  return ref(layerInputValue(layer, unit, { sample }));
}

/** The terms of the net that is asked for: input × weight for each input, then the bias if the unit has one. */
interface NetTerms {
  readonly layer: Layer;
  readonly unit: number;
  readonly terms: readonly Expression<Quantity>[];
  readonly inputs: readonly Expression<Quantity>[];
}

function netTerms({ question, experiment }: DenseContext): NetTerms | undefined {
  const { quantity, values } = question;
  if (!isValueOf(quantity, 'net')) return undefined;
  const layer = layerAt(experiment.network, quantity.of.block.layer);
  const equation = equationOf(values.update, quantity);
  const inputs = Array.from({ length: layer.fanIn }, (_, input) =>
    outOrInput(layer.number - 1, input, quantity.sample),
  );
  return { layer, unit: quantity.of.index, terms: equation.kind === 'sum' ? [...items(equation.terms)] : [], inputs };
}

/** Replaces the terms of a net, except the bias, by `term(input)`. `input` is the index of the input. */
function withTerms(
  context: SlipContext,
  { layer, terms }: NetTerms,
  term: (input: number) => Expression<Quantity>,
): Variant {
  const changed = terms.map((original, at) => (at < layer.fanIn ? term(at) : original));
  return { replace: replaceOne(context, context.question.quantity, () => sum(changed)) };
}

/** Replaces the weights of a net by `weight(input)`. */
function withWeights(context: SlipContext, net: NetTerms, weight: (input: number) => Quantity): Variant {
  return withTerms(context, net, (input) => product(net.inputs[input] ?? constant(Number.NaN), ref(weight(input))));
}

/** Wrong inputs are tried only for this many first weights of a net, so that a wide layer has few variants. */
const maxWeights = 9;

/** In the net that is asked for, a weight is multiplied by the input before or after its own input. */
function* inputTakenTwice(context: DenseContext): IterableIterator<Variant> {
  const net = netTerms(context);
  if (net === undefined) return;
  const { layer, unit, terms, inputs } = net;
  for (let input = 0; input < Math.min(layer.fanIn, maxWeights); input++) {
    for (const other of [inputs[input - 1], inputs[input + 1]]) {
      if (other === undefined) continue;
      const weight = ref(parameterValue(weightIndex(layer, unit, input)));
      yield withTerms(context, net, (at) =>
        at === input ? product<Quantity>(other, weight) : (terms[at] ?? constant(Number.NaN)),
      );
    }
  }
}

/** The bias is missing in the net that is asked for, or in the net of the out that is asked for. */
function* biasForgotten(context: DenseContext): IterableIterator<Variant> {
  const { question, experiment } = context;
  const { quantity: asked } = question;
  if (!isValueOf(asked, 'out', 'net')) return;
  const unit = asked.of.index;
  const layer = layerAt(experiment.network, asked.of.block.layer);
  const bias = biasIndex(layer, unit);
  if (bias === undefined) return;
  if (isValueOf(asked, 'out')) {
    const netWithoutBias = (net: Quantity): Expression<Quantity> => difference(ref(net), ref(parameterValue(bias)));
    yield {
      replace: (quantity) =>
        isValueOf(quantity, 'net') && quantity.of.index === unit ? netWithoutBias(quantity) : undefined,
    };
    return;
  }
  const terms = netTerms(context)?.terms ?? [];
  yield { replace: replaceOne(context, asked, () => sum(terms.slice(0, layer.fanIn))) };
}
