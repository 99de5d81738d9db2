import type { Cancellation } from '../messages/facts.ts';

/**
 * Paths largely cancel if the absolute value of their sum is below this fraction of the sum of their absolute values.
 */
const largeCancellation = 0.25;

/** How far the terms of a sum cancel. */
export function cancellationOf(sum: number, terms: readonly number[]): Cancellation {
  const sumOfSizes = terms.reduce((total, term) => total + Math.abs(term), 0);
  if (Math.abs(sum) < largeCancellation * sumOfSizes) return 'largely';
  return Math.abs(sum) < sumOfSizes ? 'partly' : 'none';
}
