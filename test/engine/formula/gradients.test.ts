import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../../src/engine/gradient-check.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { parseFormulaExperiment } from '../../../src/files/formula/formula-experiment.ts';
import { expectGradientsOfForwardMode } from './gradient-property.ts';
import { randomFormula } from './random-formula.ts';

test('every gradient of a random formula is that of forward mode with dual numbers', () => {
  expectGradientsOfForwardMode(200);
});

test('the gradient check of a random formula agrees', () => {
  const verdicts = new Map<string, number>();
  fc.assert(
    fc.property(randomFormula, (experiment) => {
      for (const { verdict, analytic, numeric } of checkGradients(experiment, 1, initialState(experiment))) {
        expect({ verdict, analytic, numeric }).not.toMatchObject({ verdict: 'disagrees' });
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
    }),
    { numRuns: 200 },
  );
  const total = [...verdicts.values()].reduce((sum, count) => sum + count, 0);
  expect(verdicts.get('agrees') ?? 0).toBeGreaterThan(total / 2);
});

describe('the gradient check of a formula', () => {
  const checkOf = (text: string) => {
    const experiment = parseFormulaExperiment(text, 'test');
    return [...checkGradients(experiment, 1, initialState(experiment))].map(({ parameter, verdict, numeric }) => ({
      name: experiment.formula.parameters[parameter]?.name,
      verdict,
      numeric,
    }));
  };

  test.each([
    ['a saturated tanh', 'x = 30; f = 1 + tanh(x)'],
    ['a number that is lost beside a large one', 'x = 1; f = (1e-12 * x + 1e8) - 1e8'],
    ['a derivative that is smaller than the rounding of the error', 'x = 1; f = 1e-30 * x + sigmoid(1)'],
  ])('cannot tell if the error seems constant: %s', (_, text) => {
    expect(checkOf(text)).toEqual([{ name: 'x', verdict: 'too-small-to-tell', numeric: 0 }]);
  });

  test('agrees that the derivative by a trained number without effect is 0', () => {
    expect(checkOf('x = 2; y = 3; f = x^2; minimise f over x, y with sgd 0.1')).toMatchObject([
      { name: 'x', verdict: 'agrees' },
      { name: 'y', verdict: 'agrees', numeric: 0 },
    ]);
  });

  test('is not possible at a kink', () => {
    expect(checkOf('x = 0; f = relu(x)')).toMatchObject([{ name: 'x', verdict: 'kink' }]);
    expect(checkOf('x = 1; y = 1; f = max(x, y)')).toMatchObject([{ verdict: 'kink' }, { verdict: 'kink' }]);
    // x meets y beside two other inputs that are equal.
    expect(checkOf('x = 1; y = 1; a = 0; b = 0; f = max(x, y, a, b)')).toMatchObject([
      { name: 'x', verdict: 'kink' },
      { name: 'y', verdict: 'kink' },
      { name: 'a', verdict: 'agrees', numeric: 0 },
      { name: 'b', verdict: 'agrees', numeric: 0 },
    ]);
  });
});
