import type { Expression } from '../engine/expressions/expression.ts';
import type { FunctionName } from '../engine/expressions/functions.ts';
import { items, type LazyList } from '../engine/expressions/lazy-list.ts';
import type { Quantity } from '../engine/graph/quantity.ts';

/** The precedences of written expressions, from the loosest to the tightest. */
const precedences = ['sum', 'sign', 'product', 'power', 'atom'] as const;

export type Precedence = (typeof precedences)[number];

/** A written expression. Its precedence decides where it needs parentheses. */
export interface Written<Text> {
  readonly text: Text;
  readonly precedence: Precedence;
}

/** A written factor, and its expression. */
export interface WrittenFactor<Text, Leaf = Quantity> {
  readonly text: Text;
  readonly expression: Expression<Leaf>;
}

/**
 * How one notation puts the parts of an expression together. `writeExpression` walks the expression, adds the
 * parentheses and shortens long sums.
 */
export interface Algebra<Text, Leaf = Quantity> {
  constant(value: number): Written<Text>;
  quantity(quantity: Leaf): Written<Text>;
  /** Written in place of the terms that are left out of a long sum. */
  readonly ellipsis: Text;
  sum(terms: readonly Text[]): Text;
  difference(left: Text, right: Text): Text;
  product(factors: readonly WrittenFactor<Text, Leaf>[]): Text;
  quotient(numerator: Text, denominator: Text): Written<Text>;
  negative(operand: Text): Text;
  power(base: Text, exponent: Expression<Leaf>): Written<Text>;
  call(name: FunctionName, inputs: readonly Text[]): Written<Text>;
  conditional(parts: Readonly<Record<'ifPositive' | 'test' | 'otherwise', Text>>): Written<Text>;
  parentheses(text: Text): Text;
  /** Whether a fraction has a bar, so that its two sides need no parentheses. */
  readonly hasFractionBars: boolean;
  /** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
  readonly maxTerms: number;
}

/**
 * Writes an expression. For a rewritten expression, writes the form to show, not the form that is evaluated.
 * `canStartWithSign` is true where −a needs no parentheses, as at the start of a line.
 */
export function writeExpression<Text, Leaf = Quantity>(
  expression: Expression<Leaf>,
  algebra: Algebra<Text, Leaf>,
  canStartWithSign = true,
): Written<Text> {
  /** Writes a part of the expression, in parentheses if the precedence of the part is lower than `min`. */
  const part = (child: Expression<Leaf>, min: Precedence, isFirst = false): Text => {
    const { text, precedence } = writeExpression(child, algebra, isFirst);
    return precedences.indexOf(precedence) < precedences.indexOf(min) ? algebra.parentheses(text) : text;
  };
  const whole = (child: Expression<Leaf>): Text => part(child, 'sum', true);
  switch (expression.kind) {
    case 'constant':
      return algebra.constant(expression.value);
    case 'leaf':
      return algebra.quantity(expression.leaf);
    case 'sum': {
      const [first] = items(expression.terms);
      if (expression.terms.length === 1 && first !== undefined)
        return writeExpression(first, algebra, canStartWithSign);
      const terms = shortened(expression.terms, algebra.maxTerms).map((term, at) =>
        term === 'more' ? algebra.ellipsis : part(term, at === 0 ? 'sum' : 'product', at === 0),
      );
      return { text: algebra.sum(terms), precedence: 'sum' };
    }
    case 'difference':
      return { text: algebra.difference(whole(expression.left), part(expression.right, 'product')), precedence: 'sum' };
    case 'product': {
      const factors = expression.factors.map((factor, at) => {
        const isFirst = canStartWithSign && at === 0;
        return { text: part(factor, isFirst ? 'sign' : 'product', isFirst), expression: factor };
      });
      return { text: algebra.product(factors), precedence: 'product' };
    }
    case 'quotient':
      return algebra.hasFractionBars
        ? algebra.quotient(whole(expression.numerator), whole(expression.denominator))
        : algebra.quotient(
            part(expression.numerator, 'product', canStartWithSign),
            part(expression.denominator, 'atom'),
          );
    case 'negative':
      return { text: algebra.negative(part(expression.operand, 'product')), precedence: 'sign' };
    case 'power':
      return algebra.power(part(expression.base, 'atom'), expression.exponent);
    case 'call':
      return algebra.call(expression.name, Array.from(items(expression.inputs), whole));
    case 'conditional':
      return algebra.conditional({
        ifPositive: whole(expression.ifPositive),
        test: whole(expression.test),
        otherwise: whole(expression.otherwise),
      });
    case 'rewritten':
      return writeExpression(expression.shown, algebra, canStartWithSign);
  }
}

/** The items of a list. If the list has more than `max` items: the first `max` − 1 items, 'more' and the last item. */
export function shortened<T>(list: LazyList<T>, max: number): readonly (T | 'more')[] {
  const { length } = list;
  if (length <= max) return [...items(list)];
  const first = [...items({ length: Math.max(max - 1, 1), at: (at) => list.at(at) })];
  const last = list.at(length - 1);
  return last === undefined ? first : [...first, 'more', last];
}
