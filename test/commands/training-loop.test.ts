import { describe, expect, test } from 'vitest';
import { commandMessages } from '../../src/commands/command-messages.ts';
import { divergenceFacts } from '../../src/commands/divergence-report.ts';
import { endByGoal, type Goal, nextPrintedEpoch, trainTo } from '../../src/commands/training-loop.ts';
import { netNode, totalErrorNode } from '../../src/engine/models/dense-quantities.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { createExperiment, type DenseExperiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';
import { overflowsBriefly } from '../support/networks.ts';

const noProgress = { show: async () => undefined, clear: () => undefined };

function trained(experiment: DenseExperiment, goal: Goal, signal = new AbortController().signal) {
  return trainTo(experiment, goal, { signal, progress: noProgress });
}

describe('endByGoal', () => {
  test.each<readonly [goal: Goal, epoch: number, error: number, kind: string | undefined]>([
    [{ epochs: 10 }, 9, 0.5, undefined],
    [{ epochs: 10 }, 10, 0.5, 'goal reached'],
    [{ epochs: 0 }, 0, 0.5, 'goal reached'],
    [{ until: 0.4 }, 1_000_000, 0.5, undefined],
    [{ until: 0.4 }, 1, 0.4, 'goal reached'],
    [{ epochs: 10, until: 0.4 }, 9, 0.5, undefined],
    [{ epochs: 10, until: 0.4 }, 10, 0.5, 'goal missed'],
    [{ epochs: 10, until: 0.4 }, 10, 0.4, 'goal reached'],
  ])('with the goal %j, after epoch %d with the error %d, returns %s', (goal, epoch, error, kind) => {
    expect(endByGoal(goal, epoch, error)?.kind).toBe(kind);
  });
});

test('the error is printed after 1, 2, 5, 10, 20, 50 … epochs', () => {
  const printed = [0];
  while (printed.length < 9) printed.push(nextPrintedEpoch(printed.at(-1) ?? 0));
  expect(printed).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200]);
});

test('the history of a training for 7 epochs also has the error after the last epoch', async () => {
  const { trained: result, end } = await trained(lecture, { epochs: 7 });
  expect(end).toEqual({ kind: 'goal reached' });
  expect(result.epochs).toBe(7);
  expect(result.history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 5, 7]);
  expect(result.history.at(-1)?.error).toBe(result.error);
});

test('training until the error is at most 0.2 stops after the first epoch with such an error', async () => {
  const { trained: result, end } = await trained(lecture, { until: 0.2 });
  expect(end).toEqual({ kind: 'goal reached' });
  const { trained: oneEpochLess } = await trained(lecture, { epochs: result.epochs - 1 });
  expect(result.error).toBeLessThanOrEqual(0.2);
  expect(oneEpochLess.error).toBeGreaterThan(0.2);
});

test('training misses its goal if the error after the last epoch is too large', async () => {
  const { trained: result, end } = await trained(lecture, { epochs: 3, until: 0.1 });
  expect(end).toEqual({ kind: 'goal missed' });
  expect(result.history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
});

test('training that is interrupted before the first update returns the initial parameters', async () => {
  const { trained: result, end } = await trained(lecture, { epochs: 1000 }, AbortSignal.abort());
  expect(end).toEqual({ kind: 'interrupted' });
  expect(result.updates).toBe(0);
  expect(result.parameters).toEqual(lecture.initial);
});

describe('training that diverges stops at the first quantity that is not finite', () => {
  /** One input, one hidden unit and one output with the activation identity. The target is 3 for the input 1. */
  const chain = (weight: number, learningRate: number): DenseExperiment => {
    const layer = { units: 1, activation: 'identity' as const, bias: undefined };
    return createExperiment({
      network: createNetwork(1, [layer, layer]),
      initial: Float64Array.of(weight, weight),
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate },
      samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(3) },
    });
  };

  test('in the first update, if the initial numbers are too large', async () => {
    const { trained: result, end } = await trained(chain(1e300, 0.1), { epochs: 10 });
    expect(end).toMatchObject({
      kind: 'diverged',
      divergence: { update: 1, quantity: { kind: 'value', of: netNode(2, 0) } },
    });
    expect(result.errorBefore).toBe(Number.POSITIVE_INFINITY);
  });

  test('in a later update, if the learning rate is too large', async () => {
    const { trained: result, end } = await trained(chain(1, 1000), { epochs: 1000 });
    expect(end).toMatchObject({
      kind: 'diverged',
      divergence: { update: 4, quantity: { kind: 'value', of: totalErrorNode } },
    });
    expect(result.updates).toBe(4);
    expect(result.history.at(-1)).toEqual({ epoch: 4, error: Number.POSITIVE_INFINITY });
  });

  test.each([1, 2, 5, 100, 20_000])(
    'in an update between two epochs that are shown, with the goal of %d epochs',
    async (epochs) => {
      const { trained: result, end } = await trained(overflowsBriefly, { epochs });
      expect(end).toMatchObject({
        kind: 'diverged',
        divergence: { update: 1, quantity: { kind: 'value', of: totalErrorNode } },
      });
      expect(result.updates).toBe(1);
    },
  );

  const layerByLayer: DenseExperiment = { ...chain(1e30, 1e200), updateOrder: 'layer-by-layer' };

  const withEpsilon0: DenseExperiment = {
    ...chain(0, 0.1),
    optimizer: { method: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0 },
  };
  const largeGradient: DenseExperiment = { ...withEpsilon0, initial: Float64Array.of(1e100, 1) };

  test.each<readonly [situation: string, experiment: DenseExperiment, quantity: string, advice: string]>([
    ['no weight has changed', chain(1e300, 0.1), 'net_o1', 'the initial numbers are too large'],
    ['a gradient is 0 and ε too', withEpsilon0, 'w2+', '0 by 0, as √(vhat_w2) + epsilon is 0; an epsilon'],
    ['the square of a gradient overflows', largeGradient, 'v_w2+', 'the initial numbers are too large'],
    ['all weights have changed', chain(1, 1e200), 'E_total+', 'a smaller learning rate may help'],
    ['w2 has changed, but not w1', layerByLayer, 'dE_o1/dout_h1', 'a smaller learning rate may help'],
  ])('the message names the cause of a divergence in update 1 when %s', async (...row) => {
    const [, experiment, quantity, advice] = row;
    const { end } = await trained(experiment, { epochs: 10 });
    const text =
      end.kind === 'diverged' ? commandMessages.train.diverged(divergenceFacts(experiment, end.divergence)) : '';
    expect(text).toContain(`update 1 (epoch 1), where ${quantity} is`);
    expect(text).toContain(advice);
  });

  /** One weight of 1, and three samples whose targets are 0. The batches have one sample. */
  const withInputs = (...inputs: readonly number[]): DenseExperiment =>
    createExperiment({
      network: createNetwork(1, [{ units: 1, activation: 'identity', bias: undefined }]),
      initial: Float64Array.of(1),
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 0.1 },
      samples: { count: 3, inputs: Float64Array.from(inputs), targets: new Float64Array(3) },
      batchSize: 1,
    });

  test('before the first update, the message names the sample whose error overflows, not the learning rate', async () => {
    const experiment = withInputs(1, 1, 1e200);
    const { trained: result, end } = await trained(experiment, { epochs: 10 });
    expect(end.kind === 'diverged' && commandMessages.train.diverged(divergenceFacts(experiment, end.divergence))).toBe(
      'stopped before update 1, because in E_total over all samples E_o1@3 is the first quantity that is infinite: ' +
        'a product overflows; the initial numbers are too large: smaller inputs, targets or weights help',
    );
    expect(result.updates).toBe(0);
    expect(result.parameters).toEqual(experiment.initial);
  });
});
