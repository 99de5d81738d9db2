import { expect, test } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { createExperiment, type DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { lecture } from '../../support/lecture.ts';

const { network, initial, loss, optimizer, samples } = lecture;

test('createExperiment sets missing fields to their defaults', () => {
  expect(createExperiment({ network, initial, loss, optimizer, samples })).toEqual({ ...lecture, name: '' });
  expect(createExperiment({ ...lecture, outputNames: ['left', 'right'] }).outputNames).toEqual(['left', 'right']);
});

test.each([
  [{ initial: new Float64Array(7) }, 'initial: found 7 numbers, expected 8'],
  [{ samples: { ...samples, count: 2 } }, 'samples.inputs: found 2 numbers, expected 4'],
  [{ samples: { ...samples, targets: new Float64Array(3) } }, 'samples.targets: found 3 numbers, expected 2'],
  [{ batchSize: 0 }, 'batchSize: found 0, expected a whole number, at least 1'],
  [{ batchSize: 1.5 }, 'batchSize: found 1.5, expected a whole number, at least 1'],
  [{ loss: 'categorical-cross-entropy' }, 'loss: categorical-cross-entropy cannot be used with sigmoid outputs'],
  [
    { optimizer: { method: 'sgd', learningRate: Number.NaN } },
    'optimizer.learningRate: found NaN, expected a number greater than 0',
  ],
  [
    { optimizer: { method: 'sgd', learningRate: 0.1, dampening: 0.5 } },
    'optimizer: nesterov and dampening need a momentum greater than 0',
  ],
  [
    { optimizer: { method: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.5, nesterov: true } },
    'optimizer: nesterov allows no dampening',
  ],
] as readonly (readonly [Partial<DenseExperiment>, string])[])(
  'createExperiment throws a RangeError: $1',
  (change, message) => {
    expect(() => createExperiment({ ...lecture, ...change })).toThrow(new RangeError(message));
  },
);

test('createNetwork throws a RangeError for 0 layers, 0 inputs or 1.5 units', () => {
  const layer = { units: 2, activation: 'sigmoid' } as const;
  expect(() => createNetwork(2, [])).toThrow(RangeError);
  expect(() => createNetwork(0, [layer])).toThrow(RangeError);
  expect(() => createNetwork(2, [layer, { ...layer, units: 1.5 }])).toThrow(RangeError);
  expect(createNetwork(2, [layer, layer]).parameterCount).toBe(8);
});

test('createExperiment makes one batch of all samples if the batch size is above the number of samples', () => {
  expect(createExperiment({ ...lecture, batchSize: 7 }).batchSize).toBe(1);
});
