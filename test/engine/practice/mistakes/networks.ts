import { readUpdate, type UpdateValues } from '../../../../src/engine/pass/update-values.ts';
import { createTimeline, stateBefore } from '../../../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../../../src/engine/training/optimizers.ts';
import { parseNetwork } from '../../../../src/files/network-file.ts';
import { lessonNamed } from '../../../support/lessons.ts';

/** Three layers of tanh units. */
const tanh3: DenseExperiment = parseNetwork(
  {
    inputs: 2,
    layers: [
      {
        units: 3,
        activation: 'tanh',
        weights: [
          [0.2, -0.4],
          [0.5, 0.1],
          [-0.3, 0.6],
        ],
        bias: { values: [0.1, -0.2, 0.3] },
      },
      {
        units: 2,
        activation: 'tanh',
        weights: [
          [0.7, -0.5, 0.2],
          [0.4, 0.3, -0.6],
        ],
        bias: { values: [0.05, -0.15] },
      },
      {
        units: 2,
        activation: 'tanh',
        weights: [
          [0.6, -0.8],
          [0.9, 0.35],
        ],
        bias: { values: [0.25, -0.1] },
      },
    ],
    loss: 'half-squared-error',
    optimizer: { method: 'sgd', learningRate: 0.3 },
    samples: [{ input: [0.8, -0.5], target: [0.4, -0.7] }],
  },
  'tanh3',
);

/** A network of sigmoid units with a batch of two samples. */
function sigmoids(optimizer: Optimizer): DenseExperiment {
  const experiment = parseNetwork(
    {
      inputs: 2,
      layers: [
        {
          units: 2,
          activation: 'sigmoid',
          weights: [
            [0.3, -0.7],
            [0.6, 0.2],
          ],
          bias: { values: [0.15, -0.25] },
        },
        {
          units: 2,
          activation: 'sigmoid',
          weights: [
            [0.45, 0.8],
            [-0.55, 0.35],
          ],
          bias: { values: [0.1, -0.3] },
        },
      ],
      loss: 'mean-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.1 },
      batchSize: 2,
      samples: [
        { input: [0.5, 0.9], target: [0.9, 0.2] },
        { input: [-0.4, 0.7], target: [0.3, 0.8] },
      ],
    },
    'sigmoids',
  );
  return { ...experiment, optimizer };
}

const experiments: Readonly<Record<string, readonly [experiment: DenseExperiment, update: number]>> = {
  lecture: [lessonNamed('lecture'), 1],
  mazur: [lessonNamed('mazur'), 1],
  xor: [lessonNamed('xor'), 1],
  softmax: [lessonNamed('softmax'), 1],
  tanh3: [tanh3, 1],
  momentum: [sigmoids({ method: 'sgd', learningRate: 0.3, momentum: 0.9, weightDecay: 0.02 }), 2],
  nesterov: [sigmoids({ method: 'sgd', learningRate: 0.3, momentum: 0.8, nesterov: true }), 2],
  adam: [sigmoids({ method: 'adam', learningRate: 0.1, weightDecay: 0.05, epsilon: 0.01 }), 3],
  adamw: [sigmoids({ method: 'adamw', learningRate: 0.1, weightDecay: 0.05, epsilon: 0.01 }), 3],
  rmsprop: [sigmoids({ method: 'rmsprop', learningRate: 0.05, epsilon: 0.001 }), 2],
  adagrad: [sigmoids({ method: 'adagrad', learningRate: 0.05, epsilon: 0.001 }), 2],
};

/** The networks in which mistakes are made, each with the values of one update. */
export const mistakeNetworks: ReadonlyMap<string, UpdateValues> = new Map(
  Object.entries(experiments).map(([name, [experiment, update]]) => {
    const timeline = createTimeline(experiment);
    return [name, readUpdate(experiment, update, stateBefore(timeline, update))];
  }),
);
