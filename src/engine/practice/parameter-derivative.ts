import { isValueOf, type Quantity } from '../graph/quantity.ts';
import { parameterGradient } from '../models/dense-quantities.ts';

/** The name of a parameter stands for its derivative: w5 for dE_total/dw5. Other quantities stay. */
export function derivativeOfParameter(quantity: Quantity): Quantity {
  return isValueOf(quantity, 'parameter') && quantity.after !== true ? parameterGradient(quantity.of.index) : quantity;
}
