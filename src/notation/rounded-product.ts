import { evaluate } from '../engine/expressions/evaluate.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { chainRuleOf, isComposite } from '../engine/steps/explanation.ts';
import { roundedAsShown } from './number-format.ts';

/**
 * What a reader gets for a derivative who opens it all, rounds every factor to `decimals` decimals and multiplies those,
 * as the lecture does.
 */
export function roundedProduct({ update, numberOf }: UpdateValues, derivative: Quantity, decimals: number): number {
  const worked = new Map<string, number>();
  const work = (quantity: Quantity): number => {
    const name = quantityName(update.experiment.network, quantity);
    const before = worked.get(name);
    if (before !== undefined) return before;
    const equation = isComposite(update, quantity) ? chainRuleOf(update, quantity) : undefined;
    const value =
      equation === undefined || equation.kind === 'given'
        ? roundedAsShown(numberOf(quantity), decimals)
        : evaluate(equation, work);
    worked.set(name, value);
    return value;
  };
  return work(derivative);
}
