import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delta } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { runUpdate } from '../../../src/engine/pass/whole-update.ts';
import { createWorkspace } from '../../../src/engine/pass/workspace.ts';
import { compileUpdates, isCompilable } from '../../../src/engine/steps/compiler.ts';
import { createEvaluator } from '../../../src/engine/steps/quantity-evaluator.ts';
import { advance, createTimeline } from '../../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { initialState } from '../../../src/engine/training/training-state.ts';
import { updateAt } from '../../../src/engine/training/update.ts';
import { lecture } from '../../support/lecture.ts';
import { overflowsBriefly } from '../../support/networks.ts';
import { randomExperiment } from '../../support/random-experiment.ts';
import { stateWithoutTimeline } from '../../support/walking.ts';

/** The state after `updates` updates, computed by loops instead of straight-line code. */
function stateByLoops(experiment: DenseExperiment, updates: number): Float64Array {
  const workspace = createWorkspace(experiment, 1);
  const state = initialState(experiment);
  for (let number = 1; number <= updates; number++) {
    runUpdate(workspace, state, updateAt(experiment, number));
  }
  return state;
}

test('compiled updates compute the same bits as the loops, whichever update they start at', () => {
  const oneSamplePerBatch = randomExperiment.map((experiment): DenseExperiment => ({ ...experiment, batchSize: 1 }));
  fc.assert(
    fc.property(oneSamplePerBatch, fc.nat(7), fc.nat(20), (experiment, before, updates) => {
      fc.pre(isCompilable(experiment));
      const state = stateByLoops(experiment, before);
      compileUpdates(experiment)(state, before + 1, updates);
      expect([...state]).toEqual([...stateByLoops(experiment, before + updates)]);
    }),
    { numRuns: 120 },
  );
});

test('compiled updates and the loops agree where e^(−net) overflows and σ(net) does not vanish', () => {
  const network = createNetwork(1, [
    { units: 1, activation: 'sigmoid', bias: undefined },
    { units: 1, activation: 'identity', bias: undefined },
  ]);
  const initial = Float64Array.of(-720, 1);
  const samples = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) };
  const optimizer = { method: 'sgd', learningRate: 1e300 } as const;
  const experiment: DenseExperiment = { ...lecture, network, initial, samples, optimizer };
  const state = initialState(experiment);
  compileUpdates(experiment)(state, 1, 1);
  expect([...state]).toEqual([...stateByLoops(experiment, 1)]);
  // w2 grows by 10³⁰⁰·σ(−720), and σ(−720) is 2.0e-313.
  expect((state[1] ?? Number.NaN) - 1).toBeCloseTo(2.0e-13, 14);
});

test('a timeline, which compiles updates, computes the same bits as updates that are not compiled', () => {
  const timeline = createTimeline(lecture);
  advance(timeline, 12_345);
  expect([...timeline.state]).toEqual([...stateWithoutTimeline(lecture, 12_345)]);
});

const largeTarget: DenseExperiment = {
  ...overflowsBriefly,
  optimizer: { method: 'sgd', learningRate: 1e-30 },
  samples: { ...overflowsBriefly.samples, targets: Float64Array.of(1, 1e160) },
};

test.each([
  ['a weight that grows', overflowsBriefly],
  ['a large target', largeTarget],
])('compiled updates and the loops find that E_total overflows in update 2, because of %s', (_, experiment) => {
  expect(compileUpdates(experiment)(initialState(experiment), 1, 50)).toBe(2);
  const values = [1, 2].map((number) => readUpdate(experiment, number, stateByLoops(experiment, number - 1)));
  expect(values.map(({ isErrorFinite }) => isErrorFinite)).toEqual([true, false]);
});

test('compiled updates find no E_total that overflows in the training of the lecture', () => {
  expect(compileUpdates(lecture)(initialState(lecture), 1, 50)).toBeUndefined();
});

test('with an infinite weight, the loops and the equations compute the same δ', () => {
  const network = createNetwork(1, [
    { units: 2, activation: 'identity', bias: undefined },
    { units: 1, activation: 'identity', bias: undefined },
  ]);
  const initial = Float64Array.of(1, 1, Number.POSITIVE_INFINITY, 1);
  const samples = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) };
  const experiment: DenseExperiment = { ...lecture, network, initial, samples };
  const values = readUpdate(experiment, 1, initial);
  const numberByEquations = createEvaluator(values.update, initial);
  for (const unit of [0, 1]) {
    const quantity = delta(1, unit);
    expect(values.numberOf(quantity)).toBe(numberByEquations(quantity));
  }
});

test('large networks, batches of several samples and categorical cross-entropy are not compiled', () => {
  const wide = createNetwork(2, [{ units: 300, activation: 'sigmoid', bias: undefined }]);
  expect(isCompilable(lecture)).toBe(true);
  expect(isCompilable({ ...lecture, network: wide })).toBe(false);
  expect(isCompilable({ ...lecture, batchSize: 2 })).toBe(false);
  expect(isCompilable({ ...lecture, loss: 'categorical-cross-entropy' })).toBe(false);
});
