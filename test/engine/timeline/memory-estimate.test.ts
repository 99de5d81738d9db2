import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { totalErrorValue } from '../../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { bytesNeeded } from '../../../src/engine/timeline/memory-estimate.ts';
import { advance, createTimeline, timelineOf } from '../../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../../src/engine/training/experiment.ts';
import type { Optimizer } from '../../../src/engine/training/optimizers.ts';
import { createRun, withEdit } from '../../../src/engine/training/run.ts';
import { lecture } from '../../support/lecture.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The memory of all arrays of numbers in use, in bytes. */
async function arrayBytes(): Promise<number> {
  for (let turn = 0; turn < 2; turn++) {
    collectGarbage();
    // Node frees the arrays in another thread.
    await wait(20);
  }
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** An experiment whose update needs the most memory: layer by layer, with all samples in one batch. */
function experimentOf(sizes: readonly [number, ...number[]], optimizer: Optimizer, batchSize: number): DenseExperiment {
  const [inputs, ...units] = sizes;
  const network = createNetwork(
    inputs,
    units.map((count) => ({ units: count, activation: 'sigmoid', bias: undefined })),
  );
  const outputs = units.at(-1) ?? Number.NaN;
  const samples = {
    count: batchSize,
    inputs: new Float64Array(batchSize * inputs),
    targets: new Float64Array(batchSize * outputs),
  };
  const initial = new Float64Array(network.parameterCount);
  return { ...lecture, network, initial, optimizer, samples, batchSize, updateOrder: 'layer-by-layer' };
}

const sgd: Optimizer = { method: 'sgd', learningRate: 0.1 };
const adam: Optimizer = { method: 'adam', learningRate: 0.1 };

test.each([
  ['many weights', [700, 700, 2], sgd, 1, 0.99],
  ['many units and a large batch', [1, 1000, 1], sgd, 500, 0.99],
  ['few weights and a long history', [100, 100, 10], sgd, 1, 0.99],
  // The estimate is too large: it counts the initial parameters as a whole state, with adam's two means.
  ['many weights with two means each', [500, 500, 500, 2], adam, 1, 0.93],
] as const)(
  'stepping takes nearly as much memory as estimated, and not more: %s',
  async (_, sizes, optimizer, batchSize, minShare) => {
    const { network, samples } = experimentOf(sizes, optimizer, batchSize);
    const estimate = bytesNeeded(network, optimizer, batchSize);
    const before = await arrayBytes();
    const experiment = { ...experimentOf(sizes, optimizer, batchSize), network, samples };
    const timeline = createTimeline(experiment);
    advance(timeline, 3);
    const values = readUpdate(experiment, 4, timeline.state);
    values.numberOf(totalErrorValue({ after: true }));
    const taken = (await arrayBytes()) - before;
    expect(taken / estimate).toBeGreaterThan(minShare);
    expect(taken / estimate).toBeLessThan(1.001);
    // This line uses both objects, so that their memory is not freed before it is measured.
    expect(values.after).toHaveLength(timeline.state.length);
  },
);

test('a timeline of a run with other edits does not keep the timelines of earlier edits', async () => {
  let timeline = createTimeline(lecture);
  const withWeight = (value: number): void => {
    const change = { kind: 'parameter', parameter: 0, value } as const;
    timeline = timelineOf(withEdit(createRun(lecture), { update: 1, change }), timeline);
    advance(timeline, 10);
  };
  withWeight(-1);
  const before = await arrayBytes();
  for (let value = 0; value < 50; value++) withWeight(value);
  // The history of each of these timelines takes 68 kB.
  expect((await arrayBytes()) - before).toBeLessThan(200_000);
});
