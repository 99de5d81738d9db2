import { constant, product, ref } from '../../expressions/expression.ts';
import { isNewParameter } from '../../graph/quantity.ts';
import { atEachAndAll, parameterGradientsIn, type Slip } from './slip.ts';

/** Mistakes that almost any number could come from. They are named only if no other slip explains the numbers. */
export const lastResortSlips = [
  {
    /** The decimal point is wrong in the answer, or in the gradient from which a new parameter is calculated. */
    name: 'decimal-point',
    area: 'factor',
    isLastResort: true,
    *variants(context) {
      const gradients = context.results.some(isNewParameter) ? parameterGradientsIn(context.quantities) : [];
      for (const power of [1, -1, 2, -2, 3, -3]) {
        const shifted = [...new Set([...context.results, ...gradients])];
        yield* atEachAndAll(context, shifted, (quantity) => product(constant(10 ** power), ref(quantity)));
      }
    },
  },
] as const satisfies readonly Slip[];
