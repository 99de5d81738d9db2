import { keysOf } from '../expressions/keys-of.ts';
import type { Hyperparameter, OptimizerState, ParameterKind, Setting } from '../expressions/quantity.ts';
import {
  adagradRule,
  adamRule,
  adamwRule,
  type Coefficients,
  dampenedRule,
  momentumRule,
  nesterovRule,
  plainRule,
  rmspropRule,
  type UpdateRule,
  withDecay,
} from './update-rules.ts';

/**
 * A method and its hyperparameters. Hyperparameters that are not given have the method's defaults. sgd's dampening needs
 * a momentum greater than 0.
 */
export interface Optimizer
  extends Readonly<Partial<Record<Exclude<Hyperparameter, 'learningRate' | 'weightDecay'>, number | undefined>>> {
  readonly method: OptimizerName;
  /** α, greater than 0. */
  readonly learningRate: number;
  /** λ of all parameters, or λ of the weights and λ of the biases. */
  readonly weightDecay?: number | WeightDecayByKind | undefined;
  /** Nesterov's momentum. Only for sgd with a momentum greater than 0 and without dampening. */
  readonly nesterov?: boolean | undefined;
}

/** λ of the weights and λ of the biases, as two parameter groups of a PyTorch optimizer. */
export interface WeightDecayByKind {
  readonly weights: number;
  readonly biases: number;
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
  /** The rule for parameters with the given λ, without the weight decay that is added to the gradient. */
  rule(optimizer: Optimizer, weightDecay: number): UpdateRule;
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
    hyperparameters: { momentum: nonNegative(0), dampening: fraction(0) },
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
    rule: (_, weightDecay) => (weightDecay === 0 ? adamRule : adamwRule),
  },
} as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = keysOf(optimizers);

function sgdRule({ momentum = 0, dampening = 0, nesterov = false }: Optimizer): UpdateRule {
  if (momentum === 0) return plainRule;
  if (dampening > 0) return dampenedRule;
  return nesterov ? nesterovRule : momentumRule;
}

/** The hyperparameters of a method, except α. */
export function hyperparametersOf(
  method: OptimizerName,
): OptimizerMethod['hyperparameters'] & typeof commonHyperparameters {
  return { ...optimizers[method].hyperparameters, ...commonHyperparameters };
}

/** The given value of a hyperparameter except λ, or the method's default. 0 if neither exists. */
export function hyperparameterOf(optimizer: Optimizer, name: Exclude<Hyperparameter, 'weightDecay'>): number {
  return optimizer[name] ?? hyperparametersOf(optimizer.method)[name]?.default ?? 0;
}

/** λ of the weights or of the biases. */
export function weightDecayOf({ weightDecay = 0 }: Optimizer, kind: ParameterKind): number {
  if (typeof weightDecay === 'number') return weightDecay;
  return kind === 'weight' ? weightDecay.weights : weightDecay.biases;
}

/** Whether the weights and the biases have a λ of their own. */
export function hasDecayByKind({ weightDecay }: Optimizer): boolean {
  return typeof weightDecay === 'object';
}

/** The value of a hyperparameter. `of` is needed only for λ if the weights and the biases have a λ of their own. */
export function settingValue(optimizer: Optimizer, { name, of = 'weight' }: Setting): number {
  return name === 'weightDecay' ? weightDecayOf(optimizer, of) : hyperparameterOf(optimizer, name);
}

/** The quantity of a hyperparameter in the update of a weight or of a bias. */
export function settingFor(optimizer: Optimizer, name: Hyperparameter, kind: ParameterKind): Setting {
  return name === 'weightDecay' && hasDecayByKind(optimizer)
    ? { kind: 'setting', name, of: kind }
    : { kind: 'setting', name };
}

/** Why nesterov or dampening is not possible with the other settings; undefined if it is. */
export function momentumProblem({
  momentum = 0,
  dampening = 0,
  nesterov = false,
}: Pick<Optimizer, 'momentum' | 'dampening' | 'nesterov'>): 'needs momentum' | 'nesterov with dampening' | undefined {
  if (nesterov && dampening > 0) return 'nesterov with dampening';
  return (nesterov || dampening > 0) && momentum === 0 ? 'needs momentum' : undefined;
}

/** Whether the decay of a weight or of a bias is added to its gradient: g = ∂E_total/∂θ + λθ. */
export function addsDecay(optimizer: Optimizer, kind: ParameterKind): boolean {
  return !optimizers[optimizer.method].isDecoupled && weightDecayOf(optimizer, kind) > 0;
}

/** The rule by which an optimizer updates a weight or a bias. */
export function updateRuleOf(optimizer: Optimizer, kind: ParameterKind): UpdateRule {
  const rule: UpdateRule = optimizers[optimizer.method].rule(optimizer, weightDecayOf(optimizer, kind));
  return addsDecay(optimizer, kind) ? withDecay(rule) : rule;
}

/** The states that an optimizer keeps for each parameter. They are the same for weights and biases. */
export function statesOf(optimizer: Optimizer): readonly OptimizerState[] {
  return updateRuleOf(optimizer, 'weight').states;
}

/**
 * The coefficients of an optimizer for the weights or for the biases. `setTimeStep` sets those that change with t: the
 * two corrections and the gradient's factor.
 */
export function coefficientsOf(optimizer: Optimizer, kind: ParameterKind, parameterCount: number): Coefficients {
  const value = (name: Exclude<Hyperparameter, 'weightDecay'>): number => hyperparameterOf(optimizer, name);
  return {
    parameterCount,
    learningRate: value('learningRate'),
    weightDecay: weightDecayOf(optimizer, kind),
    momentum: value('momentum'),
    dampening: value('dampening'),
    rho: value('rho'),
    beta1: value('beta1'),
    beta2: value('beta2'),
    epsilon: value('epsilon'),
    correction1: 1,
    correction2: 1,
    gradientFactor: 1,
  };
}

/**
 * Sets the coefficients that change with t, in place, for the optimizer's t-th update: Adam's bias corrections 1 − β1ᵗ
 * and 1 − β2ᵗ, and the gradient's factor, which is 1 in the first update and then 1 − τ. t counts from 1.
 */
export function setTimeStep(coefficients: Coefficients, t: number): void {
  coefficients.correction1 = 1 - coefficients.beta1 ** t;
  coefficients.correction2 = 1 - coefficients.beta2 ** t;
  coefficients.gradientFactor = t === 1 ? 1 : 1 - coefficients.dampening;
}
