import { equationOf } from '../equations/equation.ts';
import { difference, type Expression, items, number, product, refer, sum } from '../expressions.ts';
import { type Layer, layerAt, type Network, unitsIn } from '../network.ts';
import { biasIndex, parameterAt, type Weight, weightIndex } from '../parameters.ts';
import type { Quantity } from '../quantities.ts';
import { atEachAndAll, othersThan, type Rewriting, type Workings } from './slip.ts';

/** Another weight, or what another weight carries, in the place of the right one. */
export function* carriedSlips(workings: Workings): IterableIterator<Rewriting> {
  yield* wayBackSlips(workings);
  yield* gradientSlips(workings);
  yield* netSlips(workings);
}

type WayBack = Extract<Quantity, { kind: 'net-by-out' }>;

/** On the way back through a weight: that of another time, and that of a transposed matrix. */
function* wayBackSlips(workings: Workings): IterableIterator<Rewriting> {
  const { question, experiment, quantities } = workings;
  const back = quantities.filter((of) => of.kind === 'net-by-out');
  const [now, other] =
    experiment.updateOrder === 'simultaneous'
      ? (['parameter', 'updated'] as const)
      : (['updated', 'parameter'] as const);
  yield* atEachAndAll(workings, 'other time', back, (of) =>
    of.kind === 'net-by-out' ? refer({ kind: other, parameter: weightOf(experiment.network, of) }) : undefined,
  );
  yield* atEachAndAll(workings, 'transposed', back, (of) =>
    of.kind === 'net-by-out' ? refer({ kind: now, parameter: transposed(experiment.network, of) }) : undefined,
  );
  const { quantity: root } = question;
  if (root.kind === 'total-error' && root.after) {
    yield { slip: 'other time', finish: () => question.reading.numberOf({ ...root, after: false }) };
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
function* gradientSlips(workings: Workings): IterableIterator<Rewriting> {
  const { experiment, quantities, isSame } = workings;
  const { network } = experiment;
  for (const factor of quantities) {
    if (factor.kind !== 'net-by-parameter') continue;
    const weight = parameterAt(network, factor.parameter);
    if (weight.kind !== 'weight') continue;
    const instead = (expression: Expression) => (of: Quantity) => (isSame(of, factor) ? expression : undefined);
    yield {
      slip: 'weight for carried',
      about: factor,
      replace: instead(refer({ kind: 'parameter', parameter: factor.parameter })),
    };
    for (const input of othersThan(weight.input, unitsIn(network, weight.layer - 1))) {
      yield { slip: 'other input', about: factor, replace: instead(outOf(weight.layer - 1, input, factor.sample)) };
    }
  }
  for (const gradient of quantities) {
    if (gradient.kind !== 'gradient') continue;
    const weight = parameterAt(network, gradient.parameter);
    if (weight.kind !== 'weight') continue;
    const parameter = byColumns(layerAt(network, weight.layer), weight);
    if (parameter === gradient.parameter) continue;
    const other = refer({ ...gradient, parameter });
    yield { slip: 'by columns', replace: (of) => (isSame(of, gradient) ? other : undefined) };
  }
}

/** The weight that stands where another would stand if the list of a layer's weights went down the columns. */
function byColumns(layer: Layer, { unit, input }: Pick<Weight, 'unit' | 'input'>): number {
  const offset = unit * layer.inputs + input;
  return weightIndex(layer, offset % layer.units, Math.floor(offset / layer.units));
}

function outOf(layer: number, unit: number, sample: number | undefined): Expression {
  return refer(layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample });
}

/** In a net: an input taken twice, the weights read down the columns, the new weights, the bias forgotten. */
function* netSlips({ question, experiment, isSame }: Workings): IterableIterator<Rewriting> {
  const { quantity: root, reading } = question;
  if (root.kind === 'out') {
    const bias = biasIndex(layerAt(experiment.network, root.layer), root.unit);
    const without = (net: Quantity): Expression =>
      difference(refer(net), refer({ kind: 'parameter', parameter: bias ?? 0 }));
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
  const instead = (changed: readonly Expression[]) => (of: Quantity) => (isSame(of, root) ? sum(changed) : undefined);
  const bias = biasIndex(layer, root.unit);
  if (bias !== undefined) yield { slip: 'bias forgotten', replace: instead(terms.slice(0, layer.inputs)) };
  const weights = Array.from({ length: layer.inputs }, (_, input) => weightIndex(layer, root.unit, input));
  const carried = weights.map((_, input) => outOf(root.layer - 1, input, root.sample));
  const withTerms = (make: (input: number) => Expression) =>
    instead(terms.map((term, input) => (input < layer.inputs ? make(input) : term)));
  for (const input of othersThan(-1, layer.inputs)) {
    for (const other of othersThan(input, layer.inputs)) {
      const replace = withTerms((at) =>
        at === input && carried[other] !== undefined
          ? product(carried[other], refer({ kind: 'parameter', parameter: weights[input] ?? 0 }))
          : (terms[at] ?? number(Number.NaN)),
      );
      yield { slip: 'other input', replace };
    }
  }
  const withWeights = (weight: (input: number) => Quantity) =>
    withTerms((input) => product(carried[input] ?? number(Number.NaN), refer(weight(input))));
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
