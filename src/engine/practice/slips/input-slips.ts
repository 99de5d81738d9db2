import { constant, difference, type Expression, product, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { type Layer, layerAt, type Network, unitsIn } from '../../models/network.ts';
import { biasIndex, parameterAt, type Weight, weightIndex } from '../../models/parameters.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  neighboursOf,
  quantitiesOfKind,
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
      const { question, experiment } = context;
      const { quantity, values } = question;
      if (quantity.kind === 'total-error' && quantity.after) {
        yield { changeResult: () => values.numberOf({ ...quantity, after: false }) };
      }
      if (experiment.updateOrder === 'layer-by-layer') yield* atBackwardWeights(context, 'parameter', rightIndex);
    },
  },
  {
    name: 'updated-weight-used',
    area: 'factor',
    *variants(context) {
      if (context.experiment.updateOrder === 'simultaneous') yield* atBackwardWeights(context, 'updated', rightIndex);
      const net = netTerms(context);
      if (net === undefined) return;
      const { layer, unit } = net;
      yield withWeights(context, net, (input) => ({ kind: 'updated', parameter: weightIndex(layer, unit, input) }));
    },
  },
  {
    name: 'weights-transposed',
    area: 'factor',
    variants: (context) =>
      atBackwardWeights(
        context,
        context.experiment.updateOrder === 'simultaneous' ? 'parameter' : 'updated',
        transposedIndex,
      ),
  },
  {
    name: 'weight-for-input',
    area: 'factor',
    *variants(context) {
      for (const { factor, parameter } of inputFactors(context)) {
        yield { about: factor, replace: replaceOne(context, factor, () => ref({ kind: 'parameter', parameter })) };
      }
    },
  },
  {
    name: 'input-of-other-weight',
    area: 'factor',
    *variants(context) {
      const { network } = context.experiment;
      for (const { factor, weight } of inputFactors(context)) {
        for (const input of neighboursOf(weight.input, unitsIn(network, weight.layer - 1))) {
          const otherInput = ({ sample }: typeof factor) => outOrInput(weight.layer - 1, input, sample);
          yield { about: factor, replace: replaceOne(context, factor, otherInput) };
        }
      }
      yield* inputTakenTwice(context);
    },
  },
  {
    /** The weights are read along the columns of the matrix instead of along its rows. */
    name: 'weights-by-column',
    area: 'factor',
    *variants(context) {
      yield* gradientsByColumn(context);
      const net = netTerms(context);
      if (net === undefined) return;
      const { layer, unit } = net;
      yield withWeights(context, net, (input) => ({
        kind: 'parameter',
        parameter: layer.firstWeight + input * layer.units + unit,
      }));
    },
  },
  { name: 'bias-forgotten', area: 'factor', variants: biasForgotten },
] as const satisfies readonly Slip[];

type BackwardWeight = Extract<Quantity, { kind: 'net-by-out' }>;

/**
 * Yields variants that replace weights in the backward pass. `usedIndex` returns the index of the weight that the
 * learner uses. With the kind `parameter`, the learner uses the weight's old value, with `updated` its new value.
 */
function atBackwardWeights(
  context: SlipContext,
  kind: 'parameter' | 'updated',
  usedIndex: (network: Network, right: BackwardWeight) => number,
): IterableIterator<Variant> {
  const { network } = context.experiment;
  return atEachAndAll(context, quantitiesOfKind(context.quantities, 'net-by-out'), (right) =>
    ref({ kind, parameter: usedIndex(network, right) }),
  );
}

function rightIndex(network: Network, { layer, unit, through }: BackwardWeight): number {
  return weightIndex(layerAt(network, layer + 1), through, unit);
}

/**
 * The index of the weight that a learner uses by taking each row of the layer's weights for the weights from one input.
 * In truth, each row has the weights of one unit.
 */
function transposedIndex(network: Network, { layer, unit, through }: BackwardWeight): number {
  const next = layerAt(network, layer + 1);
  return next.firstWeight + unit * next.units + through;
}

/** The factors ∂net/∂w in a question, each with its weight. The right value of such a factor is the weight's input. */
function inputFactors({ experiment, quantities }: SlipContext) {
  return quantitiesOfKind(quantities, 'net-by-parameter').flatMap((factor) => {
    const weight = parameterAt(experiment.network, factor.parameter);
    return weight.kind === 'weight' ? [{ factor, weight, parameter: factor.parameter }] : [];
  });
}

function* gradientsByColumn(context: SlipContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const gradient of quantitiesOfKind(context.quantities, 'gradient')) {
    const weight = parameterAt(network, gradient.parameter);
    if (weight.kind !== 'weight') continue;
    const parameter = indexByColumn(layerAt(network, weight.layer), weight);
    if (parameter === gradient.parameter) continue;
    yield { replace: replaceOne(context, gradient, (right) => ref({ ...right, parameter })) };
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
function outOrInput(layer: number, unit: number, sample: number | undefined): Expression {
  return ref(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample });
}

/** The terms of the net that is asked for: input × weight for each input, then the bias if the unit has one. */
interface NetTerms {
  readonly layer: Layer;
  readonly unit: number;
  readonly terms: readonly Expression[];
  readonly inputs: readonly Expression[];
}

function netTerms({ question, experiment }: SlipContext): NetTerms | undefined {
  const { quantity, values } = question;
  if (quantity.kind !== 'net') return undefined;
  const layer = layerAt(experiment.network, quantity.layer);
  const equation = equationOf(values.update, quantity);
  const inputs = Array.from({ length: layer.fanIn }, (_, input) =>
    outOrInput(quantity.layer - 1, input, quantity.sample),
  );
  return { layer, unit: quantity.unit, terms: equation.kind === 'sum' ? [...items(equation.terms)] : [], inputs };
}

/** Replaces the terms of a net, except the bias, by `term(input)`. `input` is the index of the input. */
function withTerms(context: SlipContext, { layer, terms }: NetTerms, term: (input: number) => Expression): Variant {
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
function* inputTakenTwice(context: SlipContext): IterableIterator<Variant> {
  const net = netTerms(context);
  if (net === undefined) return;
  const { layer, unit, terms, inputs } = net;
  for (let input = 0; input < Math.min(layer.fanIn, maxWeights); input++) {
    for (const other of [inputs[input - 1], inputs[input + 1]]) {
      if (other === undefined) continue;
      const weight = ref({ kind: 'parameter', parameter: weightIndex(layer, unit, input) });
      yield withTerms(context, net, (at) =>
        at === input ? product(other, weight) : (terms[at] ?? constant(Number.NaN)),
      );
    }
  }
}

/** The bias is missing in the net that is asked for, or in the net of the out that is asked for. */
function* biasForgotten(context: SlipContext): IterableIterator<Variant> {
  const { question, experiment } = context;
  const { quantity: asked } = question;
  if (asked.kind !== 'out' && asked.kind !== 'net') return;
  const layer = layerAt(experiment.network, asked.layer);
  const bias = biasIndex(layer, asked.unit);
  if (bias === undefined) return;
  if (asked.kind === 'out') {
    const netWithoutBias = (net: Quantity): Expression =>
      difference(ref(net), ref({ kind: 'parameter', parameter: bias }));
    yield {
      replace: (quantity) =>
        quantity.kind === 'net' && quantity.unit === asked.unit ? netWithoutBias(quantity) : undefined,
    };
    return;
  }
  const terms = netTerms(context)?.terms ?? [];
  yield { replace: replaceOne(context, asked, () => sum(terms.slice(0, layer.fanIn))) };
}
