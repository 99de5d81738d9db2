import { type Expression, items, type List, partsOf } from '../engine/expressions/expression.ts';
import type { FunctionName } from '../engine/expressions/functions.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Glyphs } from './glyphs.ts';

/** How an expression is written on one line. */
export interface LineStyle {
  readonly glyphs: Glyphs;
  /** What stands for a quantity: its name, or its number. */
  quantity(quantity: Quantity): string;
  /** Whether numbers stand for the quantities; then a product shows its ×, but for ½(…). */
  readonly numbers: boolean;
  /** Terms of a long sum that are written out; the rest is an ellipsis. */
  readonly mostTerms: number;
}

/** How tightly a text holds together, loosest first; what is looser than its surroundings needs parentheses. */
type Binding = 'sum' | 'sign' | 'product' | 'atom';

interface Piece {
  readonly text: string;
  readonly binding: Binding;
}

const bindings: readonly Binding[] = ['sum', 'sign', 'product', 'atom'];

/** An expression in one line: i1·w1 + i2·w2, or 0.05 × 0.15 + 0.1 × 0.2. */
export function writeLine(expression: Expression, style: LineStyle): string {
  return write(expression, style, true).text;
}

/** `isFirst`: nothing stands before it, so that it may start with a sign. */
function write(expression: Expression, style: LineStyle, isFirst = false): Piece {
  const { glyphs } = style;
  const inner = (of: Expression, least: Binding, leads = false): string => within(write(of, style, leads), least);
  switch (expression.kind) {
    case 'number':
      return signed(constant(expression.value, glyphs), glyphs);
    case 'quantity':
      return signed(style.quantity(expression.quantity), glyphs);
    case 'sum': {
      const [only] = items(expression.terms);
      if (expression.terms.length === 1 && only !== undefined) return write(only, style, isFirst);
      const terms = shortened(expression.terms, style.mostTerms).map((term, at) =>
        term === 'more' ? glyphs.ellipsis : inner(term, at === 0 ? 'sum' : 'product', at === 0),
      );
      return { text: terms.join(' + '), binding: 'sum' };
    }
    case 'difference':
      return {
        text: `${inner(expression.left, 'sum', true)} ${glyphs.minus} ${inner(expression.right, 'product')}`,
        binding: 'sum',
      };
    case 'product':
      return { text: writeProduct(expression.factors, style, isFirst), binding: 'product' };
    case 'quotient':
      return {
        text: `${inner(expression.numerator, 'product', isFirst)}/${inner(expression.denominator, 'atom')}`,
        binding: 'product',
      };
    case 'negative':
      return { text: glyphs.minus + inner(expression.of, 'product'), binding: 'sign' };
    case 'power':
      return { text: inner(expression.base, 'atom') + exponentOf(expression.exponent, style), binding: 'atom' };
    case 'call':
      return {
        text: writeCall(
          expression.name,
          [...items(expression.inputs)].map((of) => inner(of, 'sum', true)),
          glyphs,
        ),
        binding: 'atom',
      };
    case 'cases': {
      const { positive, test, otherwise } = expression;
      return {
        text: `(${inner(positive, 'sum', true)} if ${inner(test, 'sum', true)} > 0, else ${inner(otherwise, 'sum', true)})`,
        binding: 'atom',
      };
    }
    case 'stable':
      return write(expression.written, style, isFirst);
  }
}

function writeProduct(factors: readonly Expression[], style: LineStyle, isFirst: boolean): string {
  const { glyphs } = style;
  const pieces = factors.map((factor, at) =>
    within(write(factor, style, isFirst && at === 0), isFirst && at === 0 ? 'sign' : 'product'),
  );
  const fractions = pieces.filter((piece) => piece.includes('/')).length;
  const tight = !style.numbers && fractions < 2;
  return pieces.reduce((text, piece, at) => {
    const before = factors[at - 1];
    const isGroup = piece.startsWith('(');
    const isHalf = before?.kind === 'number' && before.value === 0.5;
    if (isGroup && (isHalf || tight)) return text + piece;
    return text + (tight ? glyphs.dot : ` ${glyphs.times} `) + piece;
  });
}

/** The first terms, and the last, of a sum that is too long to write out. */
export function shortened<T>(list: List<T>, most: number): readonly (T | 'more')[] {
  const { length } = list;
  if (length <= most) return [...items(list)];
  const first = [...items({ length: Math.max(most - 1, 1), at: (at) => list.at(at) })];
  const last = list.at(length - 1);
  return last === undefined ? first : [...first, 'more', last];
}

/** The quantities that are written out in an expression whose long sums are shortened, as often as they stand in it. */
export function* writtenQuantities(expression: Expression, mostTerms: number): IterableIterator<Quantity> {
  if (expression.kind === 'quantity') yield expression.quantity;
  for (const part of shortened(partsOf(expression), expression.kind === 'sum' ? mostTerms : Number.POSITIVE_INFINITY)) {
    if (part !== 'more') yield* writtenQuantities(part, mostTerms);
  }
}

/** A function applied to its arguments. */
function writeCall(name: FunctionName, inputs: readonly string[], glyphs: Glyphs): string {
  if (name === 'absolute') return `|${inputs.join(', ')}|`;
  if (name === 'softplus') return `ln(1 + exp(${inputs.join(', ')}))`;
  return `${functionName(name, glyphs)}(${inputs.join(', ')})`;
}

/** What a function is called in front of its parentheses. */
export function functionName(name: FunctionName, glyphs: Glyphs): string {
  const names: Partial<Record<FunctionName, string>> = {
    sigmoid: glyphs.sigma,
    sqrt: glyphs.root,
    'normal-cdf': glyphs.capitalPhi,
    'normal-density': glyphs.phi,
  };
  return names[name] ?? name;
}

/** A number that belongs to the formula itself: ½, 1, 2. */
export function constant(value: number, glyphs: Glyphs): string {
  if (value === 0.5) return glyphs.half;
  return value < 0 ? `${glyphs.minus}${Math.abs(value)}` : String(value);
}

/** What a power's exponent looks like behind its base: ², or ^t. */
export function exponentOf(exponent: Expression, style: LineStyle): string {
  if (exponent.kind === 'number' && exponent.value === 2) return style.glyphs.squared;
  return `^${within(write(exponent, style), 'atom')}`;
}

function signed(text: string, glyphs: Glyphs): Piece {
  if (text.startsWith(glyphs.minus)) return { text, binding: 'sign' };
  return { text, binding: text.includes('/') ? 'product' : 'atom' };
}

function within({ text, binding }: Piece, least: Binding): string {
  return bindings.indexOf(binding) < bindings.indexOf(least) ? `(${text})` : text;
}
