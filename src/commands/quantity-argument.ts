import type { Quantity } from '../engine/expressions/quantity.ts';
import { isTrained } from '../engine/models/parameters.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { hyperparametersOf } from '../engine/training/optimizers.ts';
import type { Update } from '../engine/training/update.ts';
import { ascii, inGlyphs } from '../notation/glyphs.ts';
import { commandMessages } from './command-messages.ts';
import { quantityHint } from './quantity-hint.ts';
import { UsageError } from './usage-error.ts';

const { explain: messages } = commandMessages;

/**
 * The quantity to explain. The name of a parameter stands for its derivative. Throws a UsageError if no quantity has
 * the name, if the parameter is frozen, or if the optimizer does not have the setting.
 */
export function explainedQuantity(update: Update, name: string): Quantity {
  const quantity = quantityTyped(update, name);
  if (quantity === undefined) throw unknownQuantity(update, name);
  const { network, optimizer } = update.experiment;
  if (quantity.kind === 'parameter' && !isTrained(network, quantity.parameter)) {
    throw new UsageError(messages.frozen(name));
  }
  const { method } = optimizer;
  if (
    quantity.kind === 'setting' &&
    quantity.name !== 'learningRate' &&
    !(quantity.name in hyperparametersOf(method))
  ) {
    throw new UsageError(messages.noSetting(name, method));
  }
  return derivativeOfParameter(quantity);
}

export function unknownQuantity(update: Update, name: string): UsageError {
  return new UsageError(messages.unknownQuantity(name, update.number, quantityHint(update, inGlyphs(name, ascii))));
}

/** The quantity with a typed name. The name may contain signs of the screen, such as ∂. */
export function quantityTyped(update: Update, name: string): Quantity | undefined {
  return quantityNamed(update, inGlyphs(name, ascii));
}

/** Replaces a parameter by its derivative. */
export function derivativeOfParameter(quantity: Quantity): Quantity {
  return quantity.kind === 'parameter' ? { kind: 'gradient', parameter: quantity.parameter } : quantity;
}
