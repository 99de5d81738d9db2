import erf from '@stdlib/math-base-special-erf';
import erfc from '@stdlib/math-base-special-erfc';
import { line } from '../derivation-lines.ts';
import { call, constant, negative, product, quotient, square } from '../expression.ts';
import type { FunctionOfOne } from '../function-row.ts';

/** Φ(−`maxTail`), φ(−`maxTail`) and φ(`maxTail`) are less than the smallest double. */
const maxTail = 39;

/**
 * Φ(x), the probability that a standard normal variable is at most x. For negative x it is erfc(z)/2 with z = −x/√2.
 * The rounding error of z changes z² by up to 1e-13, and erfc(z) by the factor e^(z² − x²/2), so the result is corrected
 * by this factor.
 */
export function normalCdf(x: number): number {
  if (x < -maxTail) return 0;
  if (x > 0) return 0.5 * (1 + erf(x / Math.SQRT2));
  const z = -x / Math.SQRT2;
  return 0.5 * erfc(z) * (1 + squareMinusHalfSquare(z, x));
}

/** z² − x²/2 for two numbers with nearly equal z² and x²/2. The squares of numbers of 24 bits are exact. */
function squareMinusHalfSquare(z: number, x: number): number {
  const [zHigh, xHigh] = [Math.fround(z), Math.fround(x)];
  return zHigh * zHigh - 0.5 * xHigh * xHigh + ((z - zHigh) * (z + zHigh) - 0.5 * (x - xHigh) * (x + xHigh));
}

/**
 * φ(x) = e^(−x²/2)/√(2π), the density of the standard normal distribution. The power is a product of two powers, because
 * the rounding error of x² would make a single power inexact for large x.
 */
export function normalDensity(x: number): number {
  if (Math.abs(x) > maxTail) return 0;
  const high = Math.fround(x);
  return (Math.exp(-0.5 * high * high) * Math.exp(-0.5 * (x - high) * (x + high))) / Math.sqrt(2 * Math.PI);
}

export const normalCdfFunction: FunctionOfOne = {
  inputs: 'one',
  names: ['normal_cdf'],
  apply: normalCdf,
  derivative: (x) => call('normal-density', x),
  hasKink: false,
  latex: '\\Phi',
  pytorch: (x) => `torch.special.ndtr(${x})`,
  numpy: (x) => `normal_cdf(${x})`,
};

export const normalDensityFunction: FunctionOfOne = {
  inputs: 'one',
  names: ['normal_density'],
  apply: normalDensity,
  derivative: (x, y) => negative(product(x, y)),
  lines: (x) => {
    const power = call('exp', negative(quotient(square(x), constant(2))));
    const root = call('sqrt', product(constant(2), constant(Math.PI)));
    return {
      value: [line(call('normal-density', x)), line(quotient(power, root), 'definition')],
      derivative: [
        line(quotient(product(power, negative(x)), root), 'exp', 'chain'),
        line(negative(product(x, call('normal-density', x))), 'definition'),
      ],
    };
  },
  hasKink: false,
  latex: '\\varphi',
  pytorch: (x) => `(torch.exp(-0.5 * (${x}) ** 2) / math.sqrt(2 * math.pi))`,
  numpy: (x) => `(np.exp(-0.5 * (${x}) ** 2) / math.sqrt(2 * math.pi))`,
};
