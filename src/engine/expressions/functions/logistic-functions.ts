import { line } from '../derivation-lines.ts';
import {
  call,
  conditional,
  constant,
  difference,
  negative,
  product,
  quotient,
  rewritten,
  square,
  sum,
} from '../expression.ts';
import type { FunctionOfOne } from '../function-row.ts';

const one = constant(1);

/** 1/(1 + e⁻ˣ). If e⁻ˣ overflows, eˣ is returned, which differs from σ(x) by less than a rounding error. */
export function sigmoid(x: number): number {
  const power = Math.exp(-x);
  return power < Number.POSITIVE_INFINITY ? 1 / (1 + power) : Math.exp(x);
}

/** Above this σ(x), 1 − σ(x) loses more than one bit. It is computed as σ(x)·e⁻ˣ instead. */
export const nearOne = 0.75;

/** Above this |tanh x|, 1 − tanh² x is computed as (1 + |tanh x|)(1 − |tanh x|), where 1 − |tanh x| is 2σ(−2|x|). */
const largeTanh = 0.5;

export const sigmoidFunction: FunctionOfOne = {
  inputs: 'one',
  names: ['sigmoid'],
  apply: sigmoid,
  derivative: (x, y) => {
    const shown = product(y, difference(one, y));
    const power = call('exp', negative(x));
    const isNearOne = difference(y, constant(nearOne));
    return rewritten(shown, conditional(isNearOne, product(y, y, power), shown), product(square(y), power));
  },
  lines: (x) => {
    const power = call('exp', negative(x));
    const bottom = sum([one, power]);
    const value = quotient(one, bottom);
    const name = call('sigmoid', x);
    return {
      value: [line(name), line(value, 'definition')],
      derivative: [
        line(quotient(power, square(bottom)), 'quotient', 'chain'),
        line(product(value, quotient(power, bottom)), 'rearrange'),
        line(product(value, quotient(difference(bottom, one), bottom)), 'rearrange'),
        line(product(value, difference(one, value)), 'simplify'),
        line(product(name, difference(one, name)), 'definition'),
      ],
    };
  },
  hasKink: false,
  latex: '\\sigma',
  pytorch: (x) => `torch.sigmoid(${x})`,
  numpy: (x) => `sigmoid(${x})`,
};

export const tanh: FunctionOfOne = {
  inputs: 'one',
  names: ['tanh'],
  apply: Math.tanh,
  derivative: (x, y) => {
    const shown = difference(one, square(y));
    const size = call('absolute', y);
    const oneMinusSize = [constant(2), call('sigmoid', product(constant(-2), call('absolute', x)))];
    const stable = product(sum([one, size]), ...oneMinusSize);
    return rewritten(shown, conditional(difference(size, constant(largeTanh)), stable, shown), stable);
  },
  lines: (x) => {
    const [plus, minus] = [call('exp', x), call('exp', negative(x))];
    const [top, bottom] = [difference(plus, minus), sum([plus, minus])];
    return {
      value: [line(call('tanh', x)), line(quotient(top, bottom), 'definition')],
      derivative: [
        line(quotient(difference(product(bottom, bottom), product(top, top)), square(bottom)), 'quotient', 'chain'),
        line(difference(one, square(quotient(top, bottom))), 'simplify'),
        line(difference(one, square(call('tanh', x))), 'definition'),
      ],
    };
  },
  hasKink: false,
  latex: '\\tanh',
  pytorch: (x) => `torch.tanh(${x})`,
  numpy: (x) => `np.tanh(${x})`,
};

/** ln(1 + eˣ). Does not overflow for large x and keeps its digits for very negative x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export const softplusFunction: FunctionOfOne = {
  inputs: 'one',
  names: ['softplus'],
  apply: softplus,
  derivative: (x) => call('sigmoid', x),
  lines: (x) => {
    const power = call('exp', x);
    const inner = sum([one, power]);
    return {
      value: [line(call('softplus', x)), line(call('ln', inner), 'definition')],
      derivative: [
        line(product(quotient(one, inner), power), 'ln', 'chain'),
        line(quotient(power, inner), 'simplify'),
        line(quotient(one, sum([one, call('exp', negative(x))])), 'rearrange'),
        line(call('sigmoid', x), 'definition'),
      ],
    };
  },
  hasKink: false,
  // Not F.softplus, because it returns x itself for x > 20.
  pytorch: (x) => `torch.logaddexp(${x}, torch.zeros_like(${x}))`,
  numpy: (x) => `np.logaddexp(${x}, 0)`,
};
