/**
 * Paths nearly cancel if the absolute value of their sum is below this fraction of the sum of their absolute values.
 */
const nearCancellation = 0.25;

/** `sum` is the sum of the paths, `sumOfSizes` the sum of their absolute values. */
export function cancellationOf(sum: number, sumOfSizes: number): 'none' | 'partly' | 'nearly' {
  if (Math.abs(sum) < nearCancellation * sumOfSizes) return 'nearly';
  return Math.abs(sum) < sumOfSizes ? 'partly' : 'none';
}
