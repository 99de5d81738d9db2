import { type FunctionName, functions } from './functions.ts';
import type { Quantity } from './quantity.ts';

/**
 * The right side of an equation, as data. Everything that shows or computes an equation reads it from here.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity }
  | { readonly kind: 'sum'; readonly terms: List<Expression> }
  | { readonly kind: 'difference'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly inputs: List<Expression> }
  | Cases
  | Stable;

/** `positive` where `test` is greater than zero, else `otherwise`. */
export interface Cases {
  readonly kind: 'cases';
  readonly test: Expression;
  readonly positive: Expression;
  readonly otherwise: Expression;
}

/** Shown as `written`, as the books have it; computed as `computed`, which is equal and keeps its digits. */
export interface Stable {
  readonly kind: 'stable';
  readonly written: Expression;
  readonly computed: Expression;
}

/** What a long sum needs of an array, so that its terms need not exist before they are looked at. */
export type List<T> = Pick<readonly T[], 'length' | 'at'>;

/** A list of `length` items, each made when it is asked for. */
export function lazyList<T>(length: number, make: (index: number) => T): List<T> {
  return {
    length,
    at(index) {
      const from = index < 0 ? length + index : index;
      return from >= 0 && from < length ? make(from) : undefined;
    },
  };
}

/** The items of a list, each changed when it is asked for. */
export function mapList<From, To>(list: List<From>, change: (item: From) => To): List<To> {
  return {
    length: list.length,
    at(index) {
      const item = list.at(index);
      return item === undefined ? undefined : change(item);
    },
  };
}

/** The items of a list, one after the other. */
export function* items<T>(list: List<T>): IterableIterator<T> {
  for (let index = 0; index < list.length; index++) {
    const item = list.at(index);
    if (item !== undefined) yield item;
  }
}

export const number = (value: number): Expression => ({ kind: 'number', value });
export const refer = (quantity: Quantity): Expression => ({ kind: 'quantity', quantity });
export const sum = (terms: List<Expression>): Expression => ({ kind: 'sum', terms });
export const difference = (left: Expression, right: Expression): Expression => ({ kind: 'difference', left, right });
export const product = (...factors: readonly Expression[]): Expression => ({ kind: 'product', factors });
export const negative = (of: Expression): Expression => ({ kind: 'negative', of });
export const power = (base: Expression, exponent: Expression): Expression => ({ kind: 'power', base, exponent });
export const square = (base: Expression): Expression => power(base, number(2));
export const callOn = (name: FunctionName, inputs: List<Expression>): Expression => ({ kind: 'call', name, inputs });
export const call = (name: FunctionName, ...inputs: readonly Expression[]): Expression => callOn(name, inputs);
export const cases = (test: Expression, positive: Expression, otherwise: Expression): Expression => ({
  kind: 'cases',
  test,
  positive,
  otherwise,
});
export const stable = (written: Expression, computed: Expression): Expression => ({
  kind: 'stable',
  written,
  computed,
});

/** A fraction; over 1 it is its numerator. */
export function quotient(numerator: Expression, denominator: Expression): Expression {
  if (denominator.kind === 'number' && denominator.value === 1) return numerator;
  return { kind: 'quotient', numerator, denominator };
}

/** The number an expression comes to, given the numbers of the quantities in it. */
export function evaluate(expression: Expression, numberOf: (quantity: Quantity) => number): number {
  const value = (of: Expression): number => evaluate(of, numberOf);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'quantity':
      return numberOf(expression.quantity);
    case 'sum': {
      let total = 0;
      for (const term of items(expression.terms)) total += value(term);
      return total;
    }
    case 'difference':
      return value(expression.left) - value(expression.right);
    case 'product':
      return expression.factors.reduce((total, factor) => total * value(factor), 1);
    case 'quotient':
      return value(expression.numerator) / value(expression.denominator);
    case 'negative':
      return -value(expression.of);
    case 'power':
      return value(expression.base) ** value(expression.exponent);
    case 'call':
      return applied(functions[expression.name], Array.from(items(expression.inputs), value));
    case 'cases':
      return value(expression.test) > 0 ? value(expression.positive) : value(expression.otherwise);
    case 'stable':
      return value(expression.computed);
  }
}

function applied(apply: (...inputs: number[]) => number, inputs: readonly number[]): number {
  return apply(...inputs);
}

/** The parts of an expression, as it is written, from left to right. */
export function partsOf(expression: Expression): List<Expression> {
  switch (expression.kind) {
    case 'number':
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
      return [expression.of];
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return expression.inputs;
    case 'cases':
      return [expression.positive, expression.test, expression.otherwise];
    case 'stable':
      return [expression.written];
  }
}

/** The quantities an expression is written with, from left to right, as often as they stand in it. */
export function* quantitiesIn(expression: Expression): IterableIterator<Quantity> {
  if (expression.kind === 'quantity') yield expression.quantity;
  for (const part of items(partsOf(expression))) yield* quantitiesIn(part);
}

/** The same expression with each quantity for which `replacement` has one replaced, nested products made flat. */
export function replaceQuantities(
  expression: Expression,
  replacement: (quantity: Quantity) => Expression | undefined,
): Expression {
  const replaced = (of: Expression): Expression => replaceQuantities(of, replacement);
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'quantity':
      return replacement(expression.quantity) ?? expression;
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
      return negative(replaced(expression.of));
    case 'power':
      return power(replaced(expression.base), replaced(expression.exponent));
    case 'call':
      return { ...expression, inputs: mapList(expression.inputs, replaced) };
    case 'cases':
      return cases(replaced(expression.test), replaced(expression.positive), replaced(expression.otherwise));
    case 'stable':
      return stable(replaced(expression.written), replaced(expression.computed));
  }
}
