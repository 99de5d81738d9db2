import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { emptyLessonPlan } from '../../src/engine/training/lesson-plan.ts';

/** The lecture's 2-2-2 sigmoid network and its sample, written out so that tests do not depend on the file parser. */
export const lecture: DenseExperiment = {
  kind: 'dense',
  name: 'lecture',
  description: '',
  network: createNetwork(2, [
    { units: 2, activation: 'sigmoid', bias: undefined },
    { units: 2, activation: 'sigmoid', bias: undefined },
  ]),
  initial: Float64Array.of(0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
  loss: 'half-squared-error',
  optimizer: { method: 'sgd', learningRate: 0.5 },
  optimizerFrom: 1,
  samples: { count: 1, inputs: Float64Array.of(0.05, 0.1), targets: Float64Array.of(0.01, 0.99) },
  batchSize: 1,
  reduction: 'mean',
  updateOrder: 'simultaneous',
  shuffle: undefined,
  inputNames: [],
  outputNames: [],
  lessonPlan: emptyLessonPlan,
};
