import { difference, square } from '../../expressions/expression.ts';
import { fraction, nonNegative, type OptimizerMethod } from './optimizer-method.ts';
import { movingAverage, scaledStep } from './update-terms.ts';

/** s⁺ = ρs + (1 − ρ)g²; θ⁺ = θ − αg/(√s⁺ + ε). T. Tieleman and G. Hinton, 2012. */
export const rmsprop: OptimizerMethod = {
  hyperparameters: { rho: fraction(0.99), epsilon: nonNegative(1e-8) },
  hasNesterov: false,
  isDecoupled: false,
  rule: () => ({
    states: ['s'],
    variables: [
      [
        's',
        ({ gradient, before, hyperparameter }) => movingAverage(hyperparameter('rho'), before('s'), square(gradient)),
      ],
    ],
    updated: (terms) => difference(terms.parameter, scaledStep(terms.gradient, terms.variable('s'), terms)),
  }),
};
