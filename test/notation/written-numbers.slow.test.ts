import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactForms } from '../../src/commands/json-forms.ts';
import { readUpdate, type UpdateValues } from '../../src/engine/pass/update-values.ts';
import { formulaOf } from '../../src/engine/steps/explanation.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { derivationOf, textNotation, type WrittenEquation, writtenStep } from '../../src/notation/derivation.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { exactNumber } from '../../src/notation/number-format.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { stepListOf } from '../support/walking.ts';
import { calculate } from '../support/written-calculation.ts';

/** Random experiments whose initial parameters are up to 10⁸ times as large, or as small. */
const extremeExperiment: fc.Arbitrary<DenseExperiment> = fc
  .tuple(randomExperiment, fc.constantFrom(1, 1, 10, 30, 100, 1000, 1e5, 1e8, 0.01, 1e-4, 1e-8))
  .map(([experiment, scale]) => ({ ...experiment, initial: experiment.initial.map((value) => value * scale) }));

/** How far the line of numbers may be from the printed result, relative to it: what rounded factors may cause. */
const allowed = 0.011;

/** The largest error of a sum of written numbers: each number has an error of up to half a unit in its last decimal. */
function roundingOfSum(numbers: string): number {
  const units = Array.from(numbers.matchAll(/\d\.(\d+)/g), ([, decimals = '']) => 10 ** -decimals.length);
  return units.reduce((total, unit) => total + unit / 2, 0);
}

/** Expects that the line of numbers, calculated with the printed digits, gives the printed result. */
function expectAgreement({ left, sides }: WrittenEquation, tolerance = allowed): void {
  const [numbers, result] = sides.slice(-2);
  if (numbers === undefined || result === undefined || /[∞…]|NaN|[a-z]_|_[a-z]/.test(numbers + result)) return;
  const [calculated, right] = [calculate(numbers), calculate(result)];
  // Powers of e with exponents above 10¹⁶ are too large even for Decimal.
  if (!calculated.isFinite() && numbers.includes('exp(')) return;
  // A result of 0 has no decimals. The numbers that cancel were rounded to the decimals that they have.
  const unit = right.isZero() ? roundingOfSum(numbers) : 10 ** -(/\.(\d*)$/.exec(result)?.[1]?.length ?? 400);
  // The result of a sum that cancels completely consists of the rounding errors of its terms.
  const largest = Math.max(...(numbers.match(/\d[\d.]*(e[-+]?\d+)?/g) ?? []).map(Number));
  const difference = calculated.minus(right).abs();
  expect(
    difference.lte(
      right
        .abs()
        .times(tolerance)
        .plus(unit)
        .plus(largest * 1e-12),
    ),
    `${left} = ${sides.join(' = ')}: ${calculated}`,
  ).toBe(true);
}

function valuesOf(experiment: DenseExperiment): UpdateValues {
  return readUpdate(experiment, 1, initialState(experiment));
}

describe('every line of numbers gives the printed result', () => {
  test('in the steps and the derivations of random and extreme experiments', () => {
    fc.assert(
      fc.property(extremeExperiment, (experiment) => {
        const notation = textNotation(experiment.network);
        const values = valuesOf(experiment);
        for (const { quantity } of stepListOf(updateAt(experiment, 1))) {
          expectAgreement(writtenStep(values, quantity, notation));
          expectAgreement(derivationOf(values, quantity, notation).main);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('in JSON, where numbers have all digits', () => {
    fc.assert(
      fc.property(extremeExperiment, (experiment) => {
        const values = valuesOf(experiment);
        for (const { quantity } of stepListOf(updateAt(experiment, 1))) {
          const { substituted } = exactForms(values, formulaOf(values.update, quantity));
          const value = exactNumber(values.numberOf(quantity), unicode);
          expectAgreement({ left: 'JSON', sides: [substituted, value] }, 1e-3);
        }
      }),
      { numRuns: 40 },
    );
  });
});
