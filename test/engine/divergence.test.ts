import { expect, test } from 'vitest';
import type { Experiment } from '../../src/engine/experiment.ts';
import { quantityName } from '../../src/engine/names.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { readUpdate } from '../../src/engine/reading.ts';
import { firstDivergence, hasNumbers } from '../../src/engine/timeline/divergence.ts';
import { advance, createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import { lecture } from '../support/lecture.ts';
import { stepsOf } from '../support/walking.ts';

/** Two weights in a row, one sample: far too large a learning rate makes both grow without end. */
const steep: Experiment = {
  ...lecture,
  network: createNetwork(1, [
    { units: 1, activation: 'identity', bias: undefined },
    { units: 1, activation: 'identity', bias: undefined },
  ]),
  initial: Float64Array.of(1, 1),
  optimizer: { method: 'sgd', learningRate: 100 },
  samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(3) },
};

test('the first number to be lost is found, however far training has gone since', () => {
  const timeline = createTimeline(steep);
  advance(timeline, 5000);
  expect(hasNumbers(timeline.state)).toBe(false);
  const { update, quantity, value } = firstDivergence(timeline, 5000);
  expect(Number.isFinite(value)).toBe(false);
  for (let number = 1; number <= update; number++) {
    const reading = readUpdate(steep, number, stateAfter(timeline, number - 1));
    const lost = stepsOf(reading.update).find((step) => !Number.isFinite(reading.numberOf(step.quantity)))?.quantity;
    expect(lost && quantityName(steep.network, lost)).toBe(
      number === update ? quantityName(steep.network, quantity) : undefined,
    );
  }
});
