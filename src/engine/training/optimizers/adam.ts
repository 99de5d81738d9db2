import { constant, difference, type Expression, power, quotient, square } from '../../expressions/expression.ts';
import { fraction, nonNegative, type OptimizerMethod, type UpdateRule, type UpdateTerms } from './optimizer-method.ts';
import { movingAverage, scaledStep } from './update-terms.ts';

/** Adam's bias correction, x/(1 − βᵗ). Without it, a moving average that starts at 0 is too small at first. */
function biasCorrected<Leaf>(
  x: Expression<Leaf>,
  beta: Expression<Leaf>,
  { updateNumber }: UpdateTerms<Leaf>,
): Expression<Leaf> {
  return quotient(x, difference(constant(1), power(beta, updateNumber)));
}

/** m⁺ = β1m + (1 − β1)g; v⁺ = β2v + (1 − β2)g²; θ⁺ = θ − αm̂/(√v̂ + ε). */
export const adamRule: UpdateRule = {
  states: ['m', 'v'],
  variables: [
    ['m', ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('beta1'), before('m'), gradient)],
    [
      'v',
      ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('beta2'), before('v'), square(gradient)),
    ],
    ['mhat', (terms) => biasCorrected(terms.variable('m'), terms.hyperparameter('beta1'), terms)],
    ['vhat', (terms) => biasCorrected(terms.variable('v'), terms.hyperparameter('beta2'), terms)],
  ],
  updated: (terms) => difference(terms.parameter, scaledStep(terms.variable('mhat'), terms.variable('vhat'), terms)),
};

/** D. Kingma and J. Ba, ICLR 2015. */
export const adam: OptimizerMethod = {
  hyperparameters: { beta1: fraction(0.9), beta2: fraction(0.999), epsilon: nonNegative(1e-8) },
  hasNesterov: false,
  isDecoupled: false,
  rule: () => adamRule,
};
