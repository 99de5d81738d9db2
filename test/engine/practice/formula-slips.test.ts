import { expect, test } from 'vitest';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { quantityNamed } from '../../../src/engine/steps/name-parser.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { parseFormulaExperiment } from '../../../src/files/formula/formula-experiment.ts';
import { verdictOn } from '../../support/questions.ts';

/** f = (x·y)²·x + e^x with x = 2 and y = 3: q = 6, p = 36, s = e². */
const text = 'x = 2\ny = 3\nq = x * y\np = q^2\ns = exp(x)\nf = p * x + s\n';

function verdict(name: string, answer: string): readonly string[] {
  const experiment = parseFormulaExperiment(text, 'test');
  const values = readUpdate(experiment, 1, initialState(experiment));
  const quantity = quantityNamed(values.update, name);
  if (quantity === undefined) throw new Error(`there is no quantity ${name}`);
  return verdictOn({ values, quantity }, answer);
}

// df/dx = p + df/dq·y + e² = 36 + 24·3 + e², where df/dq = x·2q = 24.
test.each<readonly [slip: string, name: string, answer: number]>([
  ['path-left-out', 'df/dx', 24 * 3 + Math.exp(2)],
  ['path-left-out', 'df/dx', 36 + 24 * 3],
  ['path-counted-twice', 'df/dx', 2 * 36 + 24 * 3 + Math.exp(2)],
  ['paths-subtracted', 'df/dx', 36 - 24 * 3 - Math.exp(2)],
  ['factor-left-out', 'df/dx', 36 + 24 + Math.exp(2)],
  ['factor-left-out', 'df/dy', 2 * 2 * 6],
  ['wrong-rule', 'df/dx', 36 + 24 * 3 - Math.exp(2)],
  ['wrong-rule', 'df/dx', 36 + 24 * 2 + Math.exp(2)],
  ['wrong-rule', 'df/dy', 2 * 36 * 2],
  ['sum-for-product', 'df/dy', 24 + 2],
])('in a formula, %s is named for %s = %d', (slip, name, answer) => {
  expect(verdict(name, answer.toPrecision(7))).toContain(slip);
});
