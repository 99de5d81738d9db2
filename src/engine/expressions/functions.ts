import erf from '@stdlib/math-base-special-erf';

/** 1/(1 + e⁻ˣ). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(1 + eˣ). Does not overflow for large x and keeps its digits for very negative x. */
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

/** ln(eˣ¹ + eˣ² + …). */
function logSumExp(...xs: readonly number[]): number {
  return logSumExpOf(xs, 0, xs.length);
}

/** ln Σ eˣ over `count` numbers of an array, from index `start` on. Subtracts the maximum, so no power overflows. */
export function logSumExpOf(xs: ArrayLike<number>, start: number, count: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) max = Math.max(max, xs[at] ?? Number.NaN);
  let total = 0;
  for (let at = start; at < start + count; at++) total += Math.exp((xs[at] ?? Number.NaN) - max);
  return max + Math.log(total);
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
  'log-sum-exp': logSumExp,
} satisfies Record<string, (...inputs: number[]) => number>;

export type FunctionName = keyof typeof functions;
