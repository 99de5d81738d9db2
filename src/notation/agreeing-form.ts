import { evaluate } from '../engine/expressions/evaluate.ts';
import {
  childrenOf,
  type Expression,
  hasStableForm,
  leavesIn,
  withStableForms,
} from '../engine/expressions/expression.ts';
import { items } from '../engine/expressions/lazy-list.ts';
import { isValueOf, type Quantity } from '../engine/graph/quantity.ts';
import { minLarge, roundedAsShown } from './number-format.ts';

/** An expression as it is written in numbers. */
export interface AgreeingForm {
  readonly expression: Expression<Quantity>;
  /** Whether the stable forms of rewritten expressions are written in place of the textbook forms. */
  readonly isStable: boolean;
  /** The number of decimals with which the numbers are written. */
  readonly decimals: number;
}

/**
 * The maximum relative difference between the result of a line of rounded numbers and the value. Rounding each of a few
 * factors to four decimals changes a product by less.
 */
const maxDifference = 0.01;

/**
 * The maximum relative difference for a line with a number of at least 10⁶. The few digits with which the number is
 * written are enough for a product, but not for e^x, a softmax or a difference.
 */
const maxDifferenceOfLarge = 1e-3;

/** The number of decimal counts that are tried. The last ones give all digits of a double, or nearly all. */
const decimalChoices = 17;

/** The maximum relative difference between the result of a textbook form, with all digits, and the value. */
const maxExactDifference = 1e-6;

/** Sums with more terms are not checked: they are written with an ellipsis, so nobody can calculate them. */
const maxCheckedTerms = 10;

/**
 * The form of an expression whose rounded numbers give the value of the expression. This is the textbook form with
 * `decimals` decimals, unless rounding loses too many digits, as in −ln(1.0000) = 3e-15 and 1e8 − 1e8 = 0.5. Then it is
 * the stable form, or a form with more decimals.
 */
export function agreeingForm(
  expression: Expression<Quantity>,
  numberOf: (quantity: Quantity) => number,
  decimals: number,
): AgreeingForm {
  const textbook: AgreeingForm = { expression, isStable: false, decimals };
  if (hasLongList(expression)) return textbook;
  const value = evaluate(expression, numberOf);
  if (!Number.isFinite(value)) return textbook;
  const difference = (form: AgreeingForm): number => {
    const written = evaluate(form.expression, rounded(numberOf, form.decimals), 'shown');
    return written === value ? 0 : Math.abs(written - value) / Math.abs(value);
  };
  const isLarge = Array.from(leavesIn(expression)).some((quantity) => Math.abs(numberOf(quantity)) >= minLarge);
  const allowed = isLarge ? maxDifferenceOfLarge : maxDifference;
  if (difference(textbook) <= allowed) return textbook;
  const best = hasStableForm(expression)
    ? { ...textbook, expression: withStableForms(expression), isStable: true }
    : textbook;
  const choices = Array.from({ length: decimalChoices }, (_, at) => ({ ...best, decimals: decimals + at }));
  return choices.find((choice) => difference(choice) <= allowed) ?? best;
}

/**
 * The form of an expression whose numbers, with all of their digits, give the value of the expression: the textbook
 * form, or the stable form if the textbook form loses digits.
 */
export function exactForm(
  expression: Expression<Quantity>,
  numberOf: (quantity: Quantity) => number,
): Expression<Quantity> {
  if (!hasStableForm(expression)) return expression;
  const value = evaluate(expression, numberOf);
  const shown = evaluate(expression, numberOf, 'shown');
  return shown === value || Math.abs(shown - value) <= maxExactDifference * Math.abs(value)
    ? expression
    : withStableForms(expression);
}

function rounded(numberOf: (quantity: Quantity) => number, decimals: number): (quantity: Quantity) => number {
  return (quantity) => {
    const value = numberOf(quantity);
    return isValueOf(quantity, 'setting', 'update-number') ? value : roundedAsShown(value, decimals);
  };
}

function hasLongList(expression: Expression<Quantity>): boolean {
  const children = childrenOf(expression);
  if (children.length > maxCheckedTerms) return true;
  for (const child of items(children)) if (hasLongList(child)) return true;
  return false;
}
