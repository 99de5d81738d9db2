import { constant, difference, product } from '../../expressions/expression.ts';
import { adam, adamRule } from './adam.ts';
import type { OptimizerMethod, UpdateRule } from './optimizer-method.ts';
import { scaledStep } from './update-terms.ts';

/** adam with θ⁺ = θ(1 − αλ) − αm̂/(√v̂ + ε). */
const decoupledRule: UpdateRule = {
  ...adamRule,
  updated: (terms) => {
    const { parameter, hyperparameter, variable } = terms;
    const shrinkage = difference(constant(1), product(hyperparameter('learningRate'), hyperparameter('weightDecay')));
    return difference(product(parameter, shrinkage), scaledStep(variable('mhat'), variable('vhat'), terms));
  },
};

/** I. Loshchilov and F. Hutter, ICLR 2019. */
export const adamw: OptimizerMethod = {
  ...adam,
  isDecoupled: true,
  rule: ({ weightDecay }) => (weightDecay === 0 ? adamRule : decoupledRule),
};
