import type { Network } from '../engine/experiment.ts';
import { type Expression, items } from '../engine/expressions.ts';
import type { Quantity } from '../engine/quantities.ts';
import type { Glyphs } from './glyphs.ts';
import { constant, functionName, power, shortened } from './line.ts';
import { fractionOf, symbolOf } from './symbols.ts';

/** A piece of a line and what part it plays, so that a theme can colour it. */
export interface Segment {
  readonly text: string;
  readonly role?: Role | undefined;
  readonly selected?: boolean | undefined;
}

export type Line = readonly Segment[];

/** The part a factor plays: how E answers to out, out to net, net to what is carried, or E to an out further back. */
export type Role = 'error' | 'slope' | 'carried' | 'path';

/** What a stacked formula needs to know about its quantities. */
export interface StackedStyle {
  readonly network: Network;
  readonly glyphs: Glyphs;
  /** The number to put under a quantity; undefined while it has not been computed. */
  number(quantity: Quantity): string | undefined;
  /** What stands in a quantity's place, where it has been opened. */
  opened(quantity: Quantity): Expression | undefined;
  readonly mostTerms: number;
}

/** One column of a formula: three rows of symbols, a mark, a number. Lines break only before an operator. */
export interface Token {
  readonly kind: 'factor' | 'operator' | 'open' | 'close';
  readonly symbol: readonly [string, string, string];
  readonly number: string | undefined;
  readonly quantity: Quantity | undefined;
  readonly role: Role | undefined;
}

/** The columns of an expression from left to right, with every opened quantity replaced. */
export function tokensOf(expression: Expression, style: StackedStyle): readonly Token[] {
  const { glyphs } = style;
  const tokens = (of: Expression): readonly Token[] => tokensOf(of, style);
  const grouped = (of: Expression): readonly Token[] =>
    isLoose(of, style) ? [parenthesis('open', glyphs), ...tokens(of), parenthesis('close', glyphs)] : tokens(of);
  switch (expression.kind) {
    case 'number':
      return [plain(constant(expression.value, glyphs))];
    case 'quantity': {
      const inside = style.opened(expression.quantity);
      return inside === undefined ? [factor(expression.quantity, style)] : tokens(inside);
    }
    case 'sum':
      return joined(
        shortened(expression.terms, style.mostTerms).map((term) =>
          term === 'more' ? [plain(glyphs.ellipsis)] : tokens(term),
        ),
        '+',
        glyphs,
      );
    case 'difference':
      return joined([tokens(expression.left), grouped(expression.right)], glyphs.minus, glyphs);
    case 'product':
      return joined(expression.factors.map(grouped), glyphs.times, glyphs);
    case 'quotient':
      return joined([grouped(expression.numerator), grouped(expression.denominator)], '/', glyphs);
    case 'negative':
      return [plain(glyphs.minus), ...bracketed(grouped(expression.of), glyphs)];
    case 'power':
      return [...grouped(expression.base), plain(power(expression.exponent, glyphs))];
    case 'call': {
      const inputs = joined(Array.from(items(expression.inputs), tokens), ',', glyphs);
      const name = expression.name === 'softplus' ? 'softplus' : functionName(expression.name, glyphs);
      return [plain(name), parenthesis('open', glyphs), ...inputs, parenthesis('close', glyphs)];
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
      return tokens(expression.written);
  }
}

/** The part a quantity plays as a factor of a derivative. */
export function roleOf(quantity: Quantity): Role | undefined {
  switch (quantity.kind) {
    case 'out-gradient':
      return 'error';
    case 'path':
      return 'path';
    case 'slope':
      return 'slope';
    case 'delta':
      return 'error';
    case 'net-by-parameter':
    case 'net-by-out':
      return 'carried';
    default:
      return undefined;
  }
}

function factor(quantity: Quantity, { network, glyphs, number }: StackedStyle): Token {
  const fraction = fractionOf(network, quantity, glyphs);
  const name = symbolOf(network, quantity, glyphs);
  const symbol = fraction === undefined ? (['', name, ''] as const) : stack(fraction.top, fraction.bottom, glyphs);
  return { kind: 'factor', symbol, number: number(quantity), quantity, role: roleOf(quantity) };
}

/** A fraction: its bar as wide as the wider side, the other side centred. */
export function stack(top: string, bottom: string, glyphs: Glyphs): readonly [string, string, string] {
  const width = Math.max(top.length, bottom.length);
  return [centre(top, width), glyphs.bar.repeat(width), centre(bottom, width)];
}

export function centre(text: string, width: number): string {
  const left = Math.max(0, Math.floor((width - text.length) / 2));
  return (' '.repeat(left) + text).padEnd(width);
}

function plain(text: string): Token {
  return { kind: 'factor', symbol: ['', text, ''], number: text.trim(), quantity: undefined, role: undefined };
}

function operator(text: string): Token {
  const middle = text === ',' || text === '/' ? text : ` ${text} `;
  return { kind: 'operator', symbol: ['', middle, ''], number: text, quantity: undefined, role: undefined };
}

function parenthesis(kind: 'open' | 'close', glyphs: Glyphs): Token {
  const number = kind === 'open' ? '(' : ')';
  return { kind, symbol: glyphs[kind], number, quantity: undefined, role: undefined };
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

/** Whether an expression needs parentheses as a factor: a sum or difference, opened ones too. */
function isLoose(expression: Expression, style: StackedStyle): boolean {
  switch (expression.kind) {
    case 'sum':
      return expression.terms.length > 1;
    case 'difference':
    case 'negative':
    case 'cases':
      return true;
    case 'stable':
      return isLoose(expression.written, style);
    case 'quantity': {
      const inside = style.opened(expression.quantity);
      return inside !== undefined && isLoose(inside, style);
    }
    default:
      return false;
  }
}
