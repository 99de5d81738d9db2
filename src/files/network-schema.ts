import * as z from 'zod/mini';
import { activationNames } from '../engine/models/activations.ts';
import { lossNames } from '../engine/models/losses.ts';
import { reductions, type UpdateOrder } from '../engine/training/experiment.ts';
import { initializerNames } from '../engine/training/initializers.ts';
import { maxChapters } from '../engine/training/lesson-plan.ts';
import { maxSeed } from '../engine/training/random.ts';
import { fileMessages } from './file-messages.ts';
import { numberRow, numberRows } from './number-rows.ts';
import { optimizer } from './optimizer-schema.ts';
import { isPrintable } from './quoting.ts';
import {
  expecting,
  expectingUpTo,
  finiteNumber,
  maxParameters,
  object,
  oneOf,
  oneOfTwo,
  trueOrFalse,
  wholeNumber,
} from './schema-parts.ts';
import { panelAndPictureNames } from './view-names.ts';
import { weightLayouts } from './weight-layout.ts';

const { values, network: messages, samples, chapters } = fileMessages;

const updateOrders = ['simultaneous', 'layer-by-layer'] as const satisfies readonly UpdateOrder[];

const size = z.int(expecting(values.wholeNumberBetween(1, maxParameters))).check(z.gte(1), z.lte(maxParameters));

/** With this many epochs of as many samples as a file can have, the number of an update is still exact. */
const maxEpoch = 100_000_000;

const line = z
  .string(expecting(values.textOnOneLine))
  .check(z.refine((text) => isPrintable(text), expecting(values.textOnOneLine)));

const label = line.check(z.minLength(1, expecting(values.nonEmptyText)));

/** The name of an input or an output. */
const visibleName = line.check(z.regex(/\S/u, expecting(values.visibleText)));

const bias = object(
  {
    values: z.optional(numberRow(messages.biasValues)),
    shared: z.optional(finiteNumber),
    trainable: z._default(trueOrFalse, true),
  },
  messages.bias,
).check(...oneOfTwo('values', 'shared'));

const seed = z
  .int(expecting(values.wholeNumberBetween(0, maxSeed)))
  .check(z.gte(0), z.lte(maxSeed))
  .register(z.globalRegistry, { description: messages.seedDescription });

export const layer = object(
  {
    units: size,
    activation: oneOf(activationNames, 'activation'),
    weights: z.optional(numberRows(messages.weights)),
    init: z.optional(object({ method: oneOf(initializerNames, 'initializer'), seed }, messages.init)),
    bias: z.optional(bias),
  },
  messages.layer,
).check(...oneOfTwo('weights', 'init'));

/** A class is the number of an output, from 0, or one of `outputNames`. class-target.ts checks which classes exist. */
const classTarget = z
  .union([z.int(expecting(samples.class)).check(z.gte(0)), label], expecting(samples.class))
  .register(z.globalRegistry, { description: samples.classDescription });

export const sample = object(
  {
    input: numberRow(samples.input),
    target: z.optional(numberRow(samples.target)),
    class: z.optional(classTarget),
  },
  samples.sample,
).check(...oneOfTwo('target', 'class'));

/** `after`, `choose` and `open` are names of quantities and parameters. chapter-reader.ts checks that they exist. */
export const chapter = object(
  {
    title: label,
    text: label,
    epoch: z._default(wholeNumber(chapters.epoch, 1, maxEpoch), 1),
    after: z.optional(label),
    choose: z.optional(label),
    open: z._default(z.array(label, expecting(chapters.quantities)), []),
    panel: z._default(oneOf(panelAndPictureNames), 'formula'),
    zoom: z._default(trueOrFalse, false),
    practice: z._default(trueOrFalse, false),
  },
  chapters.chapter,
);

/**
 * The schema of a network file. It checks each part by itself. network-problems.ts checks that the parts fit together.
 */
export const networkFile = object(
  {
    $schema: z.optional(z.string(expecting(values.text))),
    name: z.optional(label),
    description: z._default(line, ''),
    inputs: size,
    layers: z.array(layer, expecting(messages.layers)).check(z.minLength(1, expecting(messages.atLeastOneLayer))),
    loss: oneOf(lossNames, 'loss').register(z.globalRegistry, { description: messages.lossDescription }),
    optimizer,
    samples: z.union(
      [z.array(sample).check(z.minLength(1, expecting(samples.atLeastOneSample))), label],
      expecting(samples.samples),
    ),
    weightLayout: z._default(
      oneOf(weightLayouts).register(z.globalRegistry, { description: messages.weightLayoutDescription }),
      'units-by-inputs',
    ),
    batchSize: z._default(
      z
        .union(
          [wholeNumber(messages.batchSize, 1), z.literal('all')],
          expectingUpTo(Number.MAX_SAFE_INTEGER, messages.batchSize),
        )
        .register(z.globalRegistry, { description: messages.batchSizeDescription }),
      1,
    ),
    reduction: z._default(
      oneOf(reductions).register(z.globalRegistry, { description: messages.reductionDescription }),
      'mean',
    ),
    updateOrder: z._default(oneOf(updateOrders), 'simultaneous'),
    shuffle: z.optional(object({ seed }, messages.shuffle)),
    inputNames: z._default(z.array(visibleName, expecting(messages.inputNames)), []),
    outputNames: z._default(z.array(visibleName, expecting(messages.outputNames)), []),
    chapters: z._default(
      z
        .array(chapter, expecting(chapters.chapters))
        .check(z.maxLength(maxChapters, expecting(chapters.atMost(maxChapters)))),
      [],
    ),
    practice: z._default(z.array(label, expecting(chapters.quantities)), []),
  },
  messages.network,
);

/** A network file with its defaults filled in. */
export type NetworkFile = z.infer<typeof networkFile>;
