import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import {
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  power,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../../src/engine/expressions/expression.ts';
import { lazyList } from '../../../src/engine/expressions/lazy-list.ts';
import { inForm, isEqual } from '../../../src/engine/expressions/parts.ts';
import { simplify } from '../../../src/engine/expressions/simplify.ts';
import { randomExpression } from './random-expressions.ts';

const [a, b, c] = [ref('a'), ref('b'), ref('c')] as const;
const [zero, one, two, half] = [0, 1, 2, 0.5].map(constant) as [
  Expression<never>,
  Expression<never>,
  Expression<never>,
  Expression<never>,
];

const simplest: readonly (readonly [string, Expression<string>, Expression<string>])[] = [
  ['½·2', product(half, two), one],
  ['2 · 3 · a', product(two, constant(3), a), product(constant(6), a)],
  ['3 · 0.1 · a', product(constant(3), constant(0.1), a), product(constant(0.3), a)],
  ['a · 1', product(a, one), a],
  ['a · 0', product(a, zero, b), zero],
  ['a + 0', sum([a, zero]), a],
  ['0 − a', difference(zero, a), negative(a)],
  ['−(−a)', negative(negative(a)), a],
  ['a/1', quotient(a, one), a],
  ['0/a', quotient(zero, a), zero],
  ['a/−2', quotient(a, constant(-2)), negative(quotient(a, two))],
  ['2a/4', quotient(product(two, a), constant(4)), quotient(a, two)],
  ['a^1', power(a, one), a],
  ['a^0', power(a, zero), one],
  ['2³', power(two, constant(3)), constant(8)],
  ['½·2·(a − b)·(−1)', product(half, two, difference(a, b), constant(-1)), negative(difference(a, b))],
  [
    '2·(a − b)·(−1)/c',
    quotient(product(two, difference(a, b), constant(-1)), c),
    quotient(product(constant(-2), difference(a, b)), c),
  ],
  ['−a + b', sum([negative(a), b]), difference(b, a)],
  ['a + −b', sum([a, negative(b)]), difference(a, b)],
  ['−a − b', difference(negative(a), b), negative(sum([a, b]))],
  ['a − −b', difference(a, negative(b)), sum([a, b])],
  ['(a + b) + c', sum([sum([a, b]), c]), sum([a, b, c])],
  ['(a·b)·c', product(product(a, b), c), product(a, b, c)],
  ['a · (1/b)', product(a, quotient(one, b)), quotient(a, b)],
  ['cases that are equal', conditional(a, product(b, one), b), b],
];

test.each(simplest)('%s is simplified', (_, expression, simple) => {
  expect(simplify(expression)).toEqual(simple);
});

const regrouped: readonly (readonly [string, Expression<string>, Expression<string>])[] = [
  ['a·a', product(a, a), square(a)],
  ['a²·b·a', product(square(a), b, a), product(power(a, constant(3)), b)],
  ['2a + 3a', sum([product(two, a), product(constant(3), a)]), product(constant(5), a)],
  ['a·b + b·a', sum([product(a, b), product(b, a)]), product(two, a, b)],
  ['a + (b + c)', sum([a, sum([b, c])]), sum([a, b, c])],
  ['a·(b·c)', product(a, product(b, c)), product(a, b, c)],
  ['(a/b)·(c/b)', product(quotient(a, b), quotient(c, b)), quotient(product(a, c), square(b))],
  ['|a|·sign(a)', product(call('absolute', a), call('sign', a)), a],
  ['a − (b − a)', difference(a, difference(b, a)), difference(product(two, a), b)],
];

test.each(regrouped)('%s is shown in a shorter form', (_, expression, simple) => {
  expect(inForm(simplify(expression), 'shown')).toEqual(simple);
});

test('a/a stays: it is NaN for a = 0', () => {
  expect(simplify(quotient(a, a))).toEqual(quotient(a, a));
});

describe('what is computed', () => {
  const value = (expression: Expression<string>, at: Readonly<Record<string, number>>): number =>
    evaluate(simplify(expression), (name) => at[name] ?? Number.NaN);

  test.each([
    ['a + (b − c) of a small a', sum([a, difference(b, c)]), { a: 1, b: 1e16, c: 1e16 }, 1],
    ['a·(b·c) of a large a and b', product(a, product(b, c)), { a: 1e200, b: 1e200, c: 1e-200 }, 1e200],
    ['(a/b)·c', product(quotient(a, b), c), { a: 1e200, b: 1e200, c: 1e200 }, 1e200],
    ['c·a·a', product(c, a, a), { a: 1e200, c: 1e-200 }, 1e200],
  ])('is not regrouped: %s', (_, expression, at, right) => {
    expect(value(expression, at)).toBe(right);
  });

  test('is finite if the expression is, and has its value', () => {
    const numbers = fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: -3000, max: 3000 })));
    fc.assert(
      fc.property(randomExpression, numbers, (expression, [x = 0, y = 0, z = 0]) => {
        const at = { x: x / 1000 + 0.000123, y: y / 1000 + 0.000123, z: z / 1000 + 0.000123 };
        const before = evaluate(expression, (name) => at[name]);
        const after = evaluate(simplify(expression), (name) => at[name]);
        expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(before)));
      }),
      { numRuns: 1000 },
    );
  });
});

test('a simplified expression is not simplified further', () => {
  fc.assert(
    fc.property(randomExpression, (expression) => {
      const once = inForm(simplify(expression), 'shown');
      expect(isEqual(inForm(simplify(once), 'shown'), once)).toBe(true);
    }),
  );
});

test('the terms of a sum of 100,000 terms are not created', () => {
  let created = 0;
  const long = sum(
    lazyList(100_000, (index): Expression<string> => {
      created++;
      return product(constant(index), a);
    }),
  );
  simplify(product(two, long));
  expect(created).toBeLessThan(1000);
});
