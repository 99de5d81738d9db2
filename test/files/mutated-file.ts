import fc from 'fast-check';
import { type Json, lectureFile } from './lecture-file.ts';

/** A valid network file that uses most keys. */
const fullFile = (): Json => ({
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
    { input: [1, 1], class: 0 },
  ],
  weightLayout: 'units-by-inputs',
  loss: 'binary-cross-entropy',
  optimizer: { method: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 0.1, weightDecay: { weights: 0.2 } },
  batchSize: 2,
  reduction: 'sum',
  shuffle: { seed: 4 },
  updateOrder: 'simultaneous',
  inputNames: ['a', 'b'],
  outputNames: ['c'],
  chapters: [{ title: 'One', text: 'Look.', after: 'net_o1@1', choose: 'w1', open: ['dE/dw1@2'], epoch: 2 }],
  practice: ['dE_total/dnet_o1@1', 'w1+'],
});

/** Mostly values that are valid somewhere in a network file. */
const anyValue = fc.oneof(
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
    'sum',
    'inputs-by-units',
    'c',
    'MSELoss',
    'lrelu',
    'net_h1.1',
  ),
  fc.constantFrom<unknown>(0, -0, 1, 2, 3, -1, 0.5, 1e20, Number.POSITIVE_INFINITY, 5e-324, true, null, [], {}, '', [
    [],
  ]),
  fc.array(fc.array(fc.integer(), { maxLength: 3 }), { maxLength: 3 }),
  fc.jsonValue(),
);
const anyKey = fc.oneof(
  fc.constantFrom(
    'bias',
    'class',
    'target',
    'lr',
    'epochs',
    'kernel',
    'weightLayout',
    'shared',
    'momentum',
    'nesterov',
    'dampening',
    'weights',
    'biases',
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

interface Mutation {
  readonly kind: 'replace' | 'drop' | 'rename' | 'add' | 'repeat';
  /** `placesIn` lists the places in a file. The place to change is the one with this index, modulo the number of places. */
  readonly place: number;
  readonly key: string;
  readonly value: unknown;
}

export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'drop', 'rename', 'add', 'repeat'),
  place: fc.nat(),
  key: anyKey,
  value: anyValue,
});

/** Every key of every object and array inside a value, with the object or array that has the key. */
function placesIn(value: unknown): readonly (readonly [parent: Json, key: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Json;
  return Object.keys(parent).flatMap((name) => [[parent, name] as const, ...placesIn(parent[name])]);
}

/** Network files and session files have the same kinds of mistakes. */
export function mutate(file: Json, { kind, place, key, value }: Mutation): void {
  const places = placesIn(file);
  const [parent, name] = places[place % places.length] ?? [file, key];
  const old = parent[name];
  switch (kind) {
    case 'replace':
      set(parent, name, value);
      break;
    case 'add':
      add(parent, key, value);
      break;
    case 'repeat':
      add(parent, key, old);
      break;
    case 'drop':
      remove(parent, name);
      break;
    case 'rename':
      remove(parent, name);
      if (!Array.isArray(parent)) set(parent, key, old);
  }
}

/** Sets a clone, so that no value can contain itself. Works for the key __proto__ too, unlike an assignment. */
function set(parent: Json, key: string, value: unknown): void {
  const copy = structuredClone(value);
  Object.defineProperty(parent, key, { value: copy, enumerable: true, configurable: true, writable: true });
}

function add(parent: Json, key: string, value: unknown): void {
  if (Array.isArray(parent)) parent.push(structuredClone(value));
  else set(parent, key, value);
}

function remove(parent: Json, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** Network files with one to `max` random mistakes or harmless changes. */
export function mutatedFile(max: number): fc.Arbitrary<Json> {
  return fc.array(anyMutation, { minLength: 1, maxLength: max }).map((mutations) => {
    const file = fullFile();
    for (const each of mutations) mutate(file, each);
    return file;
  });
}
