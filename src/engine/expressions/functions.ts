import erf from '@stdlib/math-base-special-erf';

/** 1/(1 + e⁻ˣ). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(1 + eˣ), without overflow for large x and without losing its digits for very negative x. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Φ(x), the probability that a standard normal variable is at most x. */
export function normalCdf(x: number): number {
  return 0.5 * (1 + erf(x / Math.SQRT2));
}

/** φ(x), the density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** ln(eˣ¹ + eˣ² + …), computed around the largest so that no power overflows. */
function logSumExp(...xs: readonly number[]): number {
  return logSumExpOf(xs, 0, xs.length);
}

/** The same of `count` numbers of an array, from `start` on. */
export function logSumExpOf(xs: ArrayLike<number>, start: number, count: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) largest = Math.max(largest, xs[at] ?? Number.NaN);
  let total = 0;
  for (let at = start; at < start + count; at++) total += Math.exp((xs[at] ?? Number.NaN) - largest);
  return largest + Math.log(total);
}

/** The functions an expression can call, by the name the notation knows them by. */
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
  'log-sum-exp': logSumExp,
} satisfies Record<string, (...inputs: number[]) => number>;

export type FunctionName = keyof typeof functions;
