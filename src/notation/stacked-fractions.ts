import { type Expression, substitute } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import { type Algebra, type Written, writeExpression } from './expression-writer.ts';
import type { Glyphs } from './glyphs.ts';
import { constantText, exponentText, functionName } from './one-line.ts';
import { fractionOf, symbolOf } from './symbols.ts';

/** A piece of a line and what part it plays, so that a theme can colour it. */
export interface Segment {
  readonly text: string;
  readonly role?: Role | undefined;
  /** Pointed at by the reader. */
  readonly isSelected?: boolean | undefined;
  /** A number that has just come into being. */
  readonly isNew?: boolean | undefined;
}

export type Line = readonly Segment[];

/**
 * The part a factor plays: ① how E answers to an out, ② out to net, ① and ② in one, ③ net to a parameter or to an out
 * before it; or the part of ① that comes over one path.
 */
export type Role = 'error' | 'slope' | 'delta' | 'carried' | 'path';

/** What a stacked formula needs to know about its quantities. */
export interface StackedStyle {
  readonly network: Network;
  readonly glyphs: Glyphs;
  /** The value under a quantity; undefined while it has not been computed. */
  number(quantity: Quantity): string | undefined;
  /** Whether the present step has computed the value of a quantity. */
  isNew(quantity: Quantity): boolean;
  /** The expression that replaces an expanded quantity; undefined for the others. */
  expanded(quantity: Quantity): Expression | undefined;
  /** How many terms of a sum are written; the others are an ellipsis. */
  readonly maxTerms: number;
}

/**
 * One column of a stacked formula. A line of the formula breaks only before an operator.
 *
 *     ∂E      ← symbol, row 0
 *   ───────   ← symbol, row 1
 *   ∂out_o1   ← symbol, row 2
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
export function tokensOf(expression: Expression, style: StackedStyle): readonly Token[] {
  return writeExpression(expand(expression, style), stackedAlgebra(style)).text;
}

function expand(expression: Expression, style: StackedStyle): Expression {
  return substitute(expression, (quantity) => {
    const inside = style.expanded(quantity);
    return inside && expand(inside, style);
  });
}

function stackedAlgebra(style: StackedStyle): Algebra<readonly Token[]> {
  const { glyphs, network, maxTerms } = style;
  const atom = (text: readonly Token[]): Written<readonly Token[]> => ({ text, precedence: 'atom' });
  const parentheses = (tokens: readonly Token[]): readonly Token[] => inParentheses(tokens, glyphs);
  const name = (of: Quantity): string => symbolOf(network, of, glyphs);
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
    negative: (of) => [plain(glyphs.minus), ...bracketed(of, glyphs)],
    power: (base, exponent) =>
      atom([...base, plain(exponentText(exponent, { glyphs, maxTerms, numbers: false, quantity: name }))]),
    call: (called, inputs) => atom([plain(functionName(called, glyphs)), ...parentheses(joined(inputs, ',', glyphs))]),
    conditional: ({ ifPositive, test, otherwise }) => ({
      text: [...ifPositive, plain(' if '), ...test, plain(' > 0, else '), ...otherwise],
      precedence: 'sum',
    }),
    parentheses,
  };
}

/** The part a quantity plays as a factor of a derivative. */
function roleOf(quantity: Quantity): Role | undefined {
  switch (quantity.kind) {
    case 'out-gradient':
      return 'error';
    case 'path':
      return 'path';
    case 'slope':
      return 'slope';
    case 'delta':
      return 'delta';
    case 'net-by-parameter':
    case 'net-by-out':
      return 'carried';
    default:
      return undefined;
  }
}

function factor(quantity: Quantity, { network, glyphs, number, isNew }: StackedStyle): Token {
  const fraction = fractionOf(network, quantity, glyphs);
  const name = symbolOf(network, quantity, glyphs);
  const symbol = fraction === undefined ? (['', name, ''] as const) : stack(fraction.top, fraction.bottom, glyphs);
  return { kind: 'factor', symbol, number: number(quantity), quantity, role: roleOf(quantity), isNew: isNew(quantity) };
}

/** A fraction: its bar as wide as the wider side, the other side centred. */
export function stack(top: string, bottom: string, glyphs: Glyphs): readonly [string, string, string] {
  const width = Math.max(top.length, bottom.length);
  return [centre(top, width), glyphs.bar.repeat(width), centre(bottom, width)];
}

function centre(text: string, width: number): string {
  const left = Math.max(0, Math.floor((width - text.length) / 2));
  return (' '.repeat(left) + text).padEnd(width);
}

/** A column that is no quantity: what it says is the same in symbols and in numbers. */
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

/** Tokens in parentheses, which are three rows high around fractions. */
function inParentheses(tokens: readonly Token[], { open, close }: Glyphs): readonly Token[] {
  const isTall = tokens.some(({ symbol }) => symbol[0] !== '');
  return [
    fixed('parenthesis', isTall ? open : ['', '(', ''], '('),
    ...tokens,
    fixed('parenthesis', isTall ? close : ['', ')', ''], ')'),
  ];
}

function joined(parts: readonly (readonly Token[])[], by: string, glyphs: Glyphs): readonly Token[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [operator(by), ...bracketed(part, glyphs)]));
}

/** What follows a sign or an operator, with its first number in parentheses if that is negative. */
function bracketed(tokens: readonly Token[], { minus }: Glyphs): readonly Token[] {
  const [first, ...rest] = tokens;
  return first?.number?.startsWith(minus) && first.quantity !== undefined
    ? [{ ...first, number: `(${first.number})` }, ...rest]
    : tokens;
}
