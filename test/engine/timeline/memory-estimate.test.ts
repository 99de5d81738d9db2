import { expect, test } from 'vitest';
import { createNetwork } from '../../../src/engine/models/network.ts';
import { readUpdate } from '../../../src/engine/pass/update-values.ts';
import { bytesNeeded } from '../../../src/engine/timeline/memory-estimate.ts';
import { advance, createTimeline } from '../../../src/engine/timeline/timeline.ts';
import { lecture } from '../../support/lecture.ts';

test('what is foreseen is what stepping a large network takes', () => {
  const layer = { units: 500, activation: 'sigmoid', bias: undefined } as const;
  const network = createNetwork(500, [layer, layer, { ...layer, units: 2 }]);
  const samples = { count: 1, inputs: new Float64Array(500), targets: new Float64Array(2) };
  const initial = new Float64Array(network.parameterCount);
  const optimizer = { method: 'adam', learningRate: 0.1 } as const;
  const experiment = { ...lecture, network, initial, optimizer, samples };
  const before = process.memoryUsage().arrayBuffers;
  const timeline = createTimeline(experiment);
  advance(timeline, 3);
  const reading = readUpdate(experiment, 4, timeline.state);
  expect(reading.numberOf({ kind: 'total-error', after: true })).toBeGreaterThan(0);
  const taken = process.memoryUsage().arrayBuffers - before;
  const foreseen = bytesNeeded(network, optimizer, 1);
  expect(reading.after.length).toBe(3 * network.parameterCount);
  expect(taken / foreseen).toBeGreaterThan(0.7);
  expect(taken / foreseen).toBeLessThan(1);
});
