import fc from 'fast-check';
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
import type { FunctionName } from '../../../src/engine/expressions/functions.ts';

export type Name = 'x' | 'y' | 'z';
type E = Expression<Name>;

/** Functions that are defined for every number and do not grow fast. */
const functionsOfOne: readonly FunctionName[] = [
  'sigmoid',
  'tanh',
  'sin',
  'cos',
  'softplus',
  'absolute',
  'relu',
  'normal-cdf',
  'normal-density',
];

const leaf = fc.oneof(
  fc.constantFrom<Name>('x', 'y', 'z').map((name): E => ref(name)),
  fc.constantFrom(0, 1, 2, -1, 0.5, -3, 0.1).map((value): E => constant(value)),
);

/** Bounded away from 0, so that it can be a divisor, or the input of a root or a logarithm. */
const positive = (inner: E): E => sum<Name>([constant(1), square(inner)]);

/** Expressions of x, y and z in which no sum, power or quotient becomes very large for leaves up to 3. */
export const randomExpression: fc.Arbitrary<E> = fc.letrec<{ expression: E }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      leaf,
      fc.array(inner, { minLength: 1, maxLength: 3 }).map((terms): E => sum(terms)),
      fc.tuple(inner, inner).map(([a, b]): E => difference(a, b)),
      fc.array(inner, { minLength: 2, maxLength: 3 }).map((factors): E => product(...factors.map(bounded))),
      fc.tuple(inner, inner).map(([a, b]): E => quotient(a, positive(bounded(b)))),
      inner.map((a): E => negative(a)),
      fc.tuple(inner, fc.constantFrom(2, 3)).map(([a, exponent]): E => power(bounded(a), constant(exponent))),
      fc.tuple(inner, fc.constantFrom(0.5, -1, -2)).map(([a, n]): E => power(positive(bounded(a)), constant(n))),
      fc.tuple(inner, inner).map(([a, b]): E => power(positive(bounded(a)), bounded(b))),
      fc.tuple(fc.constantFrom(...functionsOfOne), inner).map(([name, a]): E => call(name, a)),
      fc.constantFrom<FunctionName>('exp', 'expm1').chain((name) => inner.map((a): E => call(name, bounded(a)))),
      fc.constantFrom<FunctionName>('ln', 'sqrt').chain((name) => inner.map((a): E => call(name, positive(a)))),
      fc
        .tuple(fc.constantFrom<FunctionName>('max', 'min'), fc.array(inner, { minLength: 1, maxLength: 3 }))
        .map(([name, inputs]): E => call(name, ...inputs)),
      fc.tuple(inner, inner, inner).map(([test, a, b]): E => conditional(test, a, b)),
    ),
  };
}).expression;

function bounded(expression: E): E {
  return expression.kind === 'leaf' || expression.kind === 'constant' ? expression : call('tanh', expression);
}
