import erf from '@stdlib/math-base-special-erf';
import erfc from '@stdlib/math-base-special-erfc';

/** 1/(1 + e⁻ˣ). If e⁻ˣ overflows, it is eˣ: the two differ by less than a rounding error there. */
export function sigmoid(x: number): number {
  const power = Math.exp(-x);
  return power < Number.POSITIVE_INFINITY ? 1 / (1 + power) : Math.exp(x);
}

/** ln(1 + eˣ). Does not overflow for large x and keeps its digits for very negative x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

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

/** e^(a − b). The rounding error of a − b is added: it would change the power by up to 1e-13 of its value. */
export function expOfDifference(a: number, b: number): number {
  const difference = a - b;
  const power = Math.exp(difference);
  return power === 0 ? 0 : power + power * roundingError(a, b, difference);
}

/** The exact rounding error of `difference` = a − b (Knuth's TwoSum). */
function roundingError(a: number, b: number, difference: number): number {
  const roundedB = a - difference;
  return a - (difference + roundedB) + (roundedB - b);
}

export function maximumOf(xs: ArrayLike<number>, start: number, count: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) max = Math.max(max, xs[at] ?? Number.NaN);
  return max;
}

/** eˣ/Σ eˣ, where the first input is x, and the sum is over the other inputs. One of the other inputs is x, too. */
function softmax(x: number, ...xs: readonly number[]): number {
  const max = Math.max(...xs);
  let total = 0;
  for (const each of xs) total += expOfDifference(each, max);
  return expOfDifference(x, max) / total;
}

/**
 * ln(Σ eˣ) − x = −ln(eˣ/Σ eˣ), where the sum is over `count` numbers of an array, from index `start` on, and x is one of
 * them. With the maximum M of the array it is M − x + ln(1 + Σ e^(… − M)), where the sum is over all numbers but one M.
 * No term is negative, so no digits cancel.
 */
export function minusLogSoftmax(x: number, xs: ArrayLike<number>, start: number, count: number): number {
  const max = maximumOf(xs, start, count);
  let others = 0;
  let isMaxPassed = false;
  for (let at = start; at < start + count; at++) {
    const each = xs[at] ?? Number.NaN;
    if (each === max && !isMaxPassed) isMaxPassed = true;
    else others += expOfDifference(each, max);
  }
  return max - x + Math.log1p(others);
}

/** The functions that an expression can call, by name. */
export const functions = {
  sigmoid,
  tanh: Math.tanh,
  exp: Math.exp,
  expm1: Math.expm1,
  ln: Math.log,
  sqrt: Math.sqrt,
  softplus,
  sign: Math.sign,
  absolute: Math.abs,
  'normal-cdf': normalCdf,
  'normal-density': normalDensity,
  softmax,
  'minus-log-softmax': (x: number, ...xs: readonly number[]) => minusLogSoftmax(x, xs, 0, xs.length),
} satisfies Record<string, (...inputs: number[]) => number>;

export type FunctionName = keyof typeof functions;
