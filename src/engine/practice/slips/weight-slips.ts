import { type Expression, product, ref, sum } from '../../expressions/expression.ts';
import { items } from '../../expressions/lazy-list.ts';
import type { NodeOf } from '../../graph/node.ts';
import { isAfterUpdate, isGradientOf, isValueOf, type Quantity, type Value } from '../../graph/quantity.ts';
import {
  layerInputValue,
  newParameterValue,
  parameterGradient,
  parameterValue,
} from '../../models/dense-quantities.ts';
import { type Layer, layerAt, type Network, unitsIn } from '../../models/network.ts';
import { parameterAt, type Weight, weightIndex } from '../../models/parameters.ts';
import { equationOf } from '../../steps/equation.ts';
import {
  atEachAndAll,
  type BackwardWeight,
  backwardWeightsIn,
  type DenseContext,
  inNetworks,
  neighboursOf,
  netsIn,
  type Slip,
  type SlipContext,
  type Variant,
} from './slip.ts';

/** A wrong weight is used, in a net or on the way back. */
export const weightSlips = [
  {
    /** New weights on the way back, or in the forward pass. */
    name: 'updated-weight-used',
    area: 'weight',
    variants: inNetworks(newWeightsUsed),
  },
  {
    /** Old weights in the backward pass of a layer-by-layer update, or E_total in place of E_total⁺. */
    name: 'old-weight-used',
    area: 'weight',
    variants: oldWeightsUsed,
  },
  {
    /** The error goes back through another weight: the matrix is not transposed, or it is that of another layer. */
    name: 'weights-transposed',
    area: 'weight',
    variants: inNetworks(wrongWayBack),
  },
  {
    /** The weights are read along the columns of the matrix instead of along its rows. */
    name: 'weights-by-column',
    area: 'weight',
    variants: inNetworks(weightsByColumn),
  },
  { name: 'weights-of-other-unit', area: 'weight', variants: inNetworks(weightsOfOtherUnit) },
] as const satisfies readonly Slip[];

function* newWeightsUsed(context: DenseContext): IterableIterator<Variant> {
  const { experiment, results } = context;
  if (experiment.updateOrder === 'simultaneous') yield* atBackwardWeights(context, newParameterValue, rightIndex);
  yield* atNets(context, netsIn(results), ({ unit, input }, layer) =>
    newParameterValue(weightIndex(layer, unit, input)),
  );
}

function* oldWeightsUsed(context: SlipContext): IterableIterator<Variant> {
  const after = context.results.filter(
    (quantity): quantity is Value =>
      quantity.kind === 'value' && isAfterUpdate(quantity) && isValueOf(quantity, 'total-error', 'equation'),
  );
  yield* atEachAndAll(context, after, (quantity) => ref<Quantity>({ ...quantity, after: false }));
  if (context.experiment.updateOrder === 'layer-by-layer') {
    yield* inNetworks((dense) => atBackwardWeights(dense, parameterValue, rightIndex))(context);
  }
}

function* wrongWayBack(context: DenseContext): IterableIterator<Variant> {
  const { updateOrder } = context.experiment;
  const used = updateOrder === 'simultaneous' ? parameterValue : newParameterValue;
  yield* atBackwardWeights(context, used, transposedIndex);
  yield* atBackwardWeights(context, parameterValue, ownWeightIndex);
}

/**
 * Yields variants that replace weights in the backward pass. `usedIndex` returns the index of the weight that the
 * learner uses. `usedValue` returns its old or its new value.
 */
function atBackwardWeights(
  context: DenseContext,
  usedValue: (parameter: number) => Quantity,
  usedIndex: (network: Network, right: BackwardWeight) => number | undefined,
): IterableIterator<Variant> {
  const { network } = context.experiment;
  return atEachAndAll(context, backwardWeightsIn(context.quantities), (right) => {
    const index = usedIndex(network, right);
    return index === undefined ? undefined : ref(usedValue(index));
  });
}

function rightIndex(network: Network, { of, by }: BackwardWeight): number {
  return weightIndex(layerAt(network, of.block.layer), of.index, by.index);
}

/**
 * The index of the weight that a learner uses by taking each row of the layer's weights for the weights from one input.
 * In truth, each row has the weights of one unit.
 */
function transposedIndex(network: Network, right: BackwardWeight): number | undefined {
  const { of, by } = right;
  const layer = layerAt(network, of.block.layer);
  const index = layer.firstWeight + by.index * layer.units + of.index;
  return index === rightIndex(network, right) ? undefined : index;
}

/** The index of the weight that leads into the hidden unit, in place of the weight that leads out of it. */
function ownWeightIndex(network: Network, { of, by }: BackwardWeight): number | undefined {
  const layer = layerAt(network, by.block.layer);
  return of.index < layer.fanIn ? weightIndex(layer, by.index, of.index) : undefined;
}

function* weightsByColumn(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  const gradients = context.quantities.filter((quantity) => isGradientOf(quantity, 'parameter'));
  yield* atEachAndAll(context, gradients, ({ of, sample }) => {
    const weight = parameterAt(network, of.index);
    const index = weight.kind === 'weight' ? indexByColumn(layerAt(network, weight.layer), weight) : of.index;
    return index === of.index ? undefined : ref<Quantity>(parameterGradient(index, sample));
  });
  yield* atNets(context, netsIn(context.quantities), ({ unit, input }, layer) =>
    parameterValue(layer.firstWeight + input * layer.units + unit),
  );
}

/**
 * If a learner numbers the layer's weights by column instead of by row, another weight gets the number of the given
 * weight. Returns the index of this other weight.
 */
function indexByColumn(layer: Layer, { unit, input }: Pick<Weight, 'unit' | 'input'>): number {
  const offset = unit * layer.fanIn + input;
  return weightIndex(layer, offset % layer.units, Math.floor(offset / layer.units));
}

function* weightsOfOtherUnit(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const net of netsIn(context.quantities)) {
    for (const other of neighboursOf(net.of.index, unitsIn(network, net.of.block.layer))) {
      yield* atNets(context, [net], ({ input }, layer) => parameterValue(weightIndex(layer, other, input)));
    }
  }
}

/** Replaces the weights of nets. `used` returns what takes the place of a weight. The biases stay. */
function atNets(
  context: DenseContext,
  nets: readonly Value<NodeOf<'net'>>[],
  used: (weight: Weight, layer: Layer) => Quantity,
): IterableIterator<Variant> {
  const { network } = context.experiment;
  return atEachAndAll(context, nets, (net) => {
    const { block, index: unit } = net.of;
    const layer = layerAt(network, block.layer);
    return netWithTerms(context, net, (input) =>
      product<Quantity>(
        ref(layerInputValue(layer.number - 1, input, net)),
        ref(used({ kind: 'weight', layer: layer.number, unit, input }, layer)),
      ),
    );
  });
}

/** A net with other terms in place of input × weight. The bias stays. Undefined for a net that has no equation. */
export function netWithTerms(
  { update, experiment }: DenseContext,
  net: Value<NodeOf<'net'>>,
  term: (input: number, right: Expression<Quantity>) => Expression<Quantity>,
): Expression<Quantity> | undefined {
  const equation = equationOf(update, net);
  if (equation.kind !== 'sum') return undefined;
  const { fanIn } = layerAt(experiment.network, net.of.block.layer);
  return sum(Array.from(items(equation.terms), (right, at) => (at < fanIn ? term(at, right) : right)));
}
