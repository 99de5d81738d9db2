import fc from 'fast-check';
import { activationNames } from '../../src/engine/models/activations.ts';
import { lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { type Bias, createNetwork, type LayerShape } from '../../src/engine/models/network.ts';
import { type DenseExperiment, reductions } from '../../src/engine/training/experiment.ts';
import { type Optimizer, optimizerNames } from '../../src/engine/training/optimizers.ts';
import { lecture } from './lecture.ts';

const elementwise = activationNames.filter((name) => name !== 'softmax');

export const biases: readonly (Bias | undefined)[] = [
  undefined,
  { each: 'unit', trainable: true },
  { each: 'unit', trainable: false },
  { each: 'layer', trainable: true },
  { each: 'layer', trainable: false },
];

/** Numbers from −`limit` to `limit` with six decimals. 0 and both ends are included. */
function within(limit: number): fc.Arbitrary<number> {
  return fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((millionths) => millionths / 1e6);
}

function numbers(count: number, number: fc.Arbitrary<number>): fc.Arbitrary<Float64Array> {
  return fc.array(number, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
}

const shape: fc.Arbitrary<LayerShape> = fc.record({
  units: fc.integer({ min: 1, max: 4 }),
  activation: fc.constantFrom(...elementwise),
  bias: fc.constantFrom(...biases),
});

/** Every method with some of its hyperparameters. */
const optimizer: fc.Arbitrary<Optimizer> = fc
  .record({
    method: fc.constantFrom(...optimizerNames),
    learningRate: within(0.2).map((rate) => Math.abs(rate) + 0.001),
    weightDecay: fc.constantFrom(0, 0, 0.01, 0.1, { weights: 0.1, biases: 0 }, { weights: 0.01, biases: 0.2 }),
    momentum: fc.constantFrom(0, 0.5, 0.9),
    dampening: fc.constantFrom(0, 0.3, 0.9),
    nesterov: fc.boolean(),
  })
  .map(({ method, learningRate, weightDecay, momentum, dampening, nesterov }) => ({
    method,
    learningRate,
    weightDecay,
    ...(method === 'sgd' && momentum > 0 && (nesterov ? { momentum, nesterov } : { momentum, dampening })),
  }));

const structure = fc.record({
  inputs: fc.integer({ min: 1, max: 4 }),
  shapes: fc.array(shape, { minLength: 1, maxLength: 4 }),
  loss: fc.constantFrom(...lossNames),
  sampleCount: fc.integer({ min: 1, max: 5 }),
  optimizer,
  shuffle: fc.constantFrom(undefined, { seed: 1 }, { seed: 2 }),
  reduction: fc.constantFrom(...reductions),
  updateOrder: fc.constantFrom('simultaneous' as const, 'layer-by-layer' as const),
});

/**
 * Small experiments of every kind: 1 to 4 layers of 1 to 4 units, every allowed pair of activation and loss, every kind
 * of bias, every optimizer, every batch size (the last batch may be smaller), both reductions, with and without shuffling,
 * in both update orders. All numbers are between −1.5 and 1.5.
 */
export const randomExperiment: fc.Arbitrary<DenseExperiment> = structure.chain((plan) => {
  const { inputs, loss, sampleCount, reduction, updateOrder, optimizer, shuffle } = plan;
  const lossDefinition = lossOf(loss);
  // A fused loss allows only one activation in the output layer.
  const shapes = plan.shapes.map((layer, index) => ({
    ...layer,
    activation:
      index === plan.shapes.length - 1 && lossDefinition.kind === 'fused'
        ? lossDefinition.activation
        : layer.activation,
  }));
  const network = createNetwork(inputs, shapes);
  const outputs = shapes.at(-1)?.units ?? 0;
  const target = lossDefinition.targetRange === undefined ? within(1.5) : within(1).map(Math.abs);
  return fc
    .record({
      initial: numbers(network.parameterCount, within(1)),
      inputs: numbers(sampleCount * inputs, within(1.5)),
      targets: numbers(sampleCount * outputs, target),
      batchSize: fc.integer({ min: 1, max: sampleCount }),
    })
    .map(({ initial, inputs, targets, batchSize }) => ({
      ...lecture,
      name: 'random',
      network,
      initial,
      loss,
      optimizer,
      samples: { count: sampleCount, inputs, targets },
      batchSize,
      reduction,
      updateOrder,
      shuffle,
    }));
});
