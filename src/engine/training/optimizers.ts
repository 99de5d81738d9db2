import type { Hyperparameter } from '../expressions/quantity.ts';
import {
  adaptiveMoments,
  type Coefficients,
  decayingMoments,
  meanSquares,
  momentumDescent,
  nesterovDescent,
  plainDescent,
  summedSquares,
  type UpdateRule,
  withDecay,
} from './update-rules.ts';

/** A method and its settings; those left out are its defaults. */
export interface Optimizer
  extends Readonly<Partial<Record<Exclude<Hyperparameter, 'learningRate'>, number | undefined>>> {
  readonly method: OptimizerName;
  /** α, greater than 0. */
  readonly learningRate: number;
  /** Whether the step is taken from where the momentum leads; of sgd alone, and only with momentum. */
  readonly nesterov?: boolean | undefined;
}

/** A setting's value unless it is given, and where it may lie. */
export interface HyperparameterRange {
  readonly default: number;
  readonly least: number;
  /** Undefined: no upper bound. A setting stays below it. */
  readonly below: number | undefined;
}

export interface OptimizerMethod {
  /** Its settings besides α and λ. */
  readonly hyperparameters: Readonly<Partial<Record<Hyperparameter, HyperparameterRange>>>;
  /** Whether it can look ahead along its momentum. */
  readonly hasNesterov: boolean;
  /** Whether λ shrinks θ itself instead of being added to its gradient. */
  readonly isDecoupled: boolean;
  rule(optimizer: Optimizer): UpdateRule;
}

const fraction = (value: number): HyperparameterRange => ({ default: value, least: 0, below: 1 });
const amount = (value: number): HyperparameterRange => ({ default: value, least: 0, below: undefined });

/** The settings that every method has. */
const commonSettings = { weightDecay: amount(0) } as const satisfies OptimizerMethod['hyperparameters'];

const adamSettings = { beta1: fraction(0.9), beta2: fraction(0.999), epsilon: amount(1e-8) } as const;

/** Every method, by its name in a network file. They are PyTorch's, digit by digit. */
export const optimizers = {
  sgd: {
    hyperparameters: { momentum: amount(0) },
    hasNesterov: true,
    isDecoupled: false,
    rule: ({ momentum = 0, nesterov = false }) =>
      momentum === 0 ? plainDescent : nesterov ? nesterovDescent : momentumDescent,
  },
  adagrad: {
    hyperparameters: { epsilon: amount(1e-10) },
    hasNesterov: false,
    isDecoupled: false,
    rule: () => summedSquares,
  },
  rmsprop: {
    hyperparameters: { rho: fraction(0.99), epsilon: amount(1e-8) },
    hasNesterov: false,
    isDecoupled: false,
    rule: () => meanSquares,
  },
  adam: { hyperparameters: adamSettings, hasNesterov: false, isDecoupled: false, rule: () => adaptiveMoments },
  adamw: {
    hyperparameters: adamSettings,
    hasNesterov: false,
    isDecoupled: true,
    rule: ({ weightDecay = 0 }) => (weightDecay === 0 ? adaptiveMoments : decayingMoments),
  },
} as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** The settings of a method besides α, with those that every method has. */
export function hyperparametersOf(method: OptimizerName): OptimizerMethod['hyperparameters'] {
  return { ...optimizers[method].hyperparameters, ...commonSettings };
}

/** The value of a setting: as given, or the method's default; 0 for one that the method does not have. */
export function hyperparameterOf(optimizer: Optimizer, name: Hyperparameter): number {
  return optimizer[name] ?? hyperparametersOf(optimizer.method)[name]?.default ?? 0;
}

/** Whether λθ is added to each gradient, which then is g. */
export function addsDecay(optimizer: Optimizer): boolean {
  return !optimizers[optimizer.method].isDecoupled && hyperparameterOf(optimizer, 'weightDecay') > 0;
}

/** How an optimizer updates a parameter. */
export function updateRuleOf(optimizer: Optimizer): UpdateRule {
  const rule: UpdateRule = optimizers[optimizer.method].rule(optimizer);
  return addsDecay(optimizer) ? withDecay(rule) : rule;
}

/** The numbers of all updates; `correctFor` adds what is one update's own. */
export function coefficientsOf(optimizer: Optimizer, count: number): Coefficients {
  const of = (name: Hyperparameter): number => hyperparameterOf(optimizer, name);
  return {
    count,
    learningRate: of('learningRate'),
    weightDecay: of('weightDecay'),
    momentum: of('momentum'),
    rho: of('rho'),
    beta1: of('beta1'),
    beta2: of('beta2'),
    epsilon: of('epsilon'),
    correction1: 1,
    correction2: 1,
  };
}

/** Makes the numbers those of the optimizer's update `time`, from 1. */
export function setTimeStep(coefficients: Coefficients, time: number): void {
  coefficients.correction1 = 1 - coefficients.beta1 ** time;
  coefficients.correction2 = 1 - coefficients.beta2 ** time;
}
