import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNetwork } from '../../src/files/network-file.ts';
import { expectRefusal } from './expect-refusal.ts';
import { mutatedFile } from './mutated-file.ts';

test('parseNetwork turns a mutated file into a consistent experiment, or refuses the file in at most six lines', () => {
  let accepted = 0;
  fc.assert(
    fc.property(mutatedFile(6), (file) => {
      try {
        const { network, initial, samples, batchSize, optimizer } = parseNetwork(file, 'net.json');
        accepted += 1;
        expect(initial.length).toBe(network.parameterCount);
        expect(samples.inputs.length).toBe(samples.count * network.inputs);
        expect(samples.targets.length).toBe(samples.count * (network.layers.at(-1)?.units ?? Number.NaN));
        for (const numbers of [initial, samples.inputs, samples.targets])
          expect(numbers.every(Number.isFinite)).toBe(true);
        expect(batchSize).toBeGreaterThanOrEqual(1);
        expect(batchSize).toBeLessThanOrEqual(samples.count);
        expect(optimizer.learningRate).toBeGreaterThan(0);
      } catch (error) {
        expectRefusal(error, ['net.json']);
      }
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
