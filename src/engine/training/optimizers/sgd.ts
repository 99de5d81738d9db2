import { conditional, constant, difference, product, rewritten, sum } from '../../expressions/expression.ts';
import { fraction, nonNegative, type OptimizerMethod, type UpdateRule } from './optimizer-method.ts';

/** θ⁺ = θ − αg. */
const plainRule: UpdateRule = {
  states: [],
  variables: [],
  updated: ({ parameter, gradient, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), gradient)),
};

/** v⁺ = μv + g; θ⁺ = θ − αv⁺. */
const momentumRule: UpdateRule = {
  states: ['v'],
  variables: [
    ['v', ({ gradient, before, hyperparameter }) => sum([product(hyperparameter('momentum'), before('v')), gradient])],
  ],
  updated: ({ parameter, variable, hyperparameter }) =>
    difference(parameter, product(hyperparameter('learningRate'), variable('v'))),
};

/**
 * v⁺ = μv + (1 − τ)g; θ⁺ = θ − αv⁺. In the first update, v⁺ = g, as in PyTorch. The computed form is the same in all
 * updates, because one compiled program runs all updates.
 */
const dampenedRule: UpdateRule = {
  ...momentumRule,
  variables: [
    [
      'v',
      ({ gradient, before, hyperparameter, updateNumber, isFirstUpdate }) => {
        const old = product(hyperparameter('momentum'), before('v'));
        const dampened = sum([old, product(difference(constant(1), hyperparameter('dampening')), gradient)]);
        const undampened = sum([old, gradient]);
        return rewritten(
          isFirstUpdate ? gradient : dampened,
          conditional(difference(updateNumber, constant(1)), dampened, undampened),
        );
      },
    ],
  ],
};

/** Nesterov's momentum: v⁺ = μv + g; θ⁺ = θ − α(g + μv⁺). */
const nesterovRule: UpdateRule = {
  ...momentumRule,
  updated: ({ parameter, gradient, variable, hyperparameter }) =>
    difference(
      parameter,
      product(hyperparameter('learningRate'), sum([gradient, product(hyperparameter('momentum'), variable('v'))])),
    ),
};

/** Gradient descent, with or without momentum. */
export const sgd: OptimizerMethod = {
  hyperparameters: { momentum: nonNegative(0), dampening: fraction(0) },
  hasNesterov: true,
  isDecoupled: false,
  rule: ({ momentum, dampening, nesterov }) => {
    if (momentum === 0) return plainRule;
    if (dampening > 0) return dampenedRule;
    return nesterov ? nesterovRule : momentumRule;
  },
};
