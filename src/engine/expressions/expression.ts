import type { FunctionName } from './functions.ts';
import { items, type LazyList, mapList } from './lazy-list.ts';

/**
 * The right side of an equation, as data. Notations write it, explanations expand it, `derive` differentiates it, and
 * `evaluate` computes it. Its leaves are constants and `Leaf`s: the quantities of an update, the nodes of a graph, or the
 * input of a function.
 */
export type Expression<Leaf> =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'sum'; readonly terms: LazyList<Expression<Leaf>> }
  | { readonly kind: 'difference'; readonly left: Expression<Leaf>; readonly right: Expression<Leaf> }
  | { readonly kind: 'product'; readonly factors: readonly Expression<Leaf>[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression<Leaf>; readonly denominator: Expression<Leaf> }
  | { readonly kind: 'negative'; readonly operand: Expression<Leaf> }
  | { readonly kind: 'power'; readonly base: Expression<Leaf>; readonly exponent: Expression<Leaf> }
  | Call<Leaf>
  | Conditional<Leaf>
  | Rewritten<Leaf>;

export interface Call<Leaf> {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly inputs: LazyList<Expression<Leaf>>;
}

/**
 * Has the value of `otherwise` if `test` is 0 or less, else the value of `ifPositive`. If `test` is NaN, this is
 * `ifPositive`, so that relu does not turn NaN into 0. PyTorch has the same rule.
 */
export interface Conditional<Leaf> {
  readonly kind: 'conditional';
  readonly test: Expression<Leaf>;
  readonly ifPositive: Expression<Leaf>;
  readonly otherwise: Expression<Leaf>;
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
export interface Rewritten<Leaf> {
  readonly kind: 'rewritten';
  readonly shown: Expression<Leaf>;
  readonly computed: Expression<Leaf>;
  readonly stable: Expression<Leaf> | undefined;
}

export const constant = (value: number): Expression<never> => ({ kind: 'constant', value });
export const ref = <Leaf>(leaf: Leaf): Expression<Leaf> => ({ kind: 'leaf', leaf });
export const sum = <Leaf>(terms: LazyList<Expression<Leaf>>): Expression<Leaf> => ({ kind: 'sum', terms });
export const difference = <Leaf>(left: Expression<Leaf>, right: Expression<Leaf>): Expression<Leaf> => ({
  kind: 'difference',
  left,
  right,
});
export const product = <Leaf>(...factors: readonly Expression<Leaf>[]): Expression<Leaf> => ({
  kind: 'product',
  factors,
});
export const negative = <Leaf>(operand: Expression<Leaf>): Expression<Leaf> => ({ kind: 'negative', operand });
export const power = <Leaf>(base: Expression<Leaf>, exponent: Expression<Leaf>): Expression<Leaf> => ({
  kind: 'power',
  base,
  exponent,
});
export const square = <Leaf>(base: Expression<Leaf>): Expression<Leaf> => power(base, constant(2));
export const call = <Leaf>(name: FunctionName, ...inputs: readonly Expression<Leaf>[]): Expression<Leaf> =>
  callOn(name, inputs);
export const callOn = <Leaf>(name: FunctionName, inputs: LazyList<Expression<Leaf>>): Expression<Leaf> => ({
  kind: 'call',
  name,
  inputs,
});
export const conditional = <Leaf>(
  test: Expression<Leaf>,
  ifPositive: Expression<Leaf>,
  otherwise: Expression<Leaf>,
): Expression<Leaf> => ({
  kind: 'conditional',
  test,
  ifPositive,
  otherwise,
});
export const rewritten = <Leaf>(
  shown: Expression<Leaf>,
  computed: Expression<Leaf>,
  stable?: Expression<Leaf>,
): Expression<Leaf> => ({
  kind: 'rewritten',
  shown,
  computed,
  stable,
});

/** A fraction, or the numerator alone if the denominator is the constant 1. */
export function quotient<Leaf>(numerator: Expression<Leaf>, denominator: Expression<Leaf>): Expression<Leaf> {
  if (denominator.kind === 'constant' && denominator.value === 1) return numerator;
  return { kind: 'quotient', numerator, denominator };
}

/** The direct parts of an expression, from left to right. A rewritten expression has one part, its `shown` form. */
export function childrenOf<Leaf>(expression: Expression<Leaf>): LazyList<Expression<Leaf>> {
  switch (expression.kind) {
    case 'constant':
    case 'leaf':
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

/** Yields the leaves of an expression as it is shown, from left to right, with repetitions. */
export function* leavesIn<Leaf>(expression: Expression<Leaf>): IterableIterator<Leaf> {
  if (expression.kind === 'leaf') yield expression.leaf;
  for (const part of items(childrenOf(expression))) yield* leavesIn(part);
}

/** Replaces each leaf by an expression. If a factor becomes a product, the factors of that product take its place. */
export function replaceLeaves<From, To>(
  expression: Expression<From>,
  replacement: (leaf: From) => Expression<To>,
): Expression<To> {
  if (expression.kind === 'leaf') return replacement(expression.leaf);
  return withParts(expression, (part) => replaceLeaves(part, replacement));
}

/** Replaces each leaf for which `replacement` returns an expression, as `replaceLeaves` does. */
export function substitute<Leaf>(
  expression: Expression<Leaf>,
  replacement: (leaf: Leaf) => Expression<Leaf> | undefined,
): Expression<Leaf> {
  return replaceLeaves(expression, (leaf) => replacement(leaf) ?? ref(leaf));
}

/** The expression with the stable forms of its rewritten expressions. */
export function withStableForms<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (expression.kind === 'rewritten' && expression.stable !== undefined) return expression.stable;
  return expression.kind === 'leaf' ? expression : withParts(expression, withStableForms);
}

export function hasStableForm<Leaf>(expression: Expression<Leaf>): boolean {
  if (expression.kind === 'rewritten') return expression.stable !== undefined;
  for (const part of items(childrenOf(expression))) if (hasStableForm(part)) return true;
  return false;
}

/** The expression with changed parts. If a factor becomes a product, its factors are inserted in its place. */
export function withParts<From, To>(
  expression: Exclude<Expression<From>, { kind: 'leaf' }>,
  replaced: (part: Expression<From>) => Expression<To>,
): Expression<To> {
  switch (expression.kind) {
    case 'constant':
      return expression;
    case 'sum':
      return sum(mapList(expression.terms, replaced));
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
      return callOn(expression.name, mapList(expression.inputs, replaced));
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
