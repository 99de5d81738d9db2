import { hasParameterGradient } from '../engine/gradient-check.ts';
import type { NodeOf } from '../engine/graph/node.ts';
import { isValueOf, type Quantity, type Value } from '../engine/graph/quantity.ts';
import { errorName } from '../engine/models/error-node.ts';
import { derivativeOfParameter } from '../engine/practice/parameter-derivative.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { modelOf } from '../engine/training/experiment.ts';
import { hyperparametersOf } from '../engine/training/optimizers.ts';
import type { Update } from '../engine/training/update.ts';
import { ascii, inGlyphs } from '../notation/glyphs.ts';
import { commandMessages } from './command-messages.ts';
import { quantityHint } from './quantity-hint.ts';
import { UsageError } from './usage-error.ts';

const { explain: messages } = commandMessages;

/**
 * The quantity to explain. The name of a parameter stands for its derivative. Throws a UsageError if no quantity has
 * the name, if the parameter has no derivative, or if the optimizer does not have the setting.
 */
export function explainedQuantity(update: Update, name: string): Quantity {
  const quantity = quantityTyped(update, name);
  if (quantity === undefined) throw unknownQuantity(update, name);
  const { experiment } = update;
  if (isOldParameter(quantity) && !hasParameterGradient(experiment, quantity.of.index)) {
    const model = modelOf(experiment);
    throw new UsageError(
      model.kind === 'dense' ? messages.frozen(name) : messages.withoutEffect(errorName(model), name),
    );
  }
  const { method } = experiment.optimizer;
  if (
    isValueOf(quantity, 'setting') &&
    quantity.of.block.name !== 'learningRate' &&
    !(quantity.of.block.name in hyperparametersOf(method))
  ) {
    throw new UsageError(messages.noSetting(name, method));
  }
  return derivativeOfParameter(quantity);
}

export function unknownQuantity(update: Update, name: string): UsageError {
  return new UsageError(messages.unknownQuantity(name, update.number, quantityHint(update, inGlyphs(name, ascii))));
}

/**
 * The quantity with a typed name. The name may contain spaces, and signs of the screen such as ∂. A name such as α
 * may also be defined in a formula, so it is first looked up as it was typed.
 */
export function quantityTyped(update: Update, name: string): Quantity | undefined {
  const compact = name.replace(/\s+/g, '');
  return quantityNamed(update, compact) ?? quantityNamed(update, inGlyphs(compact, ascii));
}

function isOldParameter(quantity: Quantity): quantity is Value<NodeOf<'parameter'>> {
  return isValueOf(quantity, 'parameter') && quantity.after !== true;
}
