/** A number or a calculation as a learner writes it. */
export interface Answer {
  readonly value: number;
  /**
   * The range of the numbers that round to the written number. For a calculation: the range of its results, given that
   * its factors may be rounded.
   */
  readonly min: number;
  readonly max: number;
  /** The number of significant digits. For a calculation, the digits that can be trusted if its factors are rounded. */
  readonly digits: number;
  /** `digits` without the zeros at the end of the decimals: 2 for 0.2400. For a calculation, the same as `digits`. */
  readonly digitsWithoutZeros: number;
  /** The place value of the last digit that was written, 0.001 for 0.584. Undefined for a calculation. */
  readonly unit: number | undefined;
  /** The factors of a product that was typed. Missing for a number, empty for another calculation. */
  readonly factors?: readonly TypedFactor[];
}

/** A factor of a product that the learner typed. */
export interface TypedFactor {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The number as it was typed. Undefined if the factor is a calculation. */
  readonly text: string | undefined;
}

/** Rounds `value` to `decimals` decimals, as people do by hand. */
export type Rounding = (value: number, decimals: number) => number;

/** Two results in double precision count as the same number if they differ by at most this fraction of the second. */
const doublePrecision = 1e-9;

/** Whether `value` differs from `right` by at most 0.5·10^(1 − digits) × |right|: by 0.5 % for three digits. */
export function agreesToDigits(value: number, right: number, digits: number): boolean {
  return differsByAtMost(value, right, 0.5 * 10 ** (1 - digits));
}

/**
 * Whether two numbers are equal after rounding to `digits` significant digits of the second, or differ by at most half a
 * unit of its last digit.
 */
export function roundsAlike(value: number, right: number, digits: number): boolean {
  if (right === 0 || !Number.isFinite(right)) return value === right;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(right))) - digits + 1);
  return Math.round(value / unit) === Math.round(right / unit) || Math.abs(value - right) <= unit / 2;
}

/** Whether two numbers are equal, apart from rounding errors of double precision. */
export function isSameNumber(a: number, b: number): boolean {
  return a === b || differsByAtMost(a, b, doublePrecision);
}

/** Whether `value` differs from `right` by at most `fraction` × |right|. No number is near an infinite one. */
function differsByAtMost(value: number, right: number, fraction: number): boolean {
  return Number.isFinite(right) && Math.abs(value - right) <= fraction * Math.abs(right);
}

/** Whether a number rounds to an answer. For a calculation: whether the number is in the range of its results. */
export function roundsTo({ value, min, max }: Answer, number: number): boolean {
  if (!Number.isFinite(number)) return false;
  const slack = doublePrecision * Math.abs(number);
  return (number >= min - slack && number <= max + slack) || isSameNumber(value, number);
}

/** Whether an answer is the first digits of a number, with the rest cut off instead of rounded. */
export function isTruncated({ value, unit }: Answer, number: number): boolean {
  if (unit === undefined || Math.sign(value) !== Math.sign(number)) return false;
  const rest = Math.abs(number) - Math.abs(value);
  return rest >= 0 && rest < unit;
}
