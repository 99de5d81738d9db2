import { evaluate } from '../engine/expressions/evaluate.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { chainRuleOf, isComposite } from '../engine/steps/explanation.ts';
import { modelOf } from '../engine/training/experiment.ts';
import { roundedAsShown } from './number-format.ts';

/**
 * The value of a derivative as the lecture calculates it by hand. The derivative is replaced by its chain rule, and
 * each factor that has its own chain rule is replaced by that chain rule. The remaining factors are rounded as
 * `formatNumber` shows them. The results of calculations with these factors are not rounded.
 */
export function roundedProduct({ update, numberOf }: UpdateValues, derivative: Quantity, decimals: number): number {
  const results = new Map<string, number>();
  const calculate = (quantity: Quantity): number => {
    const name = quantityName(modelOf(update.experiment), quantity);
    const known = results.get(name);
    if (known !== undefined) return known;
    const equation = isComposite(update, quantity) ? chainRuleOf(update, quantity) : undefined;
    const value =
      equation === undefined || equation.kind === 'given'
        ? roundedAsShown(numberOf(quantity), decimals)
        : evaluate(equation, calculate);
    results.set(name, value);
    return value;
  };
  return calculate(derivative);
}
