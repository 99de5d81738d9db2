import type { Expression } from './expression.ts';
import type { FunctionName } from './functions.ts';
import { inForm, isEqual } from './parts.ts';

/**
 * The reason for a line of a derivation.
 *
 * - constant: the derivative of what does not contain the leaf is 0; a constant factor stays.
 * - sum, product, quotient, power, chain: the rules with these names. sum is also the rule of a difference.
 * - exponential: (a^x)′ = a^x ln a.
 * - cases: each case is differentiated; the test stands still.
 * - definition: a function is replaced by its definition, or a definition by the function.
 * - rearrange: algebra that does not make the line shorter. simplify: algebra that does.
 * - a function: its derivative, from the table of functions.
 */
export type DerivationRule =
  | 'constant'
  | 'sum'
  | 'product'
  | 'quotient'
  | 'power'
  | 'chain'
  | 'exponential'
  | 'cases'
  | 'definition'
  | 'rearrange'
  | 'simplify'
  | FunctionName;

/** A line, and the rules that lead to it from the line before. */
export interface DerivationLine<Leaf> {
  readonly expression: Expression<Leaf>;
  readonly rules: readonly DerivationRule[];
}

/** The lines from an equation to its derivative. */
export interface DerivativeLines<Leaf> {
  /** Forms of the equation's right side, all of equal value. The first has no rules. */
  readonly value: readonly DerivationLine<Leaf>[];
  /** Forms of the derivative, all of equal value. The last is the result. */
  readonly derivative: readonly DerivationLine<Leaf>[];
}

export const line = <Leaf>(
  expression: Expression<Leaf>,
  ...rules: readonly DerivationRule[]
): DerivationLine<Leaf> => ({
  expression,
  rules,
});

/** The lines with other expressions in them. */
export function mapLines<From, To>(
  { value, derivative }: DerivativeLines<From>,
  transform: (expression: Expression<From>) => Expression<To>,
): DerivativeLines<To> {
  const mapped = ({ expression, rules }: DerivationLine<From>): DerivationLine<To> =>
    line(transform(expression), ...rules);
  return { value: value.map(mapped), derivative: derivative.map(mapped) };
}

/** Returns the lines. Adds the result as a last line if the present last line is written in another way. */
export function endingWith<Leaf>(
  result: Expression<Leaf>,
  lines: DerivativeLines<Leaf>,
  rule: DerivationRule = 'rearrange',
): DerivativeLines<Leaf> {
  const last = lines.derivative.at(-1);
  if (last !== undefined && isEqual(inForm(last.expression, 'shown'), inForm(result, 'shown'))) return lines;
  return { ...lines, derivative: [...lines.derivative, line(result, rule)] };
}
