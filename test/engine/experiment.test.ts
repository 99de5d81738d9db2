import { expect, test } from 'vitest';
import { createExperiment } from '../../src/engine/experiment.ts';
import { lecture } from '../support/lecture.ts';

const { network, initial, loss, optimizer, samples } = lecture;

test('an experiment is completed with what is usual', () => {
  expect(createExperiment({ network, initial, loss, optimizer, samples })).toEqual({ ...lecture, name: '' });
  expect(createExperiment({ ...lecture, batchSize: 3 }).batchSize).toBe(3);
});

test.each([
  [{ initial: new Float64Array(7) }, 'initial: found 7 numbers, expected 8'],
  [{ samples: { ...samples, count: 2 } }, 'samples.inputs: found 2 numbers, expected 4'],
  [{ samples: { ...samples, targets: new Float64Array(3) } }, 'samples.targets: found 3 numbers, expected 2'],
])('%o does not fit', (change, message) => {
  expect(() => createExperiment({ ...lecture, ...change })).toThrow(new RangeError(message));
});
