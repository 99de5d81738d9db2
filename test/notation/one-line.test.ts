import { expect, test } from 'vitest';
import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../src/engine/expressions/expression.ts';
import { lazyList } from '../../src/engine/expressions/lazy-list.ts';
import { isValueOf, type Quantity } from '../../src/engine/graph/quantity.ts';
import { inputValue } from '../../src/engine/models/dense-quantities.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { writeLine } from '../../src/notation/one-line.ts';

const [a, b, c] = ['a', 'b', 'c'].map((_, unit) => ref(inputValue(unit))) as [
  Expression<Quantity>,
  Expression<Quantity>,
  Expression<Quantity>,
];
const values = ['2', '−3', '0.5'];
const unitOf = (quantity: Quantity): number => (isValueOf(quantity, 'input') ? quantity.of.index : -1);

const symbols = {
  glyphs: unicode,
  hasValues: false,
  maxTerms: 4,
  quantity: (quantity: Quantity) => 'abc'[unitOf(quantity)] ?? '',
};
const numbers = { ...symbols, hasValues: true, quantity: (quantity: Quantity) => values[unitOf(quantity)] ?? '' };

const written: readonly (readonly [Expression<Quantity>, inSymbols: string, inNumbers: string])[] = [
  [sum([product(a, b), c]), 'a·b + c', '2 × (−3) + 0.5'],
  [sum([a, product(b, c)]), 'a + b·c', '2 + (−3) × 0.5'],
  [sum([product(b, c), a]), 'b·c + a', '−3 × 0.5 + 2'],
  [difference(a, sum([b, c])), 'a − (b + c)', '2 − (−3 + 0.5)'],
  [difference(a, b), 'a − b', '2 − (−3)'],
  [product(b, difference(constant(1), b)), 'b(1 − b)', '−3 × (1 − (−3))'],
  [product(sum([a, b]), c), '(a + b)·c', '(2 + (−3)) × 0.5'],
  [negative(difference(a, b)), '−(a − b)', '−(2 − (−3))'],
  [product(constant(0.5), square(difference(a, b))), '½(a − b)²', '½(2 − (−3))²'],
  [square(b), 'b²', '(−3)²'],
  [sum([b]), 'b', '−3'],
  [sum([a, sum([b])]), 'a + b', '2 + (−3)'],
  [quotient(sum([a, b]), constant(3)), '(a + b)/3', '(2 + (−3))/3'],
  [quotient(a, sum([b, c])), 'a/(b + c)', '2/(−3 + 0.5)'],
  [call('sigmoid', b), 'σ(b)', 'σ(−3)'],
  [call('absolute', difference(a, b)), '|a − b|', '|2 − (−3)|'],
  [conditional(a, a, product(constant(0.01), a)), '(a if a > 0, else 0.01·a)', '(2 if 2 > 0, else 0.01 × 2)'],
];

test.each(written)('$1 is written in symbols and in numbers', (expression, inSymbols, inNumbers) => {
  expect(writeLine(expression, symbols)).toBe(inSymbols);
  expect(writeLine(expression, numbers)).toBe(inNumbers);
});

test('a sum of 100,000 terms shows its first terms and its last term, and does not create the terms between', () => {
  const created: number[] = [];
  const long = sum(
    lazyList(100_000, (index) => {
      created.push(index);
      return constant(index);
    }),
  );
  expect(writeLine(long, symbols)).toBe('0 + 1 + 2 + … + 99999');
  expect(created.length).toBeLessThan(10);
});

test('an expression can be written with ASCII characters only', () => {
  const all = sum([product(constant(0.5), square(a)), call('sigmoid', negative(b)), product(a, b)]);
  expect(writeLine(all, { ...symbols, glyphs: ascii })).toBe('0.5*a^2 + sigmoid(-b) + a*b');
});
