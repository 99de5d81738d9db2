import type { Quantity } from '../../graph/quantity.ts';

/** A number that a learner's program gives for a quantity. */
export interface GivenNumber {
  readonly quantity: Quantity;
  readonly value: number;
  /** The number may be this much too small or too large, because it is printed with few digits or is a float32. */
  readonly tolerance: number;
  /** Whether the number has few decimals, so that it may be the result of a calculation by hand. */
  readonly mayBeByHand: boolean;
  /** The name under which the learner gives it: dW1. */
  readonly source: string;
}

/** Whether a number has enough digits to tell a convention or a slip: at least three, and it is not 0. */
export function isWellDetermined({ value, tolerance }: GivenNumber): boolean {
  return Number.isFinite(value) && value !== 0 && tolerance <= 0.005 * Math.abs(value);
}

/** Whether `number` is the given number, apart from digits that are not printed. `spread` makes the range wider. */
export function isGiven({ value, tolerance }: GivenNumber, number: number, spread = 0): boolean {
  // The tolerance of an infinite number is infinite.
  if (!Number.isFinite(value)) return number === value;
  return Math.abs(number - value) <= tolerance + spread;
}
