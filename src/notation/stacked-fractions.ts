import stringWidth from 'string-width';
import { type Expression, substitute } from '../engine/expressions/expression.ts';
import type { Role as NodeRole } from '../engine/graph/node.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import type { Model } from '../engine/models/network-or-formula.ts';
import { padEnd } from './cell-width.ts';
import { type Algebra, type Written, writeExpression } from './expression-writer.ts';
import type { Glyphs } from './glyphs.ts';
import { constantText, exponentText, functionName } from './one-line.ts';
import { fractionOf, symbolOf } from './symbols.ts';

/** A piece of text in a stacked formula, and the properties that decide its colour. */
export interface FormulaSegment {
  readonly text: string;
  readonly role?: Role | undefined;
  /** Whether this is the selected factor. */
  readonly isSelected?: boolean | undefined;
  /** Whether this is a number that the present step has computed. */
  readonly isNew?: boolean | undefined;
}

export type FormulaLine = readonly FormulaSegment[];

/**
 * The role of a factor in a gradient: ① ∂E/∂out (error), ② ∂out/∂net (slope), ① and ② in one step (delta), ③ ∂net/∂w or
 * ∂net/∂out (input), or the term of ∂E/∂out for one path (path). In a formula, ① marks a gradient, and ② a local derivative.
 */
export type Role = 'error' | 'slope' | 'delta' | 'input' | 'path';

/** How an expression is written as a stacked formula. */
export interface StackedStyle {
  readonly model: Model;
  readonly glyphs: Glyphs;
  /** The text of a quantity's value; undefined before the value is computed. */
  number(quantity: Quantity): string | undefined;
  /** Whether the present step has computed the value of a quantity. */
  isNew(quantity: Quantity): boolean;
  /** The expression that replaces an expanded quantity; undefined if the quantity is not expanded. */
  expanded(quantity: Quantity): Expression<Quantity> | undefined;
  /** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
  readonly maxTerms: number;
}

/**
 * One column of a stacked formula. The formula is broken only before operators.
 *
 *     ∂E      ← symbol, line 0
 *   ───────   ← symbol, line 1
 *   ∂out_o1   ← symbol, line 2
 *      ①      ← mark of the role
 *   0.5843    ← number
 */
export interface Token {
  readonly kind: 'factor' | 'operator' | 'parenthesis';
  readonly symbol: readonly [string, string, string];
  readonly number: string | undefined;
  readonly quantity: Quantity | undefined;
  readonly role: Role | undefined;
  readonly isNew: boolean;
}

/** The columns of an expression from left to right, with every expanded quantity replaced. */
export function tokensOf(expression: Expression<Quantity>, style: StackedStyle): readonly Token[] {
  return writeExpression(expand(expression, style), stackedAlgebra(style)).text;
}

function expand(expression: Expression<Quantity>, style: StackedStyle): Expression<Quantity> {
  return substitute(expression, (quantity) => {
    const replacement = style.expanded(quantity);
    return replacement && expand(replacement, style);
  });
}

function stackedAlgebra(style: StackedStyle): Algebra<readonly Token[]> {
  const { glyphs, model, maxTerms } = style;
  const atom = (text: readonly Token[]): Written<readonly Token[]> => ({ text, precedence: 'atom' });
  const parentheses = (tokens: readonly Token[]): readonly Token[] => inParentheses(tokens, glyphs);
  const name = (quantity: Quantity): string => symbolOf(model, quantity, glyphs);
  return {
    maxTerms,
    hasFractionBars: false,
    ellipsis: [plain(glyphs.ellipsis)],
    constant: (value) => atom([plain(constantText(value, glyphs))]),
    quantity: (quantity) => atom([factor(quantity, style)]),
    sum: (terms) => joined(terms, '+', glyphs),
    difference: (left, right) => joined([left, right], glyphs.minus, glyphs),
    product: (factors) =>
      joined(
        factors.map(({ text }) => text),
        glyphs.times,
        glyphs,
      ),
    quotient: (numerator, denominator) => ({
      text: joined([numerator, denominator], '/', glyphs),
      precedence: 'product',
    }),
    negative: (operand) => [plain(glyphs.minus), ...bracketed(operand, glyphs)],
    power: (base, exponent) =>
      atom([
        ...bracketed(base, glyphs),
        ...(exponent.kind === 'constant'
          ? [plain(exponentText(exponent, { glyphs, maxTerms, hasValues: false, quantity: name }))]
          : [plain('^'), ...parentheses(writeExpression(exponent, stackedAlgebra(style)).text)]),
      ]),
    call: (called, inputs) => {
      const tokens = joined(inputs, ',', glyphs);
      if (called === 'absolute') return atom([plain('|'), ...tokens, plain('|')]);
      return atom([plain(functionName(called, glyphs)), ...parentheses(tokens)]);
    },
    conditional: ({ ifPositive, test, otherwise }) => ({
      text: [...ifPositive, plain(' if '), ...test, plain(' > 0, else '), ...otherwise],
      precedence: 'sum',
    }),
    parentheses,
  };
}

function roleOf(quantity: Quantity): Role | undefined {
  switch (quantity.kind) {
    case 'path':
      return 'path';
    case 'local':
      return quantity.of.block.role === 'net' ? 'input' : 'slope';
    case 'gradient':
      return gradientRoles[quantity.of.block.role];
    case 'value':
      return undefined;
  }
}

const gradientRoles: Partial<Record<NodeRole, Role>> = { out: 'error', net: 'delta', equation: 'error' };

function factor(quantity: Quantity, { model, glyphs, number, isNew }: StackedStyle): Token {
  const fraction = fractionOf(model, quantity, glyphs);
  const name = symbolOf(model, quantity, glyphs);
  const symbol = fraction === undefined ? (['', name, ''] as const) : stack(fraction.top, fraction.bottom, glyphs);
  return { kind: 'factor', symbol, number: number(quantity), quantity, role: roleOf(quantity), isNew: isNew(quantity) };
}

/** The three lines of a fraction. The numerator and the denominator are centered on the bar. */
export function stack(top: string, bottom: string, glyphs: Glyphs): readonly [string, string, string] {
  const width = Math.max(stringWidth(top), stringWidth(bottom));
  return [center(top, width), glyphs.bar.repeat(width), center(bottom, width)];
}

function center(text: string, width: number): string {
  const left = Math.max(0, Math.floor((width - stringWidth(text)) / 2));
  return padEnd(' '.repeat(left) + text, width);
}

/** A column that is not a quantity. `number` is its text in the line of numbers. */
function fixed(kind: Token['kind'], symbol: Token['symbol'], number: string): Token {
  return { kind, symbol, number, quantity: undefined, role: undefined, isNew: false };
}

function plain(text: string): Token {
  return fixed('factor', ['', text, ''], text.trim());
}

function operator(text: string): Token {
  const middle = text === ',' || text === '/' ? text : ` ${text} `;
  return fixed('operator', ['', middle, ''], text);
}

/** Puts parentheses around tokens: three lines high if the tokens contain a fraction, else one. */
function inParentheses(tokens: readonly Token[], { open, close }: Glyphs): readonly Token[] {
  const isTall = tokens.some(({ symbol }) => symbol[0] !== '');
  return [
    fixed('parenthesis', isTall ? open : ['', '(', ''], '('),
    ...tokens,
    fixed('parenthesis', isTall ? close : ['', ')', ''], ')'),
  ];
}

function joined(parts: readonly (readonly Token[])[], sign: string, glyphs: Glyphs): readonly Token[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [operator(sign), ...bracketed(part, glyphs)]));
}

/** The tokens behind a sign or an operator. If the first token has a negative number, that number gets parentheses. */
function bracketed(tokens: readonly Token[], { minus }: Glyphs): readonly Token[] {
  const [first, ...rest] = tokens;
  return first?.number?.startsWith(minus) && first.quantity !== undefined
    ? [{ ...first, number: `(${first.number})` }, ...rest]
    : tokens;
}
