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

/** A wrong weight, or the input of a wrong weight, is used. */
export const inputSlips = [
  {
    /** Also: E_total before the update in place of E_total⁺. */
    name: 'old-weight-used',
    area: 'factor',
    *variants(context) {
      const { question, experiment } = context;
      const { quantity, values } = question;
      if (quantity.kind === 'total-error' && quantity.after) {
        yield { apply: () => values.numberOf({ ...quantity, after: false }) };
      }
      if (experiment.updateOrder === 'layer-by-layer') yield* forBackwardWeight(context, 'parameter', weightOf);
    },
  },
  {
    name: 'updated-weight-used',
    area: 'factor',
    *variants(context) {
      if (context.experiment.updateOrder === 'simultaneous') yield* forBackwardWeight(context, 'updated', weightOf);
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
      forBackwardWeight(
        context,
        context.experiment.updateOrder === 'simultaneous' ? 'parameter' : 'updated',
        transposedWeight,
      ),
  },
  {
    name: 'weight-for-input',
    area: 'factor',
    *variants(context) {
      for (const { about, parameter } of weightInputs(context)) {
        yield { about, replace: replaceOne(context, about, () => ref({ kind: 'parameter', parameter })) };
      }
    },
  },
  {
    name: 'input-of-other-weight',
    area: 'factor',
    *variants(context) {
      const { network } = context.experiment;
      for (const { about, weight } of weightInputs(context)) {
        for (const input of neighboursOf(weight.input, unitsIn(network, weight.layer - 1))) {
          const other = ({ sample }: typeof about) => layerInput(weight.layer - 1, input, sample);
          yield { about, replace: replaceOne(context, about, other) };
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

/** Replaces the weights in the backward pass. */
function forBackwardWeight(
  context: SlipContext,
  kind: 'parameter' | 'updated',
  parameterOf: (network: Network, of: BackwardWeight) => number,
): IterableIterator<Variant> {
  const { network } = context.experiment;
  return atEachAndAll(context, quantitiesOfKind(context.quantities, 'net-by-out'), (of) =>
    ref({ kind, parameter: parameterOf(network, of) }),
  );
}

function weightOf(network: Network, { layer, unit, through }: BackwardWeight): number {
  return weightIndex(layerAt(network, layer + 1), through, unit);
}

/** The weight at the same place of the list if the weights of the next layer were ordered input by input. */
function transposedWeight(network: Network, { layer, unit, through }: BackwardWeight): number {
  const next = layerAt(network, layer + 1);
  return next.firstWeight + unit * next.units + through;
}

/** The inputs of weights in a question: the factors ∂net/∂w of gradients. */
function weightInputs({ experiment, quantities }: SlipContext) {
  return quantitiesOfKind(quantities, 'net-by-parameter').flatMap((about) => {
    const weight = parameterAt(experiment.network, about.parameter);
    return weight.kind === 'weight' ? [{ about, weight, parameter: about.parameter }] : [];
  });
}

function* gradientsByColumn(context: SlipContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const gradient of quantitiesOfKind(context.quantities, 'gradient')) {
    const weight = parameterAt(network, gradient.parameter);
    if (weight.kind !== 'weight') continue;
    const parameter = parameterByColumn(layerAt(network, weight.layer), weight);
    if (parameter === gradient.parameter) continue;
    yield { replace: replaceOne(context, gradient, (of) => ref({ ...of, parameter })) };
  }
}

/** The weight that takes the place of another one if the weights of a layer are listed along the columns. */
function parameterByColumn(layer: Layer, { unit, input }: Pick<Weight, 'unit' | 'input'>): number {
  const offset = unit * layer.fanIn + input;
  return weightIndex(layer, offset % layer.units, Math.floor(offset / layer.units));
}

function layerInput(layer: number, unit: number, sample: number | undefined): Expression {
  return ref(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample });
}

/** The terms of the net that is asked for: input × weight for each input, then the bias if there is one. */
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
    layerInput(quantity.layer - 1, input, quantity.sample),
  );
  return { layer, unit: quantity.unit, terms: equation.kind === 'sum' ? [...items(equation.terms)] : [], inputs };
}

/** Replaces the terms of a net, except the bias. */
function withTerms(context: SlipContext, { layer, terms }: NetTerms, term: (input: number) => Expression): Variant {
  const changed = terms.map((right, at) => (at < layer.fanIn ? term(at) : right));
  return { replace: replaceOne(context, context.question.quantity, () => sum(changed)) };
}

function withWeights(context: SlipContext, net: NetTerms, weight: (input: number) => Quantity): Variant {
  return withTerms(context, net, (input) => product(net.inputs[input] ?? constant(Number.NaN), ref(weight(input))));
}

/** The weight of one input is multiplied with the input before or after it. */
function* inputTakenTwice(context: SlipContext): IterableIterator<Variant> {
  const net = netTerms(context);
  if (net === undefined) return;
  const { layer, unit, terms, inputs } = net;
  for (const input of neighboursOf(-1, layer.fanIn)) {
    for (const other of [inputs[input - 1], inputs[input + 1]]) {
      const weight = ref({ kind: 'parameter', parameter: weightIndex(layer, unit, input) });
      yield withTerms(context, net, (at) =>
        at === input && other !== undefined ? product(other, weight) : (terms[at] ?? constant(Number.NaN)),
      );
    }
  }
}

/** The bias is missing in the net that is asked for, or in the net of the out that is asked for. */
function* biasForgotten(context: SlipContext): IterableIterator<Variant> {
  const { question, experiment } = context;
  const { quantity: root } = question;
  if (root.kind !== 'out' && root.kind !== 'net') return;
  const layer = layerAt(experiment.network, root.layer);
  const bias = biasIndex(layer, root.unit);
  if (bias === undefined) return;
  if (root.kind === 'out') {
    const without = (net: Quantity): Expression => difference(ref(net), ref({ kind: 'parameter', parameter: bias }));
    yield { replace: (of) => (of.kind === 'net' && of.unit === root.unit ? without(of) : undefined) };
    return;
  }
  const terms = netTerms(context)?.terms ?? [];
  yield { replace: replaceOne(context, root, () => sum(terms.slice(0, layer.fanIn))) };
}
