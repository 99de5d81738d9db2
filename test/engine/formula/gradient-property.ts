import fc from 'fast-check';
import { expect } from 'vitest';
import { nodeGradient } from '../../../src/engine/graph/quantity.ts';
import { backwardOrder } from '../../../src/engine/models/backward-order.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { sampleAt } from '../../../src/engine/training/update.ts';
import { errorDual } from './formula-duals.ts';
import { randomFormula } from './random-formula.ts';

const leastDifference = 1e-300;

/**
 * Compares every gradient of `numRuns` random formulas with forward mode, to 1e-12 of the terms of the gradient. In up to
 * one formula of 500, a small difference of large numbers multiplies their rounding. There, the tolerance is 1e-9, or the
 * rounding error of the largest number.
 * Differences below 1e-300 are left out: numbers below 2.2e-308 have fewer digits.
 */
export function expectGradientsOfForwardMode(numRuns: number): void {
  let compared = 0;
  const inexact = new Set<object>();
  fc.assert(
    fc.property(randomFormula, (experiment) => {
      const { update, numberOf } = readUpdate(experiment, 1, initialState(experiment));
      const samples = Array.from({ length: update.size }, (_, place) => sampleAt(update, place));
      const pairs = samples.flatMap((sample) =>
        backwardOrder(experiment.formula).map((node) => ({ sample, node, right: errorDual(experiment, sample, node) })),
      );
      for (const { sample, node, right } of pairs.filter((pair) => pair.right.largest < 100)) {
        const gradient = numberOf(nodeGradient(node, update.size > 1 ? sample : undefined));
        const difference = Math.abs(gradient - right.derivative);
        // The numbers of a formula are rounded, and a difference of large ones has their rounding error.
        const rounding = Number.EPSILON * right.largest;
        expect(difference).toBeLessThanOrEqual(Math.max(1e-9 * right.size, rounding, leastDifference));
        if (difference > Math.max(1e-12 * right.size, leastDifference)) inexact.add(experiment);
        if (right.size > 0) compared++;
      }
    }),
    { numRuns },
  );
  expect(compared).toBeGreaterThan(2 * numRuns);
  expect(inexact.size).toBeLessThanOrEqual(1 + numRuns / 500);
}
