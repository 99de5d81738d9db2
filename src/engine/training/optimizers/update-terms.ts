import { call, constant, difference, type Expression, product, quotient, sum } from '../../expressions/expression.ts';
import type { UpdateTerms } from './optimizer-method.ts';

/** αx/(√y + ε), where y is a mean or sum of squares. */
export function scaledStep<Leaf>(
  x: Expression<Leaf>,
  y: Expression<Leaf>,
  { hyperparameter }: UpdateTerms<Leaf>,
): Expression<Leaf> {
  return quotient(product(hyperparameter('learningRate'), x), sum([call('sqrt', y), hyperparameter('epsilon')]));
}

/** The moving average βx + (1 − β)y. */
export function movingAverage<Leaf>(
  beta: Expression<Leaf>,
  x: Expression<Leaf>,
  y: Expression<Leaf>,
): Expression<Leaf> {
  return sum([product(beta, x), product(difference(constant(1), beta), y)]);
}
