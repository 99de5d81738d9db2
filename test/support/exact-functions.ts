import { Decimal } from 'decimal.js';

/** Decimal numbers with 70 digits. The functions below lose at most 10 of them. */
export const Exact = Decimal.clone({ precision: 70, minE: -9e15, maxE: 9e15 });

/** A term of a sum that is smaller than this, relative to the first term, has no effect on 70 digits. */
const epsilon = new Exact('1e-80');

const one = new Exact(1);
const pi = Exact.acos(-1);

/** A double as a Decimal, with all of its digits. `new Exact(0.1)` would be 0.1 instead of the double nearest to 0.1. */
export function exactly(double: number): Decimal {
  if (double === 0 || !Number.isFinite(double)) return new Exact(double);
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(double))), -1022) - 52;
  const half = Math.trunc(exponent / 2);
  return new Exact(double / 2 ** half / 2 ** (exponent - half)).times(new Exact(2).pow(exponent));
}

/** e^x − 1. For a small x by its series, because e^x − 1 would cancel. */
export function expm1(x: Decimal): Decimal {
  if (x.abs().gt(0.1)) return x.exp().minus(1);
  return series(x, (term, n) => term.times(x).div(n + 1));
}

/** ln(1 + x) for x ≥ 0. For a small x by the series of 2·artanh(x/(2 + x)). */
export function log1p(x: Decimal): Decimal {
  if (x.gt(0.1)) return x.plus(1).ln();
  const ratio = x.div(x.plus(2));
  const square = ratio.times(ratio);
  let total = new Exact(0);
  let power = ratio.times(2);
  for (let n = 1; power.abs().gt(epsilon.times(ratio.abs())); n += 2) {
    total = total.plus(power.div(n));
    power = power.times(square);
  }
  return total;
}

export function sigmoid(x: Decimal): Decimal {
  return one.div(x.neg().exp().plus(1));
}

/** σ(x)·σ(−x), without 1 − σ(x), which would cancel. */
export function sigmoidSlope(x: Decimal): Decimal {
  return sigmoid(x).times(sigmoid(x.neg()));
}

export function tanh(x: Decimal): Decimal {
  const power = expm1(x.abs().times(-2));
  return power
    .neg()
    .div(power.plus(2))
    .times(x.isNegative() ? -1 : 1);
}

export function softplus(x: Decimal): Decimal {
  return Exact.max(x, 0).plus(log1p(x.abs().neg().exp()));
}

export function normalDensity(x: Decimal): Decimal {
  return x.times(x).div(-2).exp().div(pi.times(2).sqrt());
}

/** Φ(x) by the series of erf for x near 0, and by a continued fraction for Φ(−|x|) far from 0 (Laplace). */
export function normalCdf(x: Decimal): Decimal {
  const size = x.abs();
  if (size.lt(5)) {
    const square = size.times(size);
    const sum = series(size, (term, n) => term.times(square).div(2 * n + 1));
    return sum
      .times(normalDensity(size))
      .times(x.isNegative() ? -1 : 1)
      .plus(0.5);
  }
  let fraction = size;
  for (let n = size.gt(20) ? 200 : 1500; n > 0; n--) fraction = size.plus(new Exact(n).div(fraction));
  const tail = normalDensity(size).div(fraction);
  return x.isNegative() ? tail : one.minus(tail);
}

/** The sum of `first` and the terms that follow it, until they have no effect. `next` gets the term and n = 1, 2, … */
function series(first: Decimal, next: (term: Decimal, n: number) => Decimal): Decimal {
  let total = new Exact(0);
  let term = first;
  for (let n = 1; term.abs().gt(epsilon.times(first.abs())); n++) {
    total = total.plus(term);
    term = next(term, n);
  }
  return total;
}

/**
 * The difference between a double and a right value, in units in the last place of `size` as a double: the value itself,
 * or the size of the terms that cancel in it. Below 1e-300, where doubles run out of digits, the units are those of 1e-300.
 */
export function unitsBetween(double: number, right: Decimal, size: Decimal = right): number {
  if (right.abs().gt(Number.MAX_VALUE))
    return double === (right.isNegative() ? -1 : 1) * Number.POSITIVE_INFINITY ? 0 : Number.POSITIVE_INFINITY;
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(size.toNumber()), 1e-300)));
  const unit = new Exact(2).pow(exponent - 52);
  return exactly(double).minus(right).abs().div(unit).toNumber();
}
