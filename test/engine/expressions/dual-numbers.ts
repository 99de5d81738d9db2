import type { Expression } from '../../../src/engine/expressions/expression.ts';
import { items } from '../../../src/engine/expressions/lazy-list.ts';

/** A value, its derivative, and the sum of the sizes of the terms that the derivative consists of. */
export interface Dual {
  readonly value: number;
  readonly derivative: number;
  readonly size: number;
}

const phi = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …), a series that G. Marsaglia gives. Below −2, where this sum cancels, Laplace's
 * continued fraction φ(x)/(|x| + 1/(|x| + 2/(|x| + 3/…))).
 */
function cdf(x: number): number {
  if (x > 9) return 1;
  if (x < -2) {
    let fraction = -x;
    for (let at = 300; at > 0; at--) fraction = -x + at / fraction;
    return phi(x) / fraction;
  }
  let [total, term] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(total); odd += 2) {
    term *= (x * x) / odd;
    total += term;
  }
  return 0.5 + phi(x) * total;
}

/** Functions and their derivatives, from a table of derivatives in a book. */
const book: Readonly<Record<string, readonly [(x: number) => number, (x: number) => number]>> = {
  sigmoid: [sigma, (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
  tanh: [Math.tanh, (x) => 1 / Math.cosh(x) ** 2],
  sin: [Math.sin, Math.cos],
  cos: [Math.cos, (x) => -Math.sin(x)],
  exp: [Math.exp, Math.exp],
  expm1: [Math.expm1, Math.exp],
  ln: [Math.log, (x) => 1 / x],
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
  softplus: [(x) => (x < 0 ? Math.log1p(Math.exp(x)) : x + Math.log1p(Math.exp(-x))), sigma],
  absolute: [Math.abs, Math.sign],
  sign: [Math.sign, () => 0],
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  'normal-cdf': [cdf, phi],
  'normal-density': [phi, (x) => -x * phi(x)],
};

/** The value and the derivative of an expression by automatic differentiation with dual numbers: forward mode. */
export function dualOf<Leaf>(expression: Expression<Leaf>, numberOf: (leaf: Leaf) => Dual): Dual {
  const dual = (part: Expression<Leaf>): Dual => dualOf(part, numberOf);
  switch (expression.kind) {
    case 'constant':
      return { value: expression.value, derivative: 0, size: 0 };
    case 'leaf':
      return numberOf(expression.leaf);
    case 'sum':
      return Array.from(items(expression.terms), dual).reduce(plus, { value: 0, derivative: 0, size: 0 });
    case 'difference':
      return plus(dual(expression.left), scaled(dual(expression.right), -1));
    case 'product':
      return expression.factors.map(dual).reduce(multiply);
    case 'quotient': {
      const bottom = dual(expression.denominator);
      return multiply(dual(expression.numerator), through(bottom, 1 / bottom.value, -1 / bottom.value ** 2));
    }
    case 'negative':
      return scaled(dual(expression.operand), -1);
    case 'power': {
      const [base, exponent] = [dual(expression.base), dual(expression.exponent)];
      const value = base.value ** exponent.value;
      const byBase = through(base, value, exponent.value * base.value ** (exponent.value - 1));
      const byExponent = through(exponent, value, base.value > 0 ? value * Math.log(base.value) : 0);
      return { ...plus(byBase, byExponent), value };
    }
    case 'call': {
      const inputs = Array.from(items(expression.inputs), dual);
      const [first] = inputs;
      const [apply, slope] = book[expression.name] ?? [];
      if (first !== undefined && apply && slope) return through(first, apply(first.value), slope(first.value));
      return extreme(inputs, expression.name === 'max' ? Math.max : Math.min);
    }
    case 'conditional':
      return dual(dual(expression.test).value > 0 ? expression.ifPositive : expression.otherwise);
    case 'rewritten':
      return dual(expression.shown);
  }
}

function plus(a: Dual, b: Dual): Dual {
  return { value: a.value + b.value, derivative: a.derivative + b.derivative, size: a.size + b.size };
}

function scaled({ value, derivative, size }: Dual, by: number): Dual {
  return { value: value * by, derivative: derivative * by, size: size * Math.abs(by) };
}

function multiply(a: Dual, b: Dual): Dual {
  return {
    value: a.value * b.value,
    derivative: a.derivative * b.value + a.value * b.derivative,
    size: a.size * Math.abs(b.value) + Math.abs(a.value) * b.size,
  };
}

function through({ derivative, size }: Dual, value: number, slope: number): Dual {
  return { value, derivative: derivative * slope, size: size * Math.abs(slope) };
}

/** The mean of the derivatives of the inputs that are equal to the largest or smallest, as in PyTorch's amax and amin. */
function extreme(inputs: readonly Dual[], of: (...values: number[]) => number): Dual {
  const value = of(...inputs.map((input) => input.value));
  const equal = inputs.filter((input) => input.value === value);
  const sum = equal.reduce(plus);
  return { value, derivative: sum.derivative / equal.length, size: sum.size };
}
