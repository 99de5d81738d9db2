import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { lecture } from './lecture.ts';

/** `count` rows of `length` numbers between −1 and 1. The numbers have no visible pattern, but are always the same. */
function rows(count: number, length: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length }, (_, column) => Math.round(100 * Math.sin(1 + 3.7 * row + 1.3 * column)) / 100),
  );
}

const optimizer = { method: 'sgd', learningRate: 0.5 };

/** A 2-4-1 network with one batch of four samples. Each hidden unit has a bias; the output layer has a shared bias. */
export const xor: DenseExperiment = parseNetwork(
  {
    name: 'xor',
    inputs: 2,
    layers: [
      { units: 4, activation: 'tanh', weights: rows(4, 2), bias: { values: [0.1, 0.2, 0.3, -0.4] } },
      { units: 1, activation: 'sigmoid', weights: rows(1, 4), bias: { shared: 0.1 } },
    ],
    loss: 'binary-cross-entropy',
    optimizer,
    samples: [
      { input: [0, 0], target: [0] },
      { input: [0, 1], target: [1] },
      { input: [1, 0], target: [1] },
      { input: [1, 1], target: [0] },
    ],
    batchSize: 'all',
    inputNames: ['left', 'right'],
    outputNames: ['either'],
  },
  'xor',
);

/** A 4-5-6-3 network with a softmax. A screen of 80×24 does not have room for all of its layers and units. */
export const classes: DenseExperiment = parseNetwork(
  {
    name: 'classes',
    inputs: 4,
    layers: [
      { units: 5, activation: 'relu', weights: rows(5, 4) },
      { units: 6, activation: 'elu', weights: rows(6, 5) },
      { units: 3, activation: 'softmax', weights: rows(3, 6) },
    ],
    loss: 'categorical-cross-entropy',
    optimizer,
    samples: [{ input: [5.1, 3.5, 1.4, 0.2], target: [1, 0, 0] }],
  },
  'classes',
);

/** A network of 2 inputs, no hidden layer and 3 classes. An output map can be drawn because there are 2 inputs. */
export const twoInputs: DenseExperiment = parseNetwork(
  {
    name: 'corners',
    inputs: 2,
    layers: [{ units: 3, activation: 'softmax', weights: rows(3, 2) }],
    loss: 'categorical-cross-entropy',
    optimizer,
    samples: [
      [0, 0],
      [1, 0],
      [0, 1],
    ].flatMap(([x = 0, y = 0], corner) =>
      [0, 0.2, 0.4].map((shift) => ({
        input: [x + shift, y + shift / 2],
        target: [0, 1, 2].map((output) => (output === corner ? 1 : 0)),
      })),
    ),
  },
  'corners',
);

/** A network of one input and eight layers of one unit. */
export const chain: DenseExperiment = parseNetwork(
  {
    name: 'chain',
    inputs: 1,
    layers: Array.from({ length: 8 }, () => ({ units: 1, activation: 'sigmoid', weights: [[1.5]] })),
    loss: 'half-squared-error',
    optimizer,
    samples: [{ input: [0.5], target: [0.1] }],
  },
  'chain',
);

/** A 784-32-10 network with one sample. */
export const wide: DenseExperiment = parseNetwork(
  {
    name: 'wide',
    inputs: 784,
    layers: [
      { units: 32, activation: 'sigmoid', weights: rows(32, 784) },
      { units: 10, activation: 'sigmoid', weights: rows(10, 32) },
    ],
    loss: 'half-squared-error',
    optimizer,
    samples: [{ input: rows(1, 784)[0], target: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] }],
  },
  'wide',
);

/**
 * One weight and two samples, in batches of one. The first update makes the weight 5e154, so that E_total of both samples
 * overflows. The second update makes the weight small again, so that E_total is finite after each epoch.
 */
export const overflowsBriefly: DenseExperiment = {
  ...lecture,
  network: createNetwork(1, [{ units: 1, activation: 'identity', bias: undefined }]),
  initial: Float64Array.of(0),
  optimizer: { method: 'sgd', learningRate: 5 },
  samples: { count: 2, inputs: Float64Array.of(1, Math.sqrt(0.2)), targets: Float64Array.of(1e154, 0) },
};

/** A network with one input of 1 and one layer without biases, so the nets are the weights. It has one sample. */
export function oneLayer(
  activation: string,
  loss: string,
  nets: readonly number[],
  target: readonly number[],
): DenseExperiment {
  return parseNetwork(
    {
      inputs: 1,
      layers: [{ units: nets.length, activation, weights: nets.map((net) => [net]) }],
      loss,
      optimizer: { method: 'sgd', learningRate: 0.1 },
      samples: [{ input: [1], target }],
    },
    'test',
  );
}
