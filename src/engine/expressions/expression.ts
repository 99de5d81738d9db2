import type { FunctionName } from './functions.ts';
import { items, type LazyList, mapList } from './lazy-list.ts';
import type { Quantity } from './quantity.ts';

/** The right side of an equation, as data. Notations write it, explanations expand it, and `evaluate` computes it. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'sum'; readonly terms: LazyList<Expression> }
  | { readonly kind: 'difference'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | Call
  | Conditional
  | Rewritten;

export interface Call {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly inputs: LazyList<Expression>;
}

/**
 * Has the value of `otherwise` if `test` is 0 or less, else the value of `ifPositive`. If `test` is NaN, this is
 * `ifPositive`, so that relu does not turn NaN into 0. PyTorch has the same rule.
 */
export interface Conditional {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly ifPositive: Expression;
  readonly otherwise: Expression;
}

/**
 * An expression in two forms of equal value. `shown` is the form of textbooks. `computed` is the form that is
 * evaluated, because it loses no digits and does not overflow. For softmax with cross-entropy, −ln(out) is shown and
 * ln(1 + Σ e^(net_j − net)) is computed, where the sum is over the other outputs.
 *
 * `stable` is shown in place of `shown` if rounded numbers in `shown` do not give its value. Example: out(1 − out) is 0
 * for an out that is shown as 1.0000. `stable` is undefined if `shown` and `computed` have the same operands, as e^x − 1
 * and expm1(x) have.
 */
export interface Rewritten {
  readonly kind: 'rewritten';
  readonly shown: Expression;
  readonly computed: Expression;
  readonly stable: Expression | undefined;
}

export const constant = (value: number): Expression => ({ kind: 'constant', value });
export const ref = (quantity: Quantity): Expression => ({ kind: 'quantity', quantity });
export const sum = (terms: LazyList<Expression>): Expression => ({ kind: 'sum', terms });
export const difference = (left: Expression, right: Expression): Expression => ({ kind: 'difference', left, right });
export const product = (...factors: readonly Expression[]): Expression => ({ kind: 'product', factors });
export const negative = (operand: Expression): Expression => ({ kind: 'negative', operand });
export const power = (base: Expression, exponent: Expression): Expression => ({ kind: 'power', base, exponent });
export const square = (base: Expression): Expression => power(base, constant(2));
export const call = (name: FunctionName, ...inputs: readonly Expression[]): Expression => callOn(name, inputs);
export const callOn = (name: FunctionName, inputs: LazyList<Expression>): Expression => ({
  kind: 'call',
  name,
  inputs,
});
export const conditional = (test: Expression, ifPositive: Expression, otherwise: Expression): Expression => ({
  kind: 'conditional',
  test,
  ifPositive,
  otherwise,
});
export const rewritten = (shown: Expression, computed: Expression, stable?: Expression): Expression => ({
  kind: 'rewritten',
  shown,
  computed,
  stable,
});

/** A fraction, or the numerator alone if the denominator is the constant 1. */
export function quotient(numerator: Expression, denominator: Expression): Expression {
  if (denominator.kind === 'constant' && denominator.value === 1) return numerator;
  return { kind: 'quotient', numerator, denominator };
}

/** The direct parts of an expression, from left to right. A rewritten expression has one part, its `shown` form. */
export function childrenOf(expression: Expression): LazyList<Expression> {
  switch (expression.kind) {
    case 'constant':
    case 'quantity':
      return [];
    case 'sum':
      return expression.terms;
    case 'difference':
      return [expression.left, expression.right];
    case 'product':
      return expression.factors;
    case 'quotient':
      return [expression.numerator, expression.denominator];
    case 'negative':
      return [expression.operand];
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return expression.inputs;
    case 'conditional':
      return [expression.ifPositive, expression.test, expression.otherwise];
    case 'rewritten':
      return [expression.shown];
  }
}

/** Yields the quantities of an expression as it is shown, from left to right, with repetitions. */
export function* quantitiesIn(expression: Expression): IterableIterator<Quantity> {
  if (expression.kind === 'quantity') yield expression.quantity;
  for (const part of items(childrenOf(expression))) yield* quantitiesIn(part);
}

/**
 * Replaces each quantity for which `replacement` returns an expression. If a factor is replaced by a product, the
 * factors of that product are inserted in its place, so that no product is nested in a product.
 */
export function substitute(
  expression: Expression,
  replacement: (quantity: Quantity) => Expression | undefined,
): Expression {
  if (expression.kind === 'quantity') return replacement(expression.quantity) ?? expression;
  return withParts(expression, (part) => substitute(part, replacement));
}

/** The expression with the stable forms of its rewritten expressions. */
export function withStableForms(expression: Expression): Expression {
  if (expression.kind === 'rewritten' && expression.stable !== undefined) return expression.stable;
  return withParts(expression, withStableForms);
}

export function hasStableForm(expression: Expression): boolean {
  if (expression.kind === 'rewritten') return expression.stable !== undefined;
  for (const part of items(childrenOf(expression))) if (hasStableForm(part)) return true;
  return false;
}

/** The expression with changed parts. If a factor becomes a product, its factors are inserted in its place. */
function withParts(expression: Expression, replaced: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'constant':
    case 'quantity':
      return expression;
    case 'sum':
      return { ...expression, terms: mapList(expression.terms, replaced) };
    case 'difference':
      return difference(replaced(expression.left), replaced(expression.right));
    case 'product':
      return product(
        ...expression.factors
          .map(replaced)
          .flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor])),
      );
    case 'quotient':
      return quotient(replaced(expression.numerator), replaced(expression.denominator));
    case 'negative':
      return negative(replaced(expression.operand));
    case 'power':
      return power(replaced(expression.base), replaced(expression.exponent));
    case 'call':
      return { ...expression, inputs: mapList(expression.inputs, replaced) };
    case 'conditional':
      return conditional(replaced(expression.test), replaced(expression.ifPositive), replaced(expression.otherwise));
    case 'rewritten':
      return rewritten(
        replaced(expression.shown),
        replaced(expression.computed),
        expression.stable && replaced(expression.stable),
      );
  }
}
