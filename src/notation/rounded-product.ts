import { evaluate } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { Reading } from '../engine/pass/update-values.ts';
import { chainOf, isComposite } from '../engine/steps/explanation.ts';
import { roundedAsShown } from './number-format.ts';

/**
 * What a reader gets for a derivative who opens it all, rounds every factor to `decimals` decimals and multiplies those,
 * as the lecture does.
 */
export function byHand({ update, numberOf }: Reading, derivative: Quantity, decimals: number): number {
  const worked = new Map<string, number>();
  const work = (quantity: Quantity): number => {
    const name = quantityName(update.experiment.network, quantity);
    const before = worked.get(name);
    if (before !== undefined) return before;
    const expression = isComposite(update, quantity) ? chainOf(update, quantity) : undefined;
    const value = expression === undefined ? roundedAsShown(numberOf(quantity), decimals) : evaluate(expression, work);
    worked.set(name, value);
    return value;
  };
  return work(derivative);
}
