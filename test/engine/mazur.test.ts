import { describe, expect, test } from 'vitest';
import { type Bias, createNetwork } from '../../src/engine/models/network.ts';
import { createTimeline, errorAfter, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { DenseExperiment, UpdateOrder } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';

/** Matt Mazur's network: the lecture's network with different output weights and with biases. */
function mazur(bias: Bias, updateOrder: UpdateOrder): DenseExperiment {
  const layer = { units: 2, activation: 'sigmoid', bias } as const;
  const biases = bias.each === 'layer' ? [0.35, 0.6] : [0.35, 0.35, 0.6, 0.6];
  const weights = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55];
  return {
    ...lecture,
    network: createNetwork(2, [layer, layer]),
    initial: Float64Array.of(...weights, ...biases),
    updateOrder,
  };
}

const frozen: Bias = { each: 'layer', trainable: false };

/**
 * The columns of the lecture's table about this network, calculated in float64. `errors` is E_total by the number of
 * updates. `hiddenWeights` is w1 to w4 after one update.
 */
const columns = {
  A: {
    experiment: mazur(frozen, 'simultaneous'),
    errors: { 1: 0.291027773694, 9999: 3.510854812e-5, 10000: 3.510187783e-5 },
    hiddenWeights: [0.149780716, 0.199561432, 0.249751144, 0.299502287],
  },
  B: {
    experiment: mazur(frozen, 'layer-by-layer'),
    errors: { 1: 0.291027923905, 9999: 3.509145381e-5, 10000: 3.50847863e-5 },
    hiddenWeights: [0.149817639, 0.199635277, 0.249788185, 0.29957637],
  },
  C: {
    experiment: mazur({ each: 'unit', trainable: true }, 'simultaneous'),
    errors: { 1: 0.280471446791, 9999: 2.448337558e-6, 10000: 2.447562236e-6 },
    hiddenWeights: [0.149780716, 0.199561432, 0.249751144, 0.299502287],
  },
};

/** w5 to w8 after one update, the same in all columns. */
const outputWeights = [0.35891648, 0.408666186, 0.51130127, 0.561370121];

describe.each(Object.entries(columns))(
  "column %s of the lecture's table",
  (_, { experiment, errors, hiddenWeights }) => {
    const timeline = createTimeline(experiment);

    test('starts with the error of the article', () => {
      expect(errorAfter(timeline, 0)).toBeCloseTo(0.29837110876, 12);
    });

    test.each(Object.entries(errors))('has the error of the table after %s updates', (updates, error) => {
      expect(errorAfter(timeline, Number(updates)) / error).toBeCloseTo(1, 9);
    });

    test('has the weights of the table after one update', () => {
      const weights = stateAfter(timeline, 1).subarray(0, 8);
      expect([...weights].map((weight) => weight.toFixed(9))).toEqual(
        [...hiddenWeights, ...outputWeights].map((weight) => weight.toFixed(9)),
      );
    });
  },
);
