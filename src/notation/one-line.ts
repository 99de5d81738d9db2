import { childrenOf, type Expression } from '../engine/expressions/expression.ts';
import type { FunctionName } from '../engine/expressions/functions.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import { type Algebra, shortened, type Written, type WrittenFactor, writeExpression } from './expression-writer.ts';
import type { Glyphs } from './glyphs.ts';

/** How an expression is written on one line. */
export interface LineStyle {
  readonly glyphs: Glyphs;
  /** The name of a quantity, or its value if `hasValues`. */
  quantity(quantity: Quantity): string;
  /** Whether values are written in place of names. Values are multiplied with ×, names with ·. */
  readonly hasValues: boolean;
  /** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
  readonly maxTerms: number;
}

/** Writes an expression on one line: i1·w1 + i2·w2, or 0.05 × 0.15 + 0.1 × 0.2. */
export function writeLine(expression: Expression<Quantity>, style: LineStyle): string {
  return writeExpression(expression, lineAlgebra(style)).text;
}

function lineAlgebra(style: LineStyle): Algebra<string> {
  const { glyphs, maxTerms } = style;
  const parentheses = (text: string): string => `(${text})`;
  const atom = (text: string): Written<string> => ({ text, precedence: 'atom' });
  return {
    maxTerms,
    hasFractionBars: false,
    ellipsis: glyphs.ellipsis,
    constant: (value) => withPrecedence(constantText(value, glyphs), glyphs),
    quantity: (quantity) => withPrecedence(style.quantity(quantity), glyphs),
    sum: (terms) => terms.join(' + '),
    difference: (left, right) => `${left} ${glyphs.minus} ${right}`,
    product: (factors) => productText(factors, style),
    quotient: (numerator, denominator) => ({ text: `${numerator}/${denominator}`, precedence: 'product' }),
    negative: (operand) => glyphs.minus + operand,
    power: (base, exponent) => atom(base + exponentText(exponent, style)),
    call: (name, inputs) => atom(callText(name, inputs.join(', '), glyphs)),
    conditional: ({ ifPositive, test, otherwise }) => atom(`(${ifPositive} if ${test} > 0, else ${otherwise})`),
    parentheses,
  };
}

/**
 * Joins values with ×, and names with ·. Names are joined with × too if at least two of them are fractions. · is left
 * out in front of parentheses, and × is left out between ½ and parentheses.
 */
function productText(factors: readonly WrittenFactor<string>[], { glyphs, hasValues }: LineStyle): string {
  const fractionCount = factors.filter(({ text }) => text.includes('/')).length;
  const usesDots = !hasValues && fractionCount < 2;
  return factors
    .map(({ text }, at) => {
      if (at === 0) return text;
      const previous = factors[at - 1]?.expression;
      const isAfterHalf = previous?.kind === 'constant' && previous.value === 0.5;
      if (text.startsWith('(') && (isAfterHalf || usesDots)) return text;
      return (usesDots ? glyphs.dot : ` ${glyphs.times} `) + text;
    })
    .join('');
}

/** Yields the quantities that are written if sums are shortened to `maxTerms` terms, with repetitions. */
export function* writtenQuantities(expression: Expression<Quantity>, maxTerms: number): IterableIterator<Quantity> {
  if (expression.kind === 'leaf') yield expression.leaf;
  const max = expression.kind === 'sum' ? maxTerms : Number.POSITIVE_INFINITY;
  for (const part of shortened(childrenOf(expression), max)) {
    if (part !== 'more') yield* writtenQuantities(part, maxTerms);
  }
}

function callText(name: FunctionName, input: string, glyphs: Glyphs): string {
  if (name === 'absolute') return `|${input}|`;
  if (name === 'softplus') return `ln(1 + exp(${input}))`;
  return `${functionName(name, glyphs)}(${input})`;
}

/** The name of a function in front of its parentheses. */
export function functionName(name: FunctionName, glyphs: Glyphs): string {
  const names: Partial<Record<FunctionName, string>> = {
    sigmoid: glyphs.sigma,
    sqrt: glyphs.root,
    'normal-cdf': glyphs.capitalPhi,
    'normal-density': glyphs.phi,
  };
  return names[name] ?? name;
}

/** Writes a constant of a formula: ½, 1, −2. */
export function constantText(value: number, glyphs: Glyphs): string {
  if (value === 0.5) return glyphs.half;
  return value < 0 ? `${glyphs.minus}${Math.abs(value)}` : String(value);
}

/** Writes the exponent of a power as the text behind the base: ², or ^t. */
export function exponentText(exponent: Expression<Quantity>, style: LineStyle): string {
  if (exponent.kind === 'constant' && exponent.value === 2) return style.glyphs.squared;
  const { text, precedence } = writeExpression(exponent, lineAlgebra(style), false);
  return precedence === 'atom' ? `^${text}` : `^(${text})`;
}

/** Finds the precedence of a constant, a name or a value. A sign or a fraction bar in the text lowers it. */
function withPrecedence(text: string, glyphs: Glyphs): Written<string> {
  if (text.startsWith(glyphs.minus)) return { text, precedence: 'sign' };
  return { text, precedence: text.includes('/') ? 'product' : 'atom' };
}
