import { expect, test } from 'vitest';
import { createNetwork } from '../../src/engine/models/network.ts';
import { createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { createExperiment } from '../../src/engine/training/experiment.ts';
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

test.each([
  [1, 'simultaneous'],
  [2, 'simultaneous'],
  [2, 'layer-by-layer'],
] as const)('a bias that a softmax shares stays the same, in batches of %d, %s', (batchSize, updateOrder) => {
  const bias = { each: 'layer', trainable: true } as const;
  const network = createNetwork(1, [{ units: 3, activation: 'softmax', bias }]);
  const experiment = createExperiment({
    network,
    initial: Float64Array.of(0.1, 0.7, -0.3, 0.25),
    loss: 'categorical-cross-entropy',
    // Adam divides a gradient by its size, so a rounding error would move the bias by about 0.1.
    optimizer: { method: 'adam', learningRate: 0.1 },
    samples: { count: 2, inputs: Float64Array.of(1, -0.37), targets: Float64Array.of(0, 1, 0, 0.2, 0.3, 0.5) },
    batchSize,
    updateOrder,
  });
  // Updates with one sample are compiled after the first 10,000.
  expect(stateAfter(createTimeline(experiment), 12_000)[3]).toBe(0.25);
});
