import { type Expression, items } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import type { Glyphs } from './glyphs.ts';
import { constant, exponentOf, functionName, shortened } from './one-line.ts';
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
  /** The number to put under a quantity; undefined while it has not been computed. */
  number(quantity: Quantity): string | undefined;
  /** Whether a quantity's number has just come into being. */
  isNew(quantity: Quantity): boolean;
  /** What stands in a quantity's place, where it has been opened. */
  opened(quantity: Quantity): Expression | undefined;
  readonly mostTerms: number;
}

/** One column of a formula: three rows of symbols, a mark, a number. Lines break only before an operator. */
export interface Token {
  readonly kind: 'factor' | 'operator' | 'parenthesis';
  readonly symbol: readonly [string, string, string];
  readonly number: string | undefined;
  readonly quantity: Quantity | undefined;
  readonly role: Role | undefined;
  readonly isNew: boolean;
}

/** The columns of an expression from left to right, with every opened quantity replaced. */
export function tokensOf(expression: Expression, style: StackedStyle): readonly Token[] {
  return tokensFrom(expression, style, true);
}

/** `isFirst`: nothing stands before it, so that it may start with a sign. */
function tokensFrom(expression: Expression, style: StackedStyle, isFirst: boolean): readonly Token[] {
  const { glyphs } = style;
  const tokens = (of: Expression, leads = true): readonly Token[] => tokensFrom(of, style, leads);
  const grouped = (of: Expression): readonly Token[] =>
    isLoose(of, style) ? inParentheses(tokens(of), glyphs) : tokens(of);
  switch (expression.kind) {
    case 'number':
      return [plain(constant(expression.value, glyphs))];
    case 'quantity': {
      const inside = style.opened(expression.quantity);
      return inside === undefined ? [factor(expression.quantity, style)] : tokens(inside, isFirst);
    }
    case 'sum':
      return joined(
        shortened(expression.terms, style.mostTerms).map((term, at) =>
          term === 'more' ? [plain(glyphs.ellipsis)] : tokens(term, isFirst && at === 0),
        ),
        '+',
        glyphs,
      );
    case 'difference':
      return joined([tokens(expression.left), grouped(expression.right)], glyphs.minus, glyphs);
    case 'product':
      return joined(
        expression.factors.map((of, at) => (isFirst && at === 0 && isSigned(of, style) ? tokens(of) : grouped(of))),
        glyphs.times,
        glyphs,
      );
    case 'quotient':
      return joined([grouped(expression.numerator), grouped(expression.denominator)], '/', glyphs);
    case 'negative':
      return [plain(glyphs.minus), ...bracketed(grouped(expression.of), glyphs)];
    case 'power':
      return [
        ...grouped(expression.base),
        plain(
          exponentOf(expression.exponent, {
            glyphs,
            mostTerms: style.mostTerms,
            numbers: false,
            quantity: (of) => symbolOf(style.network, of, glyphs),
          }),
        ),
      ];
    case 'call': {
      const inputs = joined(
        Array.from(items(expression.inputs), (of) => tokens(of)),
        ',',
        glyphs,
      );
      return [plain(functionName(expression.name, glyphs)), ...inParentheses(inputs, glyphs)];
    }
    case 'cases':
      return [
        ...tokens(expression.positive),
        plain(' if '),
        ...tokens(expression.test),
        plain(' > 0, else '),
        ...tokens(expression.otherwise),
      ];
    case 'stable':
      return tokens(expression.written, isFirst);
  }
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

/** Whether an expression needs parentheses as a factor: a sum or difference, or what has a sign. */
function isLoose(expression: Expression, style: StackedStyle): boolean {
  const shown = shownOf(expression, style);
  return shown.kind === 'sum' ? shown.terms.length > 1 : ['difference', 'negative', 'cases'].includes(shown.kind);
}

/** Whether an expression starts with a sign, which needs no parentheses where nothing stands before it. */
function isSigned(expression: Expression, style: StackedStyle): boolean {
  return shownOf(expression, style).kind === 'negative';
}

/** What is written in an expression's place. */
function shownOf(expression: Expression, style: StackedStyle): Expression {
  if (expression.kind === 'stable') return shownOf(expression.written, style);
  const inside = expression.kind === 'quantity' ? style.opened(expression.quantity) : undefined;
  return inside === undefined ? expression : shownOf(inside, style);
}
