import * as z from 'zod/mini';
import { activationNames } from '../engine/activations.ts';
import type { UpdateOrder } from '../engine/experiment.ts';
import { lossNames } from '../engine/losses.ts';
import { optimizerNames } from '../engine/optimizers.ts';
import { nearest } from './nearest.ts';
import { numberRow, numberRows } from './numbers.ts';
import { alternatives, describe, isPrintable, quote } from './words.ts';

/** The most units, inputs and parameters a network may have. */
export const mostParameters = 100_000_000;

const updateOrders = ['simultaneous', 'layer-by-layer'] as const satisfies readonly UpdateOrder[];

/** For a schema that says, of anything else, what it found in the place of `expected`. */
function expecting(expected: string) {
  return { error: (issue: { readonly input?: unknown }) => `found ${describe(issue.input)}, expected ${expected}` };
}

function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, {
    error: ({ input }) => {
      const near = typeof input === 'string' ? nearest(input, names) : undefined;
      const hint = near === undefined ? `expected ${alternatives(names)}` : `did you mean ${quote(near)}?`;
      return `found ${describe(input)}, ${hint}`;
    },
  });
}

function object<const Shape extends z.core.$ZodShape>(shape: Shape, expected: string) {
  const { error } = expecting(expected);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKey(issue.keys, shape, issue.input ?? {}) : error(issue),
  });
}

/** Names the key that the first unknown one may be a slip of, or else all that are known. */
function unknownKey(keys: readonly string[], shape: object, input: object): string {
  const [key = ''] = keys;
  const near = nearest(
    key,
    Object.keys(shape).filter((name) => !Object.hasOwn(input, name)),
  );
  const hint = near === undefined ? `expected ${alternatives(Object.keys(shape))}` : `did you mean ${quote(near)}?`;
  return `found the unknown key ${quote(key)}, ${hint}`;
}

function count(expected: string) {
  return z.int(expecting(expected)).check(z.gte(1), z.lte(mostParameters));
}

const line = z
  .string(expecting('text on one line, without control characters'))
  .check(z.refine((text) => isPrintable(text), expecting('text on one line, without control characters')));

const label = line.check(z.minLength(1, expecting('at least one character')));

const amount = z.number(expecting('a finite number'));

const bias = object(
  {
    values: z.optional(numberRow('an array of numbers, one for each unit')),
    shared: z.optional(amount),
    trainable: z._default(z.boolean(expecting('true or false')), true),
  },
  'an object with "values" or "shared"',
).check(
  z.refine(({ values, shared }) => values === undefined || shared === undefined, {
    error: 'found both "values" and "shared", expected one of them',
  }),
  z.refine(({ values, shared }) => values !== undefined || shared !== undefined, {
    error: 'found neither "values" nor "shared", expected one of them',
  }),
);

const layer = object(
  {
    units: count(`a whole number from 1 to ${mostParameters}`),
    activation: oneOf(activationNames),
    weights: numberRows('rows of numbers, one row for each unit'),
    bias: z.optional(bias),
  },
  'an object with the layer\'s "units", "activation" and "weights"',
);

const optimizer = object(
  {
    method: oneOf(optimizerNames),
    learningRate: z.number(expecting('a number greater than 0')).check(z.gt(0)),
  },
  'an object with "method" and "learningRate"',
);

const sample = object(
  {
    input: numberRow('an array of numbers, one for each input'),
    target: numberRow('an array of numbers, one for each output'),
  },
  'an object with "input" and "target"',
);

const batchSizes = 'a whole number, at least 1, or "all"';

/** The network file, but for what concerns two of its parts at once: `shapes.ts` and `outputs.ts` look at those. */
export const networkFile = object(
  {
    name: z.optional(label),
    description: z._default(line, ''),
    inputs: count(`a whole number from 1 to ${mostParameters}`),
    layers: z.array(layer, expecting('an array of layers')).check(z.minLength(1, expecting('at least one layer'))),
    loss: oneOf(lossNames),
    optimizer,
    samples: z.array(sample, expecting('an array of samples')).check(z.minLength(1, expecting('at least one sample'))),
    batchSize: z._default(z.union([count(batchSizes), z.literal('all')], expecting(batchSizes)), 1),
    updateOrder: z._default(oneOf(updateOrders), 'simultaneous'),
    inputNames: z._default(z.array(label, expecting('an array of names, one for each input')), []),
    outputNames: z._default(z.array(label, expecting('an array of names, one for each output')), []),
  },
  'an object that describes a network',
);

/** A network file with its defaults filled in. */
export type NetworkFile = z.infer<typeof networkFile>;
