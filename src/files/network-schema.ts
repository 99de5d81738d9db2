import * as z from 'zod/mini';
import { activationNames } from '../engine/models/activations.ts';
import { lossNames } from '../engine/models/losses.ts';
import type { UpdateOrder } from '../engine/training/experiment.ts';
import { initializerNames } from '../engine/training/initializers.ts';
import { maxChapters, sightNames } from '../engine/training/lesson-plan.ts';
import { maxSeed } from '../engine/training/random.ts';
import { numberRow, numberRows } from './number-rows.ts';
import { optimizer } from './optimizer-schema.ts';
import { isPrintable } from './quoting.ts';
import { count, expecting, mostParameters, object, oneOf, oneOfTwo } from './schema-parts.ts';

const updateOrders = ['simultaneous', 'layer-by-layer'] as const satisfies readonly UpdateOrder[];

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
).check(...oneOfTwo('values', 'shared'));

/** A seed for what looks random. */
const seed = z
  .int(expecting(`a whole number from 0 to ${maxSeed}`))
  .check(z.gte(0), z.lte(maxSeed))
  .register(z.globalRegistry, {
    description: 'Which of the random-looking orders or numbers: the same seed, the same ones.',
  });

/** Weights that are drawn. */
const init = object({ method: oneOf(initializerNames), seed }, 'an object with "method" and "seed"');

const layer = object(
  {
    units: count(`a whole number from 1 to ${mostParameters}`),
    activation: oneOf(activationNames),
    weights: z.optional(numberRows('rows of numbers, one row for each unit')),
    init: z.optional(init),
    bias: z.optional(bias),
  },
  'an object with the layer\'s "units", "activation" and "weights"',
).check(...oneOfTwo('weights', 'init'));

const sample = object(
  {
    input: numberRow('an array of numbers, one for each input'),
    target: numberRow('an array of numbers, one for each output'),
  },
  'an object with "input" and "target"',
);

/** A place worth going to: the names of quantities and parameters, which `guide.ts` looks up. */
const chapter = object(
  {
    title: label,
    text: label,
    epoch: z._default(count('the number of an epoch, from 1'), 1),
    after: z.optional(label),
    choose: z.optional(label),
    open: z._default(z.array(label, expecting('an array of quantities')), []),
    panel: z._default(oneOf(sightNames), 'formula'),
    zoom: z._default(z.boolean(expecting('true or false')), false),
    practice: z._default(z.boolean(expecting('true or false')), false),
  },
  'an object with the chapter\'s "title" and "text"',
);

const batchSizes = 'a whole number, at least 1, or "all"';

/** The network file, but for what concerns two of its parts at once: `shapes.ts` and `outputs.ts` look at those. */
export const networkFile = object(
  {
    $schema: z.optional(z.string(expecting('text'))),
    name: z.optional(label),
    description: z._default(line, ''),
    inputs: count(`a whole number from 1 to ${mostParameters}`),
    layers: z.array(layer, expecting('an array of layers')).check(z.minLength(1, expecting('at least one layer'))),
    loss: oneOf(lossNames),
    optimizer,
    samples: z.union(
      [z.array(sample).check(z.minLength(1, expecting('at least one sample'))), label],
      expecting('an array of samples, or the path of a CSV file'),
    ),
    batchSize: z._default(z.union([count(batchSizes), z.literal('all')], expecting(batchSizes)), 1),
    updateOrder: z._default(oneOf(updateOrders), 'simultaneous'),
    shuffle: z.optional(object({ seed }, 'an object with "seed"')),
    inputNames: z._default(z.array(label, expecting('an array of names, one for each input')), []),
    outputNames: z._default(z.array(label, expecting('an array of names, one for each output')), []),
    chapters: z._default(
      z
        .array(chapter, expecting('an array of chapters'))
        .check(z.maxLength(maxChapters, expecting(`at most ${maxChapters} chapters`))),
      [],
    ),
    practice: z._default(z.array(label, expecting('an array of quantities')), []),
  },
  'an object that describes a network',
);

/** A network file with its defaults filled in. */
export type NetworkFile = z.infer<typeof networkFile>;
