import type { Decimal } from 'decimal.js';
import * as exact from './exact-functions.ts';
import { Exact } from './exact-functions.ts';

type ExactFunction = (x: Decimal) => Decimal;

const functions: Readonly<Record<string, ExactFunction>> = {
  σ: exact.sigmoid,
  tanh: exact.tanh,
  exp: (x) => x.exp(),
  ln: (x) => x.ln(),
  '√': (x) => x.sqrt(),
  Φ: exact.normalCdf,
  φ: exact.normalDensity,
  sign: (x) => new Exact(x.isZero() ? 0 : Math.sign(x.toNumber())),
};

const tokenPattern = /\d+(?:\.\d+)?(?:e[-+]?\d+)?|½|σ|√|Φ|φ|tanh|exp|ln|sign|if|else|[-−+×/^()|²>,]/g;

/**
 * Calculates a line of numbers as it is printed, such as ½(0.0100 − 0.5943)², with 70 digits. Throws a SyntaxError for
 * any other text.
 */
export function calculate(text: string): Decimal {
  const tokens = text.match(tokenPattern) ?? [];
  if (tokens.join('') !== text.replaceAll(' ', '')) throw new SyntaxError(`cannot read ${text}`);
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const accept = (...wanted: readonly string[]): string | undefined =>
    wanted.includes(tokens[at] ?? '') ? next() : undefined;
  const expect = (wanted: string): void => {
    if (accept(wanted) === undefined)
      throw new SyntaxError(`expected ${wanted} at ${tokens.slice(at).join(' ')} in ${text}`);
  };
  const sum = (): Decimal => {
    let total = product();
    for (let sign = accept('+', '−'); sign !== undefined; sign = accept('+', '−')) {
      total = sign === '+' ? total.plus(product()) : total.minus(product());
    }
    return total;
  };
  const product = (): Decimal => {
    if (accept('−') !== undefined) return product().neg();
    let result = power();
    for (;;) {
      if (accept('×') !== undefined) result = result.times(power());
      else if (accept('/') !== undefined) result = result.div(power());
      else if (tokens[at] === '(') result = result.times(power());
      else return result;
    }
  };
  const power = (): Decimal => {
    const base = atom();
    if (accept('²') !== undefined) return base.times(base);
    return accept('^') === undefined ? base : base.pow(atom());
  };
  const atom = (): Decimal => {
    const token = next();
    if (token === '(') return parenthesized();
    if (token === '|') {
      const inside = sum();
      expect('|');
      return inside.abs();
    }
    if (token === '−') return power().neg();
    if (token === '½') return new Exact(0.5);
    const apply = functions[token];
    if (apply === undefined) return new Exact(token);
    expect('(');
    return apply(parenthesized());
  };
  /** The rest of (…), or of (a if b > 0, else c). */
  const parenthesized = (): Decimal => {
    const inside = sum();
    if (accept('if') === undefined) {
      expect(')');
      return inside;
    }
    const test = sum();
    for (const word of ['>', '0', ',', 'else']) expect(word);
    const otherwise = sum();
    expect(')');
    return test.gt(0) ? inside : otherwise;
  };
  const result = sum();
  if (at < tokens.length) throw new SyntaxError(`cannot read ${tokens.slice(at).join(' ')} in ${text}`);
  return result;
}
