import { keysOf } from '../expressions/keys-of.ts';
import type { Hyperparameter } from '../expressions/quantity.ts';
import {
  adagradRule,
  adamRule,
  adamwRule,
  type Coefficients,
  momentumRule,
  nesterovRule,
  plainRule,
  rmspropRule,
  type UpdateRule,
  withDecay,
} from './update-rules.ts';

/** A method and its hyperparameters. Hyperparameters that are not given have the method's defaults. */
export interface Optimizer
  extends Readonly<Partial<Record<Exclude<Hyperparameter, 'learningRate'>, number | undefined>>> {
  readonly method: OptimizerName;
  /** α, greater than 0. */
  readonly learningRate: number;
  /** Nesterov's momentum. Only for sgd with a momentum greater than 0. */
  readonly nesterov?: boolean | undefined;
}

/** The default of a hyperparameter and its range: `min` ≤ value < `exclusiveMax`. */
export interface HyperparameterRange {
  readonly default: number;
  readonly min: number;
  /** Undefined: no upper bound. */
  readonly exclusiveMax: number | undefined;
}

export interface OptimizerMethod {
  /** The hyperparameters of this method, except α and λ, which all methods have. */
  readonly hyperparameters: Readonly<Partial<Record<Hyperparameter, HyperparameterRange>>>;
  readonly hasNesterov: boolean;
  /** Whether weight decay multiplies θ by 1 − αλ (adamw). Otherwise, weight decay adds λθ to the gradient. */
  readonly isDecoupled: boolean;
  rule(optimizer: Optimizer): UpdateRule;
}

const fraction = (defaultValue: number): HyperparameterRange => ({ default: defaultValue, min: 0, exclusiveMax: 1 });
const nonNegative = (defaultValue: number): HyperparameterRange => ({
  default: defaultValue,
  min: 0,
  exclusiveMax: undefined,
});

const commonHyperparameters = { weightDecay: nonNegative(0) } as const satisfies OptimizerMethod['hyperparameters'];

const adamHyperparameters = { beta1: fraction(0.9), beta2: fraction(0.999), epsilon: nonNegative(1e-8) } as const;

/** Every method, by its name in a network file. Each method computes the same updates as its namesake in PyTorch. */
export const optimizers = {
  sgd: {
    hyperparameters: { momentum: nonNegative(0) },
    hasNesterov: true,
    isDecoupled: false,
    rule: sgdRule,
  },
  adagrad: {
    hyperparameters: { epsilon: nonNegative(1e-10) },
    hasNesterov: false,
    isDecoupled: false,
    rule: () => adagradRule,
  },
  rmsprop: {
    hyperparameters: { rho: fraction(0.99), epsilon: nonNegative(1e-8) },
    hasNesterov: false,
    isDecoupled: false,
    rule: () => rmspropRule,
  },
  adam: {
    hyperparameters: adamHyperparameters,
    hasNesterov: false,
    isDecoupled: false,
    rule: () => adamRule,
  },
  adamw: {
    hyperparameters: adamHyperparameters,
    hasNesterov: false,
    isDecoupled: true,
    rule: ({ weightDecay = 0 }) => (weightDecay === 0 ? adamRule : adamwRule),
  },
} as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = keysOf(optimizers);

function sgdRule({ momentum = 0, nesterov = false }: Optimizer): UpdateRule {
  if (momentum === 0) return plainRule;
  return nesterov ? nesterovRule : momentumRule;
}

/** The hyperparameters of a method, except α. */
export function hyperparametersOf(method: OptimizerName): OptimizerMethod['hyperparameters'] {
  return { ...optimizers[method].hyperparameters, ...commonHyperparameters };
}

/** The given value of a hyperparameter, or the method's default. 0 if neither exists. */
export function hyperparameterOf(optimizer: Optimizer, name: Hyperparameter): number {
  return optimizer[name] ?? hyperparametersOf(optimizer.method)[name]?.default ?? 0;
}

/** Whether weight decay is added to the gradient: g = ∂E_total/∂θ + λθ. */
export function addsDecay(optimizer: Optimizer): boolean {
  return !optimizers[optimizer.method].isDecoupled && hyperparameterOf(optimizer, 'weightDecay') > 0;
}

/** The rule by which an optimizer updates a parameter. */
export function updateRuleOf(optimizer: Optimizer): UpdateRule {
  const rule: UpdateRule = optimizers[optimizer.method].rule(optimizer);
  return addsDecay(optimizer) ? withDecay(rule) : rule;
}

/** The coefficients of an optimizer. `setTimeStep` sets the two corrections, which change with each update. */
export function coefficientsOf(optimizer: Optimizer, parameterCount: number): Coefficients {
  const value = (name: Hyperparameter): number => hyperparameterOf(optimizer, name);
  return {
    parameterCount,
    learningRate: value('learningRate'),
    weightDecay: value('weightDecay'),
    momentum: value('momentum'),
    rho: value('rho'),
    beta1: value('beta1'),
    beta2: value('beta2'),
    epsilon: value('epsilon'),
    correction1: 1,
    correction2: 1,
  };
}

/** Sets Adam's bias corrections, 1 − β1ᵗ and 1 − β2ᵗ, in place for the optimizer's t-th update. t counts from 1. */
export function setTimeStep(coefficients: Coefficients, t: number): void {
  coefficients.correction1 = 1 - coefficients.beta1 ** t;
  coefficients.correction2 = 1 - coefficients.beta2 ** t;
}
