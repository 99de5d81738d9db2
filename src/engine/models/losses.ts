import { keysOf } from '../expressions/keys-of.ts';
import { lazyTable } from '../expressions/lazy-table.ts';
import type { ActivationName } from './activations.ts';
import type { Loss } from './loss.ts';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.ts';
import { categoricalCrossEntropy } from './losses/categorical-cross-entropy.ts';
import { halfSquaredError } from './losses/half-squared-error.ts';
import { meanAbsoluteError } from './losses/mean-absolute-error.ts';
import { meanSquaredError } from './losses/mean-squared-error.ts';

export type { FusedLoss, Loss, OutputExpressions, PlainLoss } from './loss.ts';

/** Every loss, by its name in network files. */
const makers = {
  'half-squared-error': halfSquaredError,
  'mean-squared-error': meanSquaredError,
  'mean-absolute-error': meanAbsoluteError,
  'binary-cross-entropy': binaryCrossEntropy,
  'categorical-cross-entropy': categoricalCrossEntropy,
};

export const losses = lazyTable<{ readonly [Name in keyof typeof makers]: ReturnType<(typeof makers)[Name]> }>(makers);

export type LossName = keyof typeof losses;

export const lossNames = keysOf(losses);

/** The loss with this name. Its type is the union `Loss`, not the narrower type of its entry in `losses`. */
export function lossOf(name: LossName): Loss {
  return losses[name];
}

/** Whether a network with this activation in its output layer can be trained with the loss. */
export function isCompatible(name: LossName, activation: ActivationName): boolean {
  const loss = lossOf(name);
  return loss.kind === 'fused' ? loss.activation === activation : activation !== 'softmax';
}
