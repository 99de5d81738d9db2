import { constant, difference, type Expression, product, ref, square } from '../../expressions/expression.ts';
import type { Quantity } from '../../graph/quantity.ts';
import { activationOf } from '../../models/activations.ts';
import { netValue, outValue, targetValue } from '../../models/dense-quantities.ts';
import { isOutput, layerAt, unitsIn } from '../../models/network.ts';
import {
  atEachAndAll,
  type DenseContext,
  inNetworks,
  neighboursOf,
  type Slip,
  type SlipContext,
  type Slope,
  slopesIn,
  type Variant,
} from './slip.ts';

/** Something else takes the place of f′(net). */
export const slopeSlips = [
  { name: 'output-for-derivative', area: 'slope', variants: (context) => atSlopes(context, outOf) },
  {
    /** net in place of f′(net), or as a further factor. */
    name: 'net-for-derivative',
    area: 'slope',
    *variants(context) {
      yield* atSlopes(context, netOf);
      yield* atSlopes(context, (slope) => product<Quantity>(ref(slope), netOf(slope)));
    },
  },
  {
    /** 1 − out in place of f′(net), or in place of out in out(1 − out). */
    name: 'one-minus-output-for-derivative',
    area: 'slope',
    *variants(context) {
      const oneMinusOut = (slope: Slope): Expression<Quantity> => difference(constant(1), outOf(slope));
      yield* atSlopes(context, oneMinusOut);
      yield* atSlopes(context, (slope) => square(oneMinusOut(slope)));
    },
  },
  {
    /** f′(out) in place of f′(net). */
    name: 'derivative-at-output',
    area: 'slope',
    variants: inNetworks((context) =>
      atSlopes(context, (slope) => {
        const activation = ownActivation(context, slope);
        return activation?.derivativeExpression(outOf(slope), activation.expression(outOf(slope)));
      }),
    ),
  },
  {
    /** The form of f′ in terms of out, with net in place of out: net(1 − net). */
    name: 'derivative-of-net',
    area: 'slope',
    variants: inNetworks((context) =>
      atSlopes(context, (slope) => ownActivation(context, slope)?.derivativeExpression(netOf(slope), netOf(slope))),
    ),
  },
  {
    /** target(1 − target) in place of out(1 − out). */
    name: 'derivative-at-target',
    area: 'slope',
    variants: inNetworks((context) =>
      atSlopes(context, (slope) => {
        const { block, index } = slope.of;
        if (!isOutput(context.experiment.network, block.layer)) return undefined;
        const target = ref<Quantity>(targetValue(index, slope.sample));
        return ownActivation(context, slope)?.derivativeExpression(target, target);
      }),
    ),
  },
  { name: 'derivative-of-other-unit', area: 'slope', variants: inNetworks(slopesOfOtherUnits) },
  { name: 'derivative-of-other-activation', area: 'slope', variants: inNetworks(slopesOfOtherActivations) },
  {
    name: 'derivative-twice',
    area: 'slope',
    variants: (context) => atSlopes(context, (slope) => product<Quantity>(ref(slope), ref(slope))),
  },
] as const satisfies readonly Slip[];

function outOf({ of, sample }: Slope): Expression<Quantity> {
  return ref(outValue(of.block.layer, of.index, { sample }));
}

function netOf({ of, sample }: Slope): Expression<Quantity> {
  return ref(netValue(of.block.layer, of.index, { sample }));
}

/** Undefined for softmax. */
function ownActivation({ experiment }: DenseContext, slope: Slope) {
  const name = layerAt(experiment.network, slope.of.block.layer).activation;
  return name === 'softmax' ? undefined : activationOf(name);
}

/** Yields the variants that replace f′(net). */
function atSlopes(
  context: SlipContext,
  replacement: (slope: Slope) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  return atEachAndAll(context, slopesIn(context.quantities), replacement);
}

function* slopesOfOtherUnits(context: DenseContext): IterableIterator<Variant> {
  const { network } = context.experiment;
  for (const slope of slopesIn(context.quantities)) {
    const { block, index } = slope.of;
    for (const unit of neighboursOf(index, unitsIn(network, block.layer))) {
      yield* atEachAndAll(context, [slope], (right) =>
        ref<Quantity>({ ...right, of: { ...right.of, index: unit }, by: { ...right.by, index: unit } }),
      );
    }
  }
}

/** The activations whose derivative is taken for that of another one. */
const mistakable = ['sigmoid', 'tanh'] as const;

function* slopesOfOtherActivations(context: DenseContext): IterableIterator<Variant> {
  for (const name of mistakable) {
    yield* atSlopes(context, (slope) => {
      const own = layerAt(context.experiment.network, slope.of.block.layer).activation;
      if (own === name || own === 'softmax') return undefined;
      return activationOf(name).derivativeExpression(netOf(slope), outOf(slope));
    });
  }
}
