import { expect, test } from 'vitest';
import { oneLayer } from '../support/networks.ts';
import { questionOf } from '../support/questions.ts';

const classes = ['softmax', 'categorical-cross-entropy'] as const;
const large = [...classes, [1e8, 100000000.5, 99999999], [0, 1, 0]] as const;
const certain = [...classes, [-22.865262015462225, 33.07677671603892, -0.36039118275507875], [0, 1, 0]] as const;
const binary = ['sigmoid', 'binary-cross-entropy'] as const;

// The right values are computed with 50 digits by mpmath.
test.each([
  ['out_o1', large, 0.3314989604240915],
  ['E_total', large, 0.604130605336728],
  ['out_o1', certain, 5.066187657084955e-25],
  ['E_total', certain, 3.009002102199894e-15],
  ['delta_o2', certain, -3.009002102199894e-15],
  ['dout_o1/dnet_o1', ['silu', 'half-squared-error', [1e17], [0]], 1],
  ['dout_o1/dnet_o1', ['sigmoid', 'half-squared-error', [40], [0]], 4.248354255291589e-18],
  ['dout_o1/dnet_o1', ['tanh', 'half-squared-error', [-25], [0]], 7.714999391855671e-22],
  ['out_o1', ['gelu', 'half-squared-error', [-12], [0]], -2.131778534493215e-32],
  ['delta_o1', [...binary, [40], [1]], -4.248354255291589e-18],
  ['E_total', [...binary, [40], [1]], 4.248354255291589e-18],
  ['E_total', [...binary, [76.5], [0]], 76.5],
  ['out_o1', [...binary, [-720], [0]], 2.0322308024e-313],
] as const)('%s of %j keeps its digits', (name, [activation, loss, nets, target], right) => {
  const { values, quantity } = questionOf(name, oneLayer(activation, loss, nets, target));
  expect(Math.abs(values.numberOf(quantity) - right)).toBeLessThanOrEqual(Math.max(2e-15 * Math.abs(right), 1e-322));
});
