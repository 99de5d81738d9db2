import {
  call,
  constant,
  difference,
  type Expression,
  negative,
  quotient,
  ref,
  sum,
} from '../../expressions/expression.ts';
import type { Quantity } from '../../graph/quantity.ts';
import { activationOf } from '../../models/activations.ts';
import { netValue } from '../../models/dense-quantities.ts';
import { layerAt } from '../../models/network.ts';
import { atEachAndAll, type DenseContext, inNetworks, outsIn, type Slip, type Variant } from './slip.ts';

/** A mistake in an activation. */
export const activationSlips = [
  { name: 'other-activation', area: 'activation', variants: inNetworks(otherActivation) },
  {
    /** 1/1 + e^(−net) in place of 1/(1 + e^(−net)), or e^net − e^(−net) in place of tanh. */
    name: 'brackets-forgotten',
    area: 'activation',
    variants: inNetworks(bracketsForgotten),
  },
] as const satisfies readonly Slip[];

/** The activations that are taken for another one. */
const mistakable = ['sigmoid', 'tanh', 'relu'] as const;

function* otherActivation(context: DenseContext): IterableIterator<Variant> {
  for (const name of mistakable) {
    yield* atOuts(context, (own, net) => (own === name ? undefined : activationOf(name).expression(net)));
  }
}

function* bracketsForgotten(context: DenseContext): IterableIterator<Variant> {
  yield* atOuts(context, (own, net) => {
    const power = call('exp', negative(net));
    if (own === 'sigmoid') return sum([constant(1), power]);
    return own === 'tanh' ? difference(call('exp', net), power) : undefined;
  });
  // The sign in the divisor is wrong.
  yield* atOuts(context, (own, net) =>
    own === 'sigmoid' ? quotient(constant(1), difference(constant(1), call('exp', negative(net)))) : undefined,
  );
}

function atOuts(
  context: DenseContext,
  replacement: (activation: string, net: Expression<Quantity>) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  return atEachAndAll(context, outsIn(context.results), ({ of, sample, after }) => {
    const { activation } = layerAt(context.experiment.network, of.block.layer);
    if (activation === 'softmax') return undefined;
    return replacement(activation, ref<Quantity>(netValue(of.block.layer, of.index, { sample, after })));
  });
}
