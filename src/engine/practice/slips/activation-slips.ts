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
import { sampleAt } from '../../training/update.ts';
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
  {
    /** The exponentials are divided by the sum of others, or by none. */
    name: 'softmax-divisor',
    area: 'activation',
    variants: inNetworks(softmaxDivisor),
  },
] as const satisfies readonly Slip[];

/** The activations that are taken for another one. */
const mistakable = ['sigmoid', 'tanh', 'relu'] as const;

function* otherActivation(context: DenseContext): IterableIterator<Variant> {
  for (const name of mistakable) {
    yield* atOuts(context, (own, net) => (own === name ? undefined : activationOf(name).expression(net)));
  }
  // σ(net) is ½(1 + tanh(net/2)).
  yield* atOuts(context, (_, net) => call('tanh', quotient(net, constant(2))));
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

function* softmaxDivisor(context: DenseContext): IterableIterator<Variant> {
  const { update } = context;
  // No divisor, and a divisor without the unit's own exponential.
  yield* atSoftmax(context, () => []);
  yield* atSoftmax(context, ({ unit, sample }, units) =>
    units.filter((each) => each !== unit).map((each) => ({ unit: each, sample })),
  );
  if (update.size === 1) return;
  // The sum over the samples, and the sum of the whole array.
  const samples = Array.from({ length: update.size }, (_, place) => sampleAt(update, place));
  yield* atSoftmax(context, ({ unit }) => samples.map((sample) => ({ unit, sample })));
  yield* atSoftmax(context, (_, units) => samples.flatMap((sample) => units.map((unit) => ({ unit, sample }))));
}

interface UnitOfSample {
  readonly unit: number;
  readonly sample: number | undefined;
}

/** Divides the exponential of each unit by the sum of other ones. */
function atSoftmax(
  context: DenseContext,
  addedFor: (own: UnitOfSample, units: readonly number[]) => readonly UnitOfSample[],
): IterableIterator<Variant> {
  return atEachAndAll(context, outsIn(context.results), ({ of, sample, after }) => {
    const { activation, number, units } = layerAt(context.experiment.network, of.block.layer);
    if (activation !== 'softmax') return undefined;
    const exponential = (each: UnitOfSample): Expression<Quantity> =>
      call('exp', ref<Quantity>(netValue(number, each.unit, { sample: each.sample, after })));
    const own = { unit: of.index, sample };
    const added = addedFor(own, [...Array(units).keys()]);
    return added.length === 0 ? exponential(own) : quotient(exponential(own), sum(added.map(exponential)));
  });
}

function atOuts(
  context: DenseContext,
  replacement: (activation: string, net: Expression<Quantity>) => Expression<Quantity> | undefined,
): IterableIterator<Variant> {
  return atEachAndAll(context, outsIn(context.results), ({ of, sample, after }) => {
    const { activation } = layerAt(context.experiment.network, of.block.layer);
    return replacement(activation, ref<Quantity>(netValue(of.block.layer, of.index, { sample, after })));
  });
}
