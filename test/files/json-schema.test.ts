import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSchema } from '../../src/files/json-schema.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { mutatedFile } from './mutated-file.ts';

test('the JSON Schema accepts every file that parseNetwork accepts', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema());
  let accepted = 0;
  fc.assert(
    fc.property(mutatedFile(3), (file) => {
      try {
        parseNetwork(file, 'net.json');
      } catch {
        return;
      }
      accepted += 1;
      // A file on disk is JSON text, which has neither undefined nor Infinity.
      expect(validate(JSON.parse(JSON.stringify(file))), JSON.stringify(validate.errors)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
