import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import {
  call,
  constant,
  difference,
  type Expression,
  power,
  product,
  quotient,
  ref,
  square,
  sum,
} from '../../../src/engine/expressions/expression.ts';
import { inForm } from '../../../src/engine/expressions/parts.ts';
import { type Dual, dualOf } from './dual-numbers.ts';
import { type Name, randomExpression } from './random-expressions.ts';

const names: readonly Name[] = ['x', 'y', 'z'];
/** Not a multiple of a constant in a random expression, so that kinks and equal inputs are rare. */
const coordinate = fc.integer({ min: -3000, max: 3000 }).map((thousandths) => thousandths / 1000 + 0.000123);
const numbers = fc.record({ x: coordinate, y: coordinate, z: coordinate });
type Numbers = Readonly<Record<Name, number>>;

const dualAt = (expression: Expression<Name>, at: Numbers, by: Name): Dual =>
  dualOf(expression, (name) => ({ value: at[name], derivative: name === by ? 1 : 0, size: name === by ? 1 : 0 }));

describe('the derivative of a random expression', () => {
  test('is that of forward mode with dual numbers', () => {
    let checked = 0;
    fc.assert(
      fc.property(randomExpression, numbers, (expression, at) => {
        for (const by of names) {
          const right = dualAt(expression, at, by);
          const derivative = evaluate(derive(expression, by), (name) => at[name]);
          expect(Math.abs(derivative - right.derivative)).toBeLessThanOrEqual(1e-9 * (1 + right.size));
          if (right.size > 0) checked++;
        }
      }),
      { numRuns: 2000 },
    );
    expect(checked).toBeGreaterThan(500);
  });

  test('has a shown form of the same value, or, where inputs are equal, a stable form', () => {
    fc.assert(
      fc.property(randomExpression, numbers, (expression, at) => {
        for (const by of names) {
          const derivative = derive(expression, by);
          const right = dualAt(expression, at, by);
          const [shown = 0, stable = 0] = (['shown', 'stable'] as const).map((form) =>
            Math.abs(evaluate(inForm(derivative, form), (name) => at[name]) - right.derivative),
          );
          expect(Math.min(shown, stable)).toBeLessThanOrEqual(1e-9 * (1 + right.size));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('is that of central differences, as far as the derivative is constant within them', () => {
    const step = 1e-5;
    fc.assert(
      fc.property(randomExpression, numbers, (expression, at) => {
        const [before, after] = [-step, step].map((change) => ({ ...at, x: at.x + change })) as [Numbers, Numbers];
        const value = (place: Numbers): number => evaluate(expression, (name) => place[name]);
        const numeric = (value(after) - value(before)) / (2 * step);
        const derivative = evaluate(derive(expression, 'x'), (name) => at[name]);
        const [first, own, last] = [before, at, after].map((place) => dualAt(expression, place, 'x').derivative) as [
          number,
          number,
          number,
        ];
        const variation = Math.abs(first - own) + Math.abs(last - own);
        const rounding = (1e-15 * Math.abs(value(at))) / step;
        expect(Math.abs(derivative - numeric)).toBeLessThanOrEqual(variation + 1e-6 + 10 * rounding);
      }),
      { numRuns: 1000 },
    );
  });
});

const [x, y] = [ref('x'), ref('y')];
const derivativeAt = (expression: Expression<string>, at: Readonly<Record<string, number>>, by = 'x'): number =>
  evaluate(derive(expression, by), (name) => at[name] ?? Number.NaN);

// The right values are those of PyTorch 1.13.
test.each([
  ['|x| at 0', call('absolute', x), { x: 0 }, 0],
  ['relu(x) at 0', call('relu', x), { x: 0 }, 0],
  ['√x at 0', call('sqrt', x), { x: 0 }, Number.POSITIVE_INFINITY],
  ['max(x, y) of equal inputs', call('max', x, y), { x: 1, y: 1 }, 0.5],
  ['max(x, y, y) of equal inputs', call('max', x, y, y), { x: 1, y: 1 }, 1 / 3],
  ['min(x, y, 5) of equal inputs', call('min', x, y, constant(5)), { x: 1, y: 1 }, 0.5],
  ['max(x, y) of a smaller x', call('max', x, y), { x: 0, y: 1 }, 0],
  ['x^0 at 0', power(x, constant(0)), { x: 0 }, 0],
  ['x^1 at 0', power(x, constant(1)), { x: 0 }, 1],
  ['x^½ at 0', power(x, constant(0.5)), { x: 0 }, Number.POSITIVE_INFINITY],
  ['x^−1 at 0', power(x, constant(-1)), { x: 0 }, Number.NEGATIVE_INFINITY],
  ['x^y at x = 0, y = 0', power(x, y), { x: 0, y: 0 }, 0],
  ['x^y at x = 0, y = 1', power(x, y), { x: 0, y: 1 }, 1],
  ['y^x at y = 0, x = 0', power(y, x), { x: 0, y: 0 }, 0],
  ['y^x at y = 0, x = 2', power(y, x), { x: 2, y: 0 }, 0],
  ['(−2)^x', power(y, x), { x: 2, y: -2 }, Number.NaN],
  ['x^y of a negative x', power(x, y), { x: -2, y: 3 }, 12],
])('the derivative of %s is that of PyTorch', (_, expression, at, right) => {
  expect(derivativeAt(expression, at)).toBe(right);
});

test.each([
  ['1/x', quotient(constant(1), x), { x: 1e200 }, -0],
  ['y/x, whose square of x overflows', quotient(y, x), { x: 1e200, y: 1e300 }, -1e-100],
  ['½(y − x)², whose square overflows', product(constant(0.5), square(difference(y, x))), { x: 0, y: 1e200 }, -1e200],
  ['σ(x) near 1', call('sigmoid', x), { x: 40 }, 4.248354255291589e-18],
  ['3σ(2x) near 1', product(constant(3), call('sigmoid', product(constant(2), x))), { x: 20 }, 2.549012553174953e-17],
  ['tanh(x) near −1', call('tanh', x), { x: -25 }, 7.714999391855671e-22],
  ['ln(1 + x) for a small x', call('ln', sum([constant(1), x])), { x: 1e-300 }, 1],
])('the derivative of %s keeps its digits', (_, expression, at, right) => {
  expect(Math.abs(derivativeAt(expression, at) - right)).toBeLessThanOrEqual(2e-15 * Math.abs(right));
});

test('leaves are compared with a function of the caller', () => {
  const node = (index: number) => ({ index });
  const isSame = (a: { index: number }, b: { index: number }): boolean => a.index === b.index;
  const derivative = derive(product(ref(node(1)), ref(node(2)), ref(node(1))), node(1), isSame);
  expect(evaluate(derivative, ({ index }) => [0, 3, 5][index] ?? Number.NaN)).toBe(30);
});

test('a sum of 10,000 terms is differentiated within its terms', () => {
  const terms = Array.from({ length: 10_000 }, (_, at) => product(constant(at), ref(`x${at}`)));
  expect(derive(sum(terms), 'x9999')).toEqual(constant(9999));
});
