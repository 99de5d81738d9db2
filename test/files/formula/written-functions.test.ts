import { expect, test } from 'vitest';
import { valueIn } from './formula-values.ts';

test.each([
  ['ln(2.5)', Math.log(2.5)],
  ['log(2.5)', Math.log(2.5)],
  ['max(1, 7, -3)', 7],
  ['min(1, 7, -3)', -3],
  ['relu(-2)', 0],
  ['silu(2)', 2 / (1 + Math.exp(-2))],
  ['elu(-1)', Math.exp(-1) - 1],
  ['leaky_relu(-2)', -0.02],
  ['gelu(0)', 0],
  ['softplus(0)', Math.log(2)],
  ['abs(-2)', 2],
  ['sum(1, 2, 3)', 6],
  ['mean(1, 2, 6)', 3],
])('%s is %d', (written, right) => {
  expect(valueIn(`one = 1\nf = one * ${written}`)).toBeCloseTo(right, 14);
});
