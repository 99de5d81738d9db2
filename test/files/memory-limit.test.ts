import { describe, expect, test } from 'vitest';
import { bytesNeeded } from '../../src/engine/timeline/memory-estimate.ts';
import { buildNetwork } from '../../src/files/experiment-builder.ts';
import { memoryLimit, sizeProblems } from '../../src/files/memory-limit.ts';
import { networkFile } from '../../src/files/network-schema.ts';
import { completeFile } from '../../src/files/sample-file.ts';
import { checkBy } from '../../src/files/schema-reader.ts';
import { lectureFile, lectureWith } from './lecture-file.ts';

describe('memoryLimit', () => {
  test.each([
    ['the system sets no limit for the process', 16e9, 0, 12e9],
    ['the limit of the process is unknown', 16e9, undefined, 12e9],
    ['the process may use less than the machine has', 16e9, 4e9, 3e9],
    ['the process may use more than the machine has', 16e9, 1e18, 12e9],
  ])('is three quarters of the available memory if %s', (_situation, machineBytes, constrainedBytes, expected) => {
    expect(memoryLimit(machineBytes, constrainedBytes)).toBe(expected);
  });
});

describe('sizeProblems', () => {
  const lecture = lectureFile();
  const [sample] = lecture.samples as readonly unknown[];

  const fileWith = (data: object) => completeFile(checkBy(networkFile, data).value, undefined);

  test.each([
    [1, 1],
    [2, 2],
    ['all', 3],
    [50, 3],
  ])('for batchSize %j and 3 samples, counts the memory for a batch size of %j', (batchSize, largestBatch) => {
    const file = fileWith({ ...lecture, samples: [sample, sample, sample], batchSize });
    const network = buildNetwork(file);
    const needed = bytesNeeded(network, file.optimizer, largestBatch);
    expect([...sizeProblems(file, network, needed)]).toEqual([]);
    expect([...sizeProblems(file, network, needed - 1)]).toHaveLength(1);
  });

  test('for a CSV file that could not be read, counts the memory for one sample', () => {
    const file = fileWith({ ...lecture, samples: [sample] });
    const network = buildNetwork(file);
    const needed = bytesNeeded(network, file.optimizer, 1);
    expect([...sizeProblems({ ...file, samples: 'data.csv', batchSize: 'all' }, network, needed)]).toEqual([]);
  });

  test('reports the memory that the network needs, and the limit', () => {
    const file = fileWith(lectureWith('layers[0].units', 10_000_000));
    const network = buildNetwork(file);
    const needed = (bytesNeeded(network, file.optimizer, 1) / 1e9).toPrecision(3);
    const [problem] = sizeProblems(file, network, 1.5e9);
    expect(problem?.path).toEqual(['layers']);
    expect(problem?.message).toBe(
      `found a network that needs ${needed} GB of memory, expected at most 1.50 GB on this machine`,
    );
  });
});
