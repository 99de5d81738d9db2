import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/files/input-error.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { isPrintable } from '../../src/files/quoting.ts';
import { mutatedFile } from './mutated-file.ts';

test('parseNetwork turns a mutated file into a consistent experiment, or refuses the file in at most six lines', () => {
  let accepted = 0;
  fc.assert(
    fc.property(mutatedFile, (file) => {
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
        if (!(error instanceof InputError)) throw error;
        const lines = error.message.split('\n');
        expect(lines.length).toBeLessThanOrEqual(6);
        expect(new Set(lines).size).toBe(lines.length);
        for (const line of lines) {
          expect(line).toMatch(
            /^net\.json: (([\w.[\]$]+: )?found .+(, expected .+|, did you mean .+\?)|and \d+ more mistakes?)$/u,
          );
          expect(isPrintable(line)).toBe(true);
        }
      }
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
