import { constant, difference, product, quotient, ref, sum } from '../../expressions/expression.ts';
import type { NodeOf } from '../../graph/node.ts';
import type { Quantity, Value } from '../../graph/quantity.ts';
import {
  delta,
  inputValue,
  layerInputValue,
  netValue,
  outValue,
  parameterValue,
} from '../../models/dense-quantities.ts';
import { layerAt, unitsIn } from '../../models/network.ts';
import { biasIndex, parameterAt, weightIndex } from '../../models/parameters.ts';

import {
  atEachAndAll,
  type DenseContext,
  inNetworks,
  neighboursOf,
  netsIn,
  parameterGradientsIn,
  type Replacement,
  type Slip,
  triesTerms,
  type Variant,
  type WeightInput,
  weightInputsIn,
} from './slip.ts';
import { netWithTerms } from './weight-slips.ts';

/** Something else takes the place of ∂net/∂w, which is the input of the weight, or of ∂net/∂b, which is 1. */
export const inputSlips = [
  {
    name: 'weight-for-input',
    area: 'input',
    *variants(context) {
      yield* inNetworks((dense) => atInputs(dense, ({ by }) => ref(parameterValue(by.index))))(context);
      yield* inNetworks((dense) =>
        atInputs(dense, (factor) => product<Quantity>(ref(factor), ref(parameterValue(factor.by.index)))),
      )(context);
      yield* inNetworks((dense) =>
        atEachAndAll(dense, biasFactorsIn(dense), ({ by }) => ref<Quantity>(parameterValue(by.index))),
      )(context);
    },
  },
  { name: 'input-of-other-weight', area: 'input', variants: inNetworks(inputOfOtherWeight) },
  {
    name: 'net-for-input',
    area: 'input',
    variants: inNetworks((context) =>
      atInputs(context, ({ by, sample }) => {
        const parameter = parameterAt(context.experiment.network, by.index);
        const isHidden = parameter.kind === 'weight' && parameter.layer > 1;
        return isHidden ? ref(netValue(parameter.layer - 1, parameter.input, { sample })) : undefined;
      }),
    ),
  },
  {
    /** The out of the unit that the weight leads to. */
    name: 'own-output-carried',
    area: 'input',
    variants: inNetworks((context) =>
      atEachAndAll(context, weightInputsIn(context.quantities), ({ of, sample }) =>
        ref(outValue(of.block.layer, of.index, { sample })),
      ),
    ),
  },
  {
    /** The gradient of a bias is multiplied by the first input, or the bias is multiplied by it in a net. */
    name: 'bias-times-input',
    area: 'input',
    variants: inNetworks(biasTimesInput),
  },
  { name: 'bias-summed-over-units', area: 'input', variants: inNetworks(biasSummedOverUnits) },
  {
    /** δ divided by the input in place of δ times the input. */
    name: 'quotient-for-product',
    area: 'input',
    variants: inNetworks((context) => atInputs(context, (factor) => quotient(constant(1), ref<Quantity>(factor)))),
  },
  {
    /** dW = dZ * A of two vectors, which NumPy multiplies element by element: each row of dW is the same. */
    name: 'elementwise-product',
    area: 'input',
    variants: inNetworks(elementwiseProduct),
  },
] as const satisfies readonly Slip[];

function* biasTimesInput(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  yield* atEachAndAll(context, weightInputsIn(context.quantities), ({ of, by, sample }) => {
    const isBias = parameterAt(network, by.index).kind === 'bias';
    return isBias ? ref(layerInputValue(of.block.layer - 1, 0, { sample })) : undefined;
  });
  yield* atEachAndAll(context, netsIn(context.quantities), (net) => {
    const layer = layerAt(network, net.of.block.layer);
    const bias = biasIndex(layer, net.of.index);
    if (bias === undefined) return undefined;
    const input = ref<Quantity>(layerInputValue(layer.number - 1, 0, net));
    const extra = product<Quantity>(ref(parameterValue(bias)), difference(input, constant(1)));
    return sum<Quantity>([ref(net), extra]);
  });
}

/** The gradient of each bias is the sum of δ over all units of the layer, as NumPy's sum without an axis gives it. */
function biasSummedOverUnits(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  const gradients = parameterGradientsIn(context.quantities).filter(
    ({ of, sample }) =>
      parameterAt(network, of.index).kind === 'bias' && (context.update.size === 1 || sample !== undefined),
  );
  return atEachAndAll(context, gradients, ({ of, sample }) => {
    const { layer, unit } = parameterAt(network, of.index);
    const { units } = layerAt(network, layer);
    if (unit === undefined || units === 1) return undefined;
    return sum(Array.from({ length: units }, (_, each) => ref<Quantity>(delta(layer, each, sample))));
  });
}

/** The factors ∂net/∂b, which are 1. */
function biasFactorsIn({ experiment, quantities }: DenseContext): readonly WeightInput[] {
  return weightInputsIn(quantities).filter(({ by }) => parameterAt(experiment.network, by.index).kind === 'bias');
}

/** Replaces the inputs of weights, but not the 1 of biases. */
function atInputs(context: DenseContext, replacement: Replacement<WeightInput>): IterableIterator<Variant> {
  const { network } = context.experiment;
  const factors = weightInputsIn(context.quantities).filter(
    ({ by }) => parameterAt(network, by.index).kind === 'weight',
  );
  return atEachAndAll(context, factors, replacement);
}

/** The input of another weight of the unit, or the input of the network in a later layer. */
function* inputOfOtherWeight(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const factor of weightInputsIn(context.quantities)) {
    const parameter = parameterAt(network, factor.by.index);
    if (parameter.kind === 'bias') continue;
    const { layer, input } = parameter;
    for (const other of neighboursOf(input, unitsIn(network, layer - 1))) {
      yield* atEachAndAll(context, [factor], ({ sample }) => ref(layerInputValue(layer - 1, other, { sample })));
    }
  }
  yield* atInputs(context, ({ by, sample }) => {
    const parameter = parameterAt(network, by.index);
    const isLater = parameter.kind === 'weight' && parameter.layer > 1 && parameter.input < network.inputs;
    return isLater ? ref(inputValue(parameter.input, sample)) : undefined;
  });
  for (const net of netsIn(context.results)) {
    if (triesTerms(context, net)) yield* wrongInputsOfNet(context, net);
  }
}

/** Wrong inputs are tried only for this many first weights of a net, so that a wide layer has few variants. */
const maxWeights = 9;

/** A weight of a net multiplies the input before or after its own, two inputs are exchanged, or all are the network's. */
function* wrongInputsOfNet(context: DenseContext, net: Value<NodeOf<'net'>>): IterableIterator<Variant> {
  const { network } = context.experiment;
  const layer = layerAt(network, net.of.block.layer);
  const withInputs = (inputOf: (at: number) => Quantity | undefined): IterableIterator<Variant> =>
    atEachAndAll(context, [net], (own) =>
      netWithTerms(context, own, (at, right) => {
        const input = inputOf(at);
        const weight = ref<Quantity>(parameterValue(weightIndex(layer, own.of.index, at)));
        return input === undefined ? right : product<Quantity>(ref(input), weight);
      }),
    );
  const inputAt = (at: number): Quantity => layerInputValue(layer.number - 1, at, net);
  for (let at = 0; at < Math.min(layer.fanIn, maxWeights); at++) {
    for (const other of [at - 1, at + 1]) {
      if (other < 0 || other >= layer.fanIn) continue;
      yield* withInputs((each) => (each === at ? inputAt(other) : undefined));
      if (other > at) {
        const exchanged = new Map([
          [at, other],
          [other, at],
        ]);
        yield* withInputs((each) => {
          const used = exchanged.get(each);
          return used === undefined ? undefined : inputAt(used);
        });
      }
    }
  }
  if (layer.number > 1 && layer.fanIn <= network.inputs) yield* withInputs((at) => inputValue(at, net.sample));
}

/** In a layer with as many units as inputs, δ_j·input_j in place of δ_j·input_i, or δ_i·input_i in place of it. */
function* elementwiseProduct(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  const gradients = context.quantities.filter(
    (quantity) => quantity.kind === 'gradient' && quantity.of.block.role === 'parameter',
  );
  for (const diagonal of ['unit', 'input'] as const) {
    yield* atEachAndAll(context, gradients, (gradient) => {
      const parameter = parameterAt(network, gradient.of.index);
      if (parameter.kind === 'bias') return undefined;
      const layer = layerAt(network, parameter.layer);
      if (layer.units !== layer.fanIn) return undefined;
      const unit = parameter[diagonal];
      const net: NodeOf<'net'> = { block: { role: 'net', layer: layer.number }, index: unit };
      const input = layerInputValue(layer.number - 1, unit, { sample: gradient.sample });
      if (context.update.size > 1 && gradient.sample === undefined) return undefined;
      return product<Quantity>(ref({ kind: 'gradient', of: net, sample: gradient.sample }), ref(input));
    });
  }
}
