import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  rewritten,
  square,
  sum,
} from '../expressions/expression.ts';
import { normalCdf, normalDensity, sigmoid, softplus } from '../expressions/functions.ts';
import { keysOf } from '../expressions/keys-of.ts';

/**
 * An activation f: out = f(net). The loops of `pass` call `value` and `derivative`; the two expressions are the
 * equations. Functions and expressions give the same bits, which a test checks.
 */
export interface Activation {
  value(net: number): number;
  /** f′(net), given out = f(net). At a kink, where f′ jumps, the derivative from the left. */
  derivative(net: number, out: number): number;
  expression(net: Expression): Expression;
  derivativeExpression(net: Expression, out: Expression): Expression;
  /** Whether f′ jumps at 0. A central difference across 0 then does not approximate f′. */
  readonly hasKink: boolean;
}

const one = constant(1);
const zero = constant(0);
/** The slope of leaky-relu for negative nets. */
export const leakySlope = 0.01;

/** Above this out of a sigmoid, 1 − out loses more than one bit. It is computed as out·e^(−net) instead. */
export const nearOne = 0.75;

/** Above this |out| of tanh, 1 − out² is computed as (1 + |out|)(1 − |out|), where 1 − |out| is 2σ(−2|net|). */
const largeTanh = 0.5;

/** Every activation but softmax, by its name in network files. The derivatives at kinks are those of PyTorch. */
export const activations = {
  identity: {
    value: (net) => net,
    derivative: () => 1,
    expression: (net) => net,
    derivativeExpression: () => one,
    hasKink: false,
  },
  sigmoid: {
    value: sigmoid,
    derivative: (net, out) => (out > nearOne ? out * out * Math.exp(-net) : out * (1 - out)),
    expression: (net) => call('sigmoid', net),
    derivativeExpression: (net, out) => {
      const shown = product(out, difference(one, out));
      const isNearOne = difference(out, constant(nearOne));
      const power = call('exp', negative(net));
      return rewritten(shown, conditional(isNearOne, product(out, out, power), shown), product(square(out), power));
    },
    hasKink: false,
  },
  tanh: {
    value: Math.tanh,
    derivative: (net, out) => {
      const size = Math.abs(out);
      return size > largeTanh ? (1 + size) * 2 * sigmoid(-2 * Math.abs(net)) : 1 - out * out;
    },
    expression: (net) => call('tanh', net),
    derivativeExpression: (net, out) => {
      const shown = difference(one, square(out));
      const size = call('absolute', out);
      const oneMinusSize = [constant(2), call('sigmoid', product(constant(-2), call('absolute', net)))];
      const stable = product(sum([one, size]), ...oneMinusSize);
      return rewritten(shown, conditional(difference(size, constant(largeTanh)), stable, shown), stable);
    },
    hasKink: false,
  },
  relu: {
    value: (net) => (net <= 0 ? 0 : net),
    derivative: (net) => (net <= 0 ? 0 : 1),
    expression: (net) => conditional(net, net, zero),
    derivativeExpression: (net) => conditional(net, one, zero),
    hasKink: true,
  },
  'leaky-relu': {
    value: (net) => (net <= 0 ? leakySlope * net : net),
    derivative: (net) => (net <= 0 ? leakySlope : 1),
    expression: (net) => conditional(net, net, product(constant(leakySlope), net)),
    derivativeExpression: (net) => conditional(net, one, constant(leakySlope)),
    hasKink: true,
  },
  elu: {
    value: (net) => (net <= 0 ? Math.expm1(net) : net),
    derivative: (net) => (net <= 0 ? Math.exp(net) : 1),
    expression: (net) => conditional(net, net, rewritten(difference(call('exp', net), one), call('expm1', net))),
    derivativeExpression: (net) => conditional(net, one, call('exp', net)),
    hasKink: false,
  },
  softplus: {
    value: softplus,
    derivative: (net) => sigmoid(net),
    expression: (net) => call('softplus', net),
    derivativeExpression: (net) => call('sigmoid', net),
    hasKink: false,
  },
  silu: {
    value: (net) => net * sigmoid(net),
    derivative: (net, out) => sigmoid(net) * (net > 0 ? 1 + out * Math.exp(-net) : 1 + net - out),
    expression: (net) => product(net, call('sigmoid', net)),
    derivativeExpression: (net, out) => {
      const shown = difference(sum([one, net]), out);
      const stable = sum([one, product(out, call('exp', negative(net)))]);
      return product(call('sigmoid', net), rewritten(shown, conditional(net, stable, shown), stable));
    },
    hasKink: false,
  },
  gelu: {
    value: (net) => net * normalCdf(net),
    derivative: (net) => normalCdf(net) + net * normalDensity(net),
    expression: (net) => product(net, call('normal-cdf', net)),
    derivativeExpression: (net) => sum([call('normal-cdf', net), product(net, call('normal-density', net))]),
    hasKink: false,
  },
} as const satisfies Record<string, Activation>;

/** softmax is not in `activations`, because it uses all nets of its layer. It is in `softmax.ts`. */
export type ActivationName = keyof typeof activations | 'softmax';

export const activationNames = [...keysOf(activations), 'softmax'] as const;

/** The activation with this name. Throws a RangeError for softmax. */
export function activationOf(name: ActivationName): Activation {
  if (name === 'softmax') throw new RangeError('softmax is not a function of a single net');
  return activations[name];
}
