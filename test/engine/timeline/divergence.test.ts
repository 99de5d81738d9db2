import { expect, test } from 'vitest';
import { errorNode, errorValue, totalErrorValue } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { quantityName } from '../../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { firstDivergence, isAllFinite } from '../../../src/engine/timeline/divergence.ts';
import { nonFiniteCause } from '../../../src/engine/timeline/non-finite-cause.ts';
import {
  advance,
  advanceSliceAfter,
  createTimeline,
  errorAfter,
  firstLostError,
  stateAfter,
  timelineOf,
} from '../../../src/engine/timeline/timeline.ts';
import type { Change } from '../../../src/engine/training/edits.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import { createRun, withEdit } from '../../../src/engine/training/run.ts';
import { lecture } from '../../support/lecture.ts';
import { overflowsBriefly } from '../../support/networks.ts';
import { stepListOf } from '../../support/walking.ts';

/** A chain of two weights. The learning rate is so large that both weights diverge within a few updates. */
const fast: DenseExperiment = {
  ...lecture,
  network: createNetwork(1, [
    { units: 1, activation: 'identity', bias: undefined },
    { units: 1, activation: 'identity', bias: undefined },
  ]),
  initial: Float64Array.of(1, 1),
  optimizer: { method: 'sgd', learningRate: 100 },
  samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(3) },
};

/** One weight. The learning rate is a little too large, so the weight diverges slowly. */
const slow: DenseExperiment = {
  ...lecture,
  network: createNetwork(1, [{ units: 1, activation: 'identity', bias: undefined }]),
  initial: Float64Array.of(2),
  optimizer: { method: 'sgd', learningRate: 2.01 },
  samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) },
};

test.each([
  ['batches of one', fast, 5000],
  [
    'batches of two, where the mean error diverges first',
    {
      ...fast,
      samples: { count: 3, inputs: Float64Array.of(1, 2, 3), targets: Float64Array.of(3, 2, 1) },
      batchSize: 2,
    },
    4000,
  ],
  ['momentum', { ...fast, optimizer: { method: 'sgd', learningRate: 1, momentum: 2 } } as DenseExperiment, 3000],
])('after thousands of updates, the first quantity that is not finite is found: %s', (_, experiment, updates) => {
  const timeline = createTimeline(experiment);
  advance(timeline, updates);
  expect(isAllFinite(timeline.state)).toBe(false);
  const { update, quantity, value } = firstDivergence(timeline, updates);
  expect(Number.isFinite(value)).toBe(false);
  for (let number = 1; number <= update; number++) {
    const values = readUpdate(experiment, number, stateAfter(timeline, number - 1));
    const first = stepListOf(values.update).find((step) => !Number.isFinite(values.numberOf(step.quantity)))?.quantity;
    expect(first && quantityName(experiment.network, first)).toBe(
      number === update ? quantityName(experiment.network, quantity) : undefined,
    );
  }
});

test('an error that overflows while the weight is still finite is found', () => {
  const timeline = createTimeline(slow);
  const { update, quantity } = firstDivergence(timeline, 100_000);
  expect(quantity).toEqual(totalErrorValue({ after: true }));
  expect(Number.isFinite(errorAfter(timeline, update - 1))).toBe(true);
  expect(isAllFinite(stateAfter(timeline, update))).toBe(true);
});

test('if an initial weight makes the error infinite, the error is found in update 1', () => {
  const timeline = createTimeline({ ...slow, initial: Float64Array.of(1e200) });
  expect(firstDivergence(timeline, 0)).toMatchObject({ update: 1, quantity: { kind: 'value', of: errorNode(0) } });
});

test('an error that overflows because of an edited target is found in the edited update', () => {
  const cautious: DenseExperiment = { ...slow, optimizer: { method: 'sgd', learningRate: 1e-30 } };
  const run = createRun(cautious, [{ update: 3, change: { kind: 'target', sample: 0, unit: 0, value: 1e160 } }]);
  expect(firstDivergence(timelineOf(run), 9)).toMatchObject({
    update: 3,
    quantity: { kind: 'value', of: errorNode(0) },
  });
});

test('an error that overflows in an update that is computed in slices is found', () => {
  const timeline = createTimeline(overflowsBriefly);
  while (!advanceSliceAfter(timeline, 4, 0.5));
  expect(firstLostError(timeline)).toBe(2);
});

test('an edit before an error that overflows makes the training finite', () => {
  const timeline = createTimeline(overflowsBriefly);
  advance(timeline, 4);
  expect(firstLostError(timeline)).toBe(2);
  const changes: readonly Change[] = [
    { kind: 'parameter', parameter: 0, value: 0 },
    { kind: 'target', sample: 0, unit: 0, value: 1 },
  ];
  const edited = timelineOf(
    changes.reduce((run, change) => withEdit(run, { update: 2, change }), timeline.run),
    timeline,
  );
  advance(edited, 4);
  expect(firstLostError(edited)).toBeUndefined();
});

test('if the error of a later sample is infinite from the start, it comes before an error after update 1', () => {
  const samples = { count: 2, inputs: Float64Array.of(1, 1e200), targets: Float64Array.of(3, 0) };
  const timeline = createTimeline({ ...slow, samples, optimizer: { method: 'sgd', learningRate: 1.7e308 } });
  expect(firstDivergence(timeline, 0)).toMatchObject({
    quantity: { kind: 'value', of: errorNode(0), sample: 1, after: false },
    cause: { isFromStart: true },
  });
});

test('a sample of a later batch whose error overflows with the initial weight diverges from the start', () => {
  const samples = { count: 3, inputs: Float64Array.of(1, 1e200, 1), targets: new Float64Array(3) };
  const experiment: DenseExperiment = { ...slow, samples, optimizer: { method: 'sgd', learningRate: 0.1 } };
  const second = readUpdate(experiment, 2, stateAfter(createTimeline(experiment), 1));
  expect(nonFiniteCause(second, errorValue(0))).toEqual({
    failed: { kind: 'overflow', operation: 'product' },
    isFromStart: true,
    setting: undefined,
  });
  expect(firstDivergence(createTimeline(experiment), 0)).toMatchObject({
    quantity: errorValue(0, { sample: 1, after: false }),
    value: Number.POSITIVE_INFINITY,
    cause: { isFromStart: true },
  });
});

test('a weight that grows during training does not diverge from the start', () => {
  const timeline = createTimeline(fast);
  expect(firstDivergence(timeline, 5000).cause).toMatchObject({ isFromStart: false });
});

test.each([
  ['momentum', { method: 'sgd', learningRate: 1e-305, momentum: 2 }],
  ['momentum', { method: 'sgd', learningRate: 1e-12, momentum: 1e100, nesterov: true }],
  ['momentum', { method: 'sgd', learningRate: 1e-305, momentum: 2, dampening: 0.5 }],
  ['weightDecay', { method: 'rmsprop', learningRate: 0.1, weightDecay: 1e200 }],
  ['weightDecay', { method: 'adam', learningRate: 0.1, weightDecay: { weights: 1e200, biases: 0 } }],
  ['weightDecay', { method: 'sgd', learningRate: 0.1, weightDecay: 100 }],
  [undefined, { method: 'sgd', learningRate: 100, momentum: 0.9, weightDecay: 0.01 }],
] as const)('the setting %s is the cause of a number that is lost with %j', (setting, optimizer) => {
  const timeline = createTimeline({ ...slow, optimizer });
  advance(timeline, 4000);
  expect(firstDivergence(timeline, 4000).cause.setting).toBe(setting);
});
