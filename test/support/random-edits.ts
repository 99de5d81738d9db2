import fc from 'fast-check';
import { outputLayer } from '../../src/engine/models/network.ts';
import type { Change, Edit } from '../../src/engine/training/edits.ts';
import { changeProblem } from '../../src/engine/training/edits.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../src/engine/training/optimizers.ts';

/** A random change, or undefined if the experiment does not allow it. */
export function randomChange(experiment: DenseExperiment): fc.Arbitrary<Change | undefined> {
  const { network, samples } = experiment;
  const value = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
  const sample = fc.nat(samples.count - 1);
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('parameter' as const), parameter: fc.nat(network.parameterCount - 1), value }),
    fc.record({ kind: fc.constant('input' as const), sample, unit: fc.nat(network.inputs - 1), value }),
    fc.record({ kind: fc.constant('target' as const), sample, unit: fc.nat(outputLayer(network).units - 1), value }),
    fc.record({ kind: fc.constant('learning rate' as const), value: value.map((rate) => Math.abs(rate) / 5 + 0.001) }),
    fc.record({
      kind: fc.constant('optimizer' as const),
      optimizer: fc.constantFrom<Optimizer>(
        { method: 'sgd', learningRate: 0.1 },
        { method: 'sgd', learningRate: 0.01, momentum: 0.9, dampening: 0.5 },
        { method: 'adagrad', learningRate: 0.1 },
        { method: 'adam', learningRate: 0.01, weightDecay: { weights: 0.1, biases: 0 } },
      ),
    }),
    fc.record({
      kind: fc.constant('activation' as const),
      layer: fc.integer({ min: 1, max: network.layers.length }),
      activation: fc.constantFrom('tanh' as const, 'softplus' as const, 'sigmoid' as const),
    }),
  );
  return change.map((drawn) => (changeProblem(experiment, drawn) === undefined ? drawn : undefined));
}

/** Up to six edits, each at the start of one of the updates 1 to `updates`. */
export function randomEdits(experiment: DenseExperiment, updates: number): fc.Arbitrary<readonly Edit[]> {
  const edit = fc.record({ update: fc.integer({ min: 1, max: updates }), change: randomChange(experiment) });
  return fc
    .array(edit, { maxLength: 6 })
    .map((edits) => edits.flatMap(({ update, change }) => (change === undefined ? [] : [{ update, change }])));
}
