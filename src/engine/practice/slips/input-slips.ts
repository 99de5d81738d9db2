import { constant, difference, type Expression, product, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import type { Quantity } from '../../expressions/quantity.ts';
import { type Layer, layerAt, type Network, unitsIn } from '../../models/network.ts';
import { biasIndex, parameterAt, type Weight, weightIndex } from '../../models/parameters.ts';
import { equationOf } from '../../steps/equation.ts';
import { atEachAndAll, indicesExcept, inPlaceOf, quantitiesOfKind, type SlipContext, type Variant } from './slip.ts';

/** Another weight, or what another weight carries, in the place of the right one. */
export function* carriedSlips(workings: SlipContext): IterableIterator<Variant> {
  yield* wayBackSlips(workings);
  yield* gradientSlips(workings);
  yield* netSlips(workings);
}

type WayBack = Extract<Quantity, { kind: 'net-by-out' }>;

/** On the way back through a weight: that of another time, and that of a transposed matrix. */
function* wayBackSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question, experiment, quantities } = workings;
  const { network, updateOrder } = experiment;
  const back = quantitiesOfKind(quantities, 'net-by-out');
  const isOld = updateOrder === 'simultaneous';
  yield* atEachAndAll(workings, 'other time', back, (of) =>
    ref({ kind: isOld ? 'updated' : 'parameter', parameter: weightOf(network, of) }),
  );
  yield* atEachAndAll(workings, 'transposed', back, (of) =>
    ref({ kind: isOld ? 'parameter' : 'updated', parameter: transposed(network, of) }),
  );
  const { quantity: root } = question;
  if (root.kind === 'total-error' && root.after) {
    yield { slip: 'other time', apply: () => question.reading.numberOf({ ...root, after: false }) };
  }
}

function weightOf(network: Network, { layer, unit, through }: WayBack): number {
  return weightIndex(layerAt(network, layer + 1), through, unit);
}

/** The weight read as if the list of a layer's weights were ordered by the units they come from. */
function transposed(network: Network, { layer, unit, through }: WayBack): number {
  const next = layerAt(network, layer + 1);
  return next.firstWeight + unit * next.units + through;
}

/** In a gradient: the weight itself, what another carries, and the gradient of the weight that a column leads to. */
function* gradientSlips(workings: SlipContext): IterableIterator<Variant> {
  const { experiment, quantities } = workings;
  const { network } = experiment;
  for (const factor of quantitiesOfKind(quantities, 'net-by-parameter')) {
    const { parameter } = factor;
    const weight = parameterAt(network, parameter);
    if (weight.kind !== 'weight') continue;
    const itself = ref({ kind: 'parameter', parameter });
    yield { slip: 'weight for carried', about: factor, replace: inPlaceOf(workings, factor, () => itself) };
    for (const input of indicesExcept(weight.input, unitsIn(network, weight.layer - 1))) {
      const other = inPlaceOf(workings, factor, ({ sample }) => outOf(weight.layer - 1, input, sample));
      yield { slip: 'other input', about: factor, replace: other };
    }
  }
  for (const gradient of quantitiesOfKind(quantities, 'gradient')) {
    const weight = parameterAt(network, gradient.parameter);
    if (weight.kind !== 'weight') continue;
    const parameter = byColumns(layerAt(network, weight.layer), weight);
    if (parameter === gradient.parameter) continue;
    yield { slip: 'by columns', replace: inPlaceOf(workings, gradient, (of) => ref({ ...of, parameter })) };
  }
}

/** The weight that stands where another would stand if the list of a layer's weights went down the columns. */
function byColumns(layer: Layer, { unit, input }: Pick<Weight, 'unit' | 'input'>): number {
  const offset = unit * layer.fanIn + input;
  return weightIndex(layer, offset % layer.units, Math.floor(offset / layer.units));
}

function outOf(layer: number, unit: number, sample: number | undefined): Expression {
  return ref(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample });
}

/** In a net: an input taken twice, the weights read down the columns, the new weights, the bias forgotten. */
function* netSlips(workings: SlipContext): IterableIterator<Variant> {
  const { question, experiment } = workings;
  const { quantity: root, reading } = question;
  if (root.kind === 'out') {
    const bias = biasIndex(layerAt(experiment.network, root.layer), root.unit);
    const without = (net: Quantity): Expression =>
      difference(ref(net), ref({ kind: 'parameter', parameter: bias ?? 0 }));
    if (bias !== undefined) {
      yield {
        slip: 'bias forgotten',
        replace: (of) => (of.kind === 'net' && of.unit === root.unit ? without(of) : undefined),
      };
    }
  }
  if (root.kind !== 'net') return;
  const layer = layerAt(experiment.network, root.layer);
  const terms = [...items(sumOf(equationOf(reading.update, root)))];
  const instead = (changed: readonly Expression[]) => inPlaceOf(workings, root, () => sum(changed));
  const bias = biasIndex(layer, root.unit);
  if (bias !== undefined) yield { slip: 'bias forgotten', replace: instead(terms.slice(0, layer.fanIn)) };
  const weights = Array.from({ length: layer.fanIn }, (_, input) => weightIndex(layer, root.unit, input));
  const carried = weights.map((_, input) => outOf(root.layer - 1, input, root.sample));
  const withTerms = (make: (input: number) => Expression) =>
    instead(terms.map((term, input) => (input < layer.fanIn ? make(input) : term)));
  for (const input of indicesExcept(-1, layer.fanIn)) {
    for (const other of [input - 1, input + 1]) {
      const replace = withTerms((at) =>
        at === input && carried[other] !== undefined
          ? product(carried[other], ref({ kind: 'parameter', parameter: weights[input] ?? 0 }))
          : (terms[at] ?? constant(Number.NaN)),
      );
      yield { slip: 'other input', replace };
    }
  }
  const withWeights = (weight: (input: number) => Quantity) =>
    withTerms((input) => product(carried[input] ?? constant(Number.NaN), ref(weight(input))));
  const column = (input: number): number => layer.firstWeight + input * layer.units + root.unit;
  yield { slip: 'by columns', replace: withWeights((input) => ({ kind: 'parameter', parameter: column(input) })) };
  yield {
    slip: 'other time',
    replace: withWeights((input) => ({ kind: 'updated', parameter: weights[input] ?? 0 })),
  };
}

function sumOf(equation: Expression | undefined) {
  return equation?.kind === 'sum' ? equation.terms : [];
}
