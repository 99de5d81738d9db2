import type { Quantity } from '../engine/expressions/quantity.ts';
import { isTrained, parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepsOf } from '../engine/steps/steps.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';
import { nameHint } from '../files/nearest-name.ts';
import { ascii, inGlyphs } from '../notation/glyphs.ts';
import { commandMessages } from './command-messages.ts';
import { UsageError } from './usage-error.ts';

const { explain: messages } = commandMessages;

/**
 * A misspelled name is compared with the names of at most this many parameters and this many steps, because a large
 * network has millions.
 */
const maxNames = 20_000;

/** The maximum number of samples that a hint lists. */
const maxSamples = 4;

/**
 * The quantity to explain. The name of a parameter stands for its derivative. Throws a UsageError if no quantity has
 * the name, or if the parameter is frozen.
 */
export function explainedQuantity(update: Update, name: string): Quantity {
  const quantity = quantityTyped(update, name);
  if (quantity === undefined) {
    throw new UsageError(messages.unknownQuantity(name, update.number, hintFor(update, name)));
  }
  if (quantity.kind === 'parameter' && !isTrained(update.experiment.network, quantity.parameter)) {
    throw new UsageError(messages.frozen(name));
  }
  return derivativeOfParameter(quantity);
}

/** The quantity with a typed name. The name may contain signs of the screen, such as ∂. */
export function quantityTyped(update: Update, name: string): Quantity | undefined {
  return quantityNamed(update, inGlyphs(name, ascii));
}

/** Replaces a parameter by its derivative. */
export function derivativeOfParameter(quantity: Quantity): Quantity {
  return quantity.kind === 'parameter' ? { kind: 'gradient', parameter: quantity.parameter } : quantity;
}

/** A hint about an unknown name: the samples to add to the name, the range of the parameters, or the nearest name. */
function hintFor(update: Update, name: string): string {
  const { weightCount, parameterCount } = update.experiment.network;
  const endings = sampleEndings(update);
  const withSample = quantityTyped(update, name.replace(/@\d+$/, '') + endings[0]);
  if (withSample !== undefined) return messages.expectedSample(endings, update.size > endings.length);
  if (/^w\d+$/.test(name)) return messages.expectedBetween('w1', `w${weightCount}`);
  const biasCount = parameterCount - weightCount;
  if (/^b\d+$/.test(name) && biasCount > 0) return messages.expectedBetween('b1', `b${biasCount}`);
  return nearestNameHint(update, name);
}

/** The endings of names for the first samples in the batch of an update, such as @7 and @3. */
function sampleEndings(update: Update): readonly string[] {
  const length = Math.min(update.size, maxSamples);
  return Array.from({ length }, (_, place) => `@${sampleAt(update, place) + 1}`);
}

function nearestNameHint(update: Update, name: string): string {
  const { network } = update.experiment;
  const length = Math.min(network.parameterCount, maxNames);
  const parameters = Array.from({ length }, (_, index) => parameterName(network, index));
  const steps = [...stepsOf(update)].slice(0, maxNames).map(({ quantity }) => quantityName(network, quantity));
  // The names are too many to list, so the hint has two examples if no name is near.
  const examples = ['w1', ...steps.slice(0, 1)];
  return nameHint(name, [...parameters, ...steps], examples);
}
