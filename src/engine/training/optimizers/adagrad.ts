import { difference, square, sum } from '../../expressions/expression.ts';
import { nonNegative, type OptimizerMethod } from './optimizer-method.ts';
import { scaledStep } from './update-terms.ts';

/** s⁺ = s + g²; θ⁺ = θ − αg/(√s⁺ + ε). J. Duchi et al., 2011. */
export const adagrad: OptimizerMethod = {
  hyperparameters: { epsilon: nonNegative(1e-10) },
  hasNesterov: false,
  isDecoupled: false,
  rule: () => ({
    states: ['s'],
    variables: [['s', ({ gradient, before }) => sum([before('s'), square(gradient)])]],
    updated: (terms) => difference(terms.parameter, scaledStep(terms.gradient, terms.variable('s'), terms)),
  }),
};
