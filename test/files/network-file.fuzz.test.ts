import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/files/input-error.ts';
import { jsonSchema } from '../../src/files/json-schema.ts';
import { parseNetwork } from '../../src/files/network-file.ts';
import { isPrintable } from '../../src/files/quoting.ts';
import { parseTable } from '../../src/files/sample-table.ts';
import { type Json, lectureFile } from './lecture-file.ts';

/** A valid file in which most keys are used. */
const full = (): Json => ({
  ...lectureFile(),
  description: 'all of it',
  layers: [
    {
      units: 2,
      activation: 'relu',
      weights: [
        [1, 2],
        [3, 4],
      ],
      bias: { values: [1, 2], trainable: true },
    },
    { units: 2, activation: 'gelu', init: { method: 'he-normal', seed: 3 } },
    { units: 1, activation: 'sigmoid', weights: [[1, 2]], bias: { shared: 0.1, trainable: false } },
  ],
  samples: [
    { input: [0, 1], target: [1] },
    { input: [1, 1], target: [0] },
  ],
  loss: 'binary-cross-entropy',
  optimizer: { method: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.1, weightDecay: 0.2 },
  batchSize: 2,
  shuffle: { seed: 4 },
  updateOrder: 'simultaneous',
  inputNames: ['a', 'b'],
  outputNames: ['c'],
});

/** What stands in a file, mostly, or anything at all. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    'softmax',
    'tanh',
    'all',
    'mean-squared-error',
    'categorical-cross-entropy',
    'layer-by-layer',
    'sgd',
    'rmsprop',
    'xavier-normal',
    'data.csv',
  ),
  fc.constantFrom<unknown>(0, -0, 1, 2, 3, -1, 0.5, 1e20, Number.POSITIVE_INFINITY, 5e-324, true, null, [], {}, '', [
    [],
  ]),
  fc.array(fc.array(fc.integer(), { maxLength: 3 }), { maxLength: 3 }),
  fc.jsonValue(),
);
const key = fc.oneof(
  fc.constantFrom(
    'bias',
    'shared',
    'momentum',
    'nesterov',
    'rho',
    'init',
    'shuffle',
    '$schema',
    '__proto__',
    'unit',
    'constructor',
    'length',
    '0',
  ),
  fc.string(),
);
const mutation = fc.record({
  kind: fc.constantFrom('replace', 'drop', 'rename', 'add', 'repeat'),
  place: fc.nat(),
  key,
  value,
});

/** Every object and array inside a value, with each of its keys. */
function places(inside: unknown): readonly (readonly [parent: Json, key: string])[] {
  if (typeof inside !== 'object' || inside === null) return [];
  const parent = inside as Json;
  return Object.keys(parent).flatMap((name) => [[parent, name] as const, ...places(parent[name])]);
}

function mutate(
  file: Json,
  { kind, place, key, value }: { kind: string; place: number; key: string; value: unknown },
): void {
  const all = places(file);
  const [parent, name] = all[place % all.length] ?? [file, key];
  const set = (at: string, to: unknown) =>
    Object.defineProperty(parent, at, { value: to, enumerable: true, configurable: true, writable: true });
  // Cloned, so that no later mutation puts a value into itself.
  const added = structuredClone(value);
  const old = parent[name];
  if (kind === 'replace') set(name, added);
  else if (kind === 'add') Array.isArray(parent) ? parent.push(added) : set(key, added);
  else if (kind === 'repeat')
    Array.isArray(parent) ? parent.push(structuredClone(old)) : set(key, structuredClone(old));
  else {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
    if (kind === 'rename' && !Array.isArray(parent)) set(key, old);
  }
}

it('a mutated file is an experiment that holds together, or is refused in one line', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const file = full();
      for (const one of mutations) mutate(file, one);
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
        expect(error.message).toMatch(/^net\.json: ([\w.[\]$]+: )?found .+(, expected .+|, did you mean .+\?)$/u);
        expect(isPrintable(error.message)).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(100);
}, 30_000);

it('what the reader accepts, the JSON Schema accepts as well', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema());
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const file = full();
      for (const one of mutations) mutate(file, one);
      try {
        parseNetwork(file, 'net.json');
      } catch {
        return;
      }
      accepted += 1;
      // As it is read: JSON knows no undefined, and no number beside its own.
      expect(validate(JSON.parse(JSON.stringify(file))), JSON.stringify(validate.errors)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(50);
}, 30_000);

it('mutated CSV text is read as rows that fit, or refused in one line that names the place', () => {
  const text = 'width,height,kind\n1,2.5,pear\n3,-4e2,apple\n"5",.6,pear\n';
  const part = fc.constantFrom(...',";\n\r\t .-+e0159x', 'pear', 'NaN', '∞', '""', '1e999');
  const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(3), put: fc.array(part, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const changed = edits.reduce(
        (all, { at, cut, put }) => all.slice(0, at) + put.join('') + all.slice(at + cut),
        text,
      );
      try {
        const { rows, outputNames } = parseTable(changed, 'data.csv', { inputs: 2, outputs: 2, classes: [] });
        for (const { input, target } of rows) {
          expect([input.length, target.length]).toEqual([2, 2]);
          expect([...input, ...target].every(Number.isFinite)).toBe(true);
        }
        expect([0, 2]).toContain(outputNames.length);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(error.message).toMatch(
          /^data\.csv: (line \d+(, ".*")?: )?found .+(, expected .+|, did you mean .+\?)$/u,
        );
        expect(isPrintable(error.message)).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
}, 30_000);
