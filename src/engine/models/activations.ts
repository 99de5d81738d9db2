import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  product,
  rewritten,
  square,
  sum,
} from '../expressions/expression.ts';
import { normalCdf, normalDensity, sigmoid, softplus } from '../expressions/functions.ts';

/** How a unit's out follows from its net. `value` and `derivative` are for speed; the expressions say the same. */
export interface Activation {
  /** f(net). */
  value(net: number): number;
  /** f′(net), given out = f(net) as well. At a kink: the slope to its left. */
  derivative(net: number, expression: number): number;
  /** f(net) as an expression. */
  out(net: Expression): Expression;
  /** f′(net) as an expression of net and out. */
  derivativeExpression(net: Expression, out: Expression): Expression;
  /** Whether f′ jumps at 0, so that no central difference across 0 can agree with it. */
  readonly hasKink: boolean;
  /** Whether f″ jumps at 0, so that differences across 0 may not be extrapolated. */
  readonly hasSecondDerivativeJump?: boolean;
}

const one = constant(1);
const leak = 0.01;

/** Every activation that looks at one net alone. Derivatives are those of PyTorch, at the kink too. */
export const activations = {
  identity: {
    value: (net) => net,
    derivative: () => 1,
    out: (net) => net,
    derivativeExpression: () => one,
    hasKink: false,
  },
  sigmoid: {
    value: sigmoid,
    derivative: (_net, out) => out * (1 - out),
    out: (net) => call('sigmoid', net),
    derivativeExpression: (_net, out) => product(out, difference(one, out)),
    hasKink: false,
  },
  tanh: {
    value: Math.tanh,
    derivative: (_net, out) => 1 - out * out,
    out: (net) => call('tanh', net),
    derivativeExpression: (_net, out) => difference(one, square(out)),
    hasKink: false,
  },
  relu: {
    value: (net) => (net > 0 ? net : 0),
    derivative: (net) => (net > 0 ? 1 : 0),
    out: (net) => conditional(net, net, constant(0)),
    derivativeExpression: (net) => conditional(net, one, constant(0)),
    hasKink: true,
  },
  'leaky-relu': {
    value: (net) => (net > 0 ? net : leak * net),
    derivative: (net) => (net > 0 ? 1 : leak),
    out: (net) => conditional(net, net, product(constant(leak), net)),
    derivativeExpression: (net) => conditional(net, one, constant(leak)),
    hasKink: true,
  },
  elu: {
    value: (net) => (net > 0 ? net : Math.expm1(net)),
    derivative: (net) => (net > 0 ? 1 : Math.exp(net)),
    out: (net) => conditional(net, net, rewritten(difference(call('exp', net), one), call('expm1', net))),
    derivativeExpression: (net) => conditional(net, one, call('exp', net)),
    hasKink: false,
    hasSecondDerivativeJump: true,
  },
  softplus: {
    value: softplus,
    derivative: (net) => sigmoid(net),
    out: (net) => call('softplus', net),
    derivativeExpression: (net) => call('sigmoid', net),
    hasKink: false,
  },
  silu: {
    value: (net) => net * sigmoid(net),
    derivative: (net, out) => sigmoid(net) * (1 + net - out),
    out: (net) => product(net, call('sigmoid', net)),
    derivativeExpression: (net, out) => product(call('sigmoid', net), difference(sum([one, net]), out)),
    hasKink: false,
  },
  gelu: {
    value: (net) => net * normalCdf(net),
    derivative: (net) => normalCdf(net) + net * normalDensity(net),
    out: (net) => product(net, call('normal-cdf', net)),
    derivativeExpression: (net) => sum([call('normal-cdf', net), product(net, call('normal-density', net))]),
    hasKink: false,
  },
} as const satisfies Record<string, Activation>;

/** softmax looks at all nets of its layer; its equations are in `softmax.ts`. */
export type ActivationName = keyof typeof activations | 'softmax';

export const activationNames = [...(Object.keys(activations) as (keyof typeof activations)[]), 'softmax'] as const;

/** The table's row of an activation that looks at one net. Throws a RangeError for softmax, which has none. */
export function activationOf(name: ActivationName): Activation {
  if (name === 'softmax') throw new RangeError('softmax has no equation of a single net');
  return activations[name];
}
