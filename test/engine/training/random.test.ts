import { describe, expect, test } from 'vitest';
import { createNetwork, layerAt } from '../../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { drawWeights, initializerNames } from '../../../src/engine/training/initializers.ts';
import { sampleAt, updateAt } from '../../../src/engine/training/update.ts';
import { lecture } from '../../support/lecture.ts';

const ten: DenseExperiment = {
  ...lecture,
  samples: { count: 10, inputs: new Float64Array(20), targets: new Float64Array(20) },
  batchSize: 4,
  shuffle: { seed: 7 },
};

/** The samples of the three batches of an epoch. */
function batchesOf(experiment: DenseExperiment, epoch: number): readonly (readonly number[])[] {
  return [1, 2, 3].map((at) => {
    const update = updateAt(experiment, 3 * (epoch - 1) + at);
    return Array.from({ length: update.size }, (_, place) => sampleAt(update, place));
  });
}

describe('a shuffled epoch', () => {
  test('contains every sample once, with a smaller batch at the end', () => {
    const batches = batchesOf(ten, 1);
    expect(batches.map(({ length }) => length)).toEqual([4, 4, 2]);
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('depends only on the seed and the number of the epoch', () => {
    const [first, second, again] = [batchesOf(ten, 1), batchesOf(ten, 2), batchesOf({ ...ten }, 1)];
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
    expect(batchesOf({ ...ten, shuffle: { seed: 8 } }, 1)).not.toEqual(first);
  });

  test('starts with each sample about equally often', () => {
    const firsts = Array.from({ length: 2000 }, (_, at) => sampleAt(updateAt(ten, 3 * at + 1), 0));
    for (let sample = 0; sample < 10; sample++) {
      const times = firsts.filter((first) => first === sample).length;
      expect(times).toBeGreaterThan(140);
      expect(times).toBeLessThan(260);
    }
  });
});

describe('drawn weights', () => {
  const layer = layerAt(createNetwork(100, [{ units: 50, activation: 'relu', bias: undefined }]), 1);
  const drawn = (method: (typeof initializerNames)[number], seed: number): Float64Array => {
    const weights = new Float64Array(5000);
    drawWeights({ method, seed }, layer, weights);
    return weights;
  };

  // The standard deviations for 100 inputs and 50 units. A uniform distribution on [−b, b] has the standard deviation
  // b/√3.
  test.each([
    ['xavier-uniform', 0.2 / Math.sqrt(3)],
    ['xavier-normal', Math.sqrt(2 / 150)],
    ['he-uniform', Math.sqrt(0.06) / Math.sqrt(3)],
    ['he-normal', Math.sqrt(0.02)],
    ['lecun-normal', 0.1],
    ['uniform', 0.1 / Math.sqrt(3)],
    ['normal', 0.1],
  ] as const)('of %s have the mean 0 and the standard deviation %d', (method, deviation) => {
    const weights = drawn(method, 1);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const spread = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length);
    expect(Math.abs(mean)).toBeLessThan(0.05 * deviation);
    expect(spread / deviation).toBeGreaterThan(0.97);
    expect(spread / deviation).toBeLessThan(1.03);
    if (method.endsWith('uniform')) expect(weights.every((w) => Math.abs(w) <= deviation * Math.sqrt(3))).toBe(true);
  });

  test('differ between the layers of a network', () => {
    const weights = new Float64Array(5000);
    drawWeights({ method: 'uniform', seed: 1 }, { ...layer, number: 2 }, weights);
    expect(weights).not.toEqual(drawn('uniform', 1));
  });

  test.each(initializerNames)('of %s are the same with the same seed, and different with another seed', (method) => {
    expect(drawn(method, 1)).toEqual(drawn(method, 1));
    expect(drawn(method, 2)).not.toEqual(drawn(method, 1));
  });
});
