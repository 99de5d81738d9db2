import type { Expression } from './expression.ts';
import { functions } from './functions.ts';
import { items } from './lazy-list.ts';

/**
 * The value of an expression, given the values of its leaves. Adds and multiplies from left to right. If `form` is
 * 'shown', a rewritten expression that has a stable form has the value of its shown form. A calculation by hand has this
 * value.
 */
export function evaluate<Leaf>(
  expression: Expression<Leaf>,
  numberOf: (leaf: Leaf) => number,
  form: 'computed' | 'shown' = 'computed',
): number {
  const value = (part: Expression<Leaf>): number => evaluate(part, numberOf, form);
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'leaf':
      return numberOf(expression.leaf);
    case 'sum': {
      let total = 0;
      for (const term of items(expression.terms)) total += value(term);
      return total;
    }
    case 'difference':
      return value(expression.left) - value(expression.right);
    case 'product':
      return expression.factors.reduce((product, factor) => product * value(factor), 1);
    case 'quotient':
      return value(expression.numerator) / value(expression.denominator);
    case 'negative':
      return -value(expression.operand);
    case 'power':
      return value(expression.base) ** value(expression.exponent);
    case 'call': {
      const apply: (...inputs: number[]) => number = functions[expression.name];
      return apply(...Array.from(items(expression.inputs), value));
    }
    case 'conditional':
      return value(expression.test) <= 0 ? value(expression.otherwise) : value(expression.ifPositive);
    case 'rewritten':
      return value(form === 'shown' && expression.stable !== undefined ? expression.shown : expression.computed);
  }
}
