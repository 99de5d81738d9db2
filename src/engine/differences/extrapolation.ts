/** An estimate of a derivative and its largest probable error. */
export interface Estimate {
  readonly derivative: number;
  readonly uncertainty: number;
}

/** The central difference (E_total(θ + step) − E_total(θ − step)) / (2 step), and its largest probable rounding error. */
export interface CentralDifference {
  readonly value: number;
  readonly roundingError: number;
}

/** One central difference, without extrapolation. Its uncertainty is estimated with a step twice as large. */
export function plainEstimate(
  { value, roundingError }: CentralDifference,
  withDoubleStep: CentralDifference,
): Estimate {
  return { derivative: value, uncertainty: Math.abs(value - withDoubleStep.value) + roundingError };
}

/**
 * Extrapolates the central differences D to step 0 (C. J. F. Ridders, Advances in Engineering Software 4, 1982). Each
 * entry of order k combines two entries of order k − 1, from its own row and from the row above, so that the errors
 * proportional to step²ᵏ cancel:
 *
 *     step      order 0   order 1   order 2
 *     h         D(h)
 *     h/2       D(h/2)    ·
 *     h/4       D(h/4)    ·         ·
 *
 * `differences` are the entries of order 0; each step is half of the previous step. Returns the entry with the smallest
 * uncertainty.
 */
export function extrapolate(differences: readonly CentralDifference[]): Estimate {
  let best: Estimate = { derivative: Number.NaN, uncertainty: Number.POSITIVE_INFINITY };
  let previousRow: readonly number[] = [];
  for (const { value, roundingError } of differences) {
    const row = [value];
    for (const [index, coarse] of previousRow.entries()) {
      const fine = row[index] ?? Number.NaN;
      const factor = 4 ** (index + 1);
      const derivative = (factor * fine - coarse) / (factor - 1);
      const spread = Math.max(Math.abs(derivative - fine), Math.abs(derivative - coarse));
      const uncertainty = spread + roundingError;
      if (uncertainty <= best.uncertainty) best = { derivative, uncertainty };
      row.push(derivative);
    }
    previousRow = row;
  }
  return best;
}
