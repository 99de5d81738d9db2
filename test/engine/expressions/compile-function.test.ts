import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFunction } from '../../../src/engine/expressions/compile-function.ts';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import { call, constant, product, ref, sum } from '../../../src/engine/expressions/expression.ts';
import { functions } from '../../../src/engine/expressions/functions.ts';
import { type Name, randomExpression } from './random-expressions.ts';

test('a compiled expression, and its derivative, have the bits of the evaluated ones', () => {
  const number = fc.double({ min: -1e3, max: 1e3 });
  fc.assert(
    fc.property(randomExpression, number, number, number, (expression, x, y, z) => {
      const numberOf = (name: Name): number => ({ x, y, z })[name];
      for (const each of [expression, derive(expression, 'x')]) {
        const compiled = compileFunction<Name>(each, ['x', 'y', 'z']);
        expect(compiled(x, y, z)).toBe(evaluate(each, numberOf));
      }
    }),
    { numRuns: 300 },
  );
});

test('a call of one function is the function itself', () => {
  expect(compileFunction(call('tanh', ref('x')), ['x'])).toBe(functions.tanh);
});

test('every number keeps its value', () => {
  for (const value of [-0, 0.1, 1e-320, -1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(compileFunction(product(constant(value), ref('x')), ['x'])(1)).toBe(value);
  }
});

test('the text of a leaf does not reach the code', () => {
  const hostile = '(() => { throw new Error("run") })()';
  expect(compileFunction(sum([ref(hostile), constant(1)]), [hostile])(2)).toBe(3);
});
