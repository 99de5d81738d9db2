import { product, sum } from '../expressions/expression.ts';
import { keysOf } from '../expressions/keys-of.ts';
import { memoizeWithNumbers } from '../expressions/memoize.ts';
import type { NodeOf } from '../graph/node.ts';
import type { Hyperparameter, OptimizerState, ParameterKind } from '../graph/optimizer-names.ts';
import type { Value } from '../graph/quantity.ts';
import { hyperparameterValue } from '../models/dense-quantities.ts';
import { type CompiledRule, compileRule } from './compiled-rule.ts';
import { adagrad } from './optimizers/adagrad.ts';
import { adam } from './optimizers/adam.ts';
import { adamw } from './optimizers/adamw.ts';
import { nonNegative, type OptimizerMethod, type UpdateRule } from './optimizers/optimizer-method.ts';
import { rmsprop } from './optimizers/rmsprop.ts';
import { sgd } from './optimizers/sgd.ts';

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

const commonHyperparameters = { weightDecay: nonNegative(0) } as const satisfies OptimizerMethod['hyperparameters'];

/** Every method, by its name in a network file. Each method computes the same updates as its namesake in PyTorch. */
export const optimizers = { sgd, adagrad, rmsprop, adam, adamw } as const satisfies Record<string, OptimizerMethod>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = keysOf(optimizers);

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
export function settingValue(optimizer: Optimizer, name: Hyperparameter, of: ParameterKind = 'weight'): number {
  return name === 'weightDecay' ? weightDecayOf(optimizer, of) : hyperparameterOf(optimizer, name);
}

/** The quantity of a hyperparameter in the update of a weight or of a bias. */
export function settingFor(optimizer: Optimizer, name: Hyperparameter, kind: ParameterKind): Value<NodeOf<'setting'>> {
  return hyperparameterValue(name, name === 'weightDecay' && hasDecayByKind(optimizer) ? kind : undefined);
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
  const { method, momentum = 0, dampening = 0, nesterov = false } = optimizer;
  const weightDecay = weightDecayOf(optimizer, kind);
  const rule = optimizers[method].rule({ momentum, dampening, nesterov, weightDecay });
  return addsDecay(optimizer, kind) ? withDecay(rule) : rule;
}

/** Adds weight decay to a rule: the first variable is g = ∂E_total/∂θ + λθ, which takes the place of ∂E_total/∂θ. */
function withDecay(rule: UpdateRule): UpdateRule {
  return {
    ...rule,
    variables: [
      [
        'g',
        ({ derivative, parameter, hyperparameter }) =>
          sum([derivative, product(hyperparameter('weightDecay'), parameter)]),
      ],
      ...rule.variables,
    ],
  };
}

/** The states that an optimizer keeps for each parameter. They are the same for weights and biases. */
export function statesOf(optimizer: Optimizer): readonly OptimizerState[] {
  return updateRuleOf(optimizer, 'weight').states;
}

/** The fast update of a weight or of a bias. `parameterCount` is the number of parameters in a state. */
export function compiledRuleOf(optimizer: Optimizer, kind: ParameterKind, parameterCount: number): CompiledRule {
  return ruleCreators[kind](optimizer, parameterCount)();
}

const ruleCreators = { weight: memoizedRuleCreator('weight'), bias: memoizedRuleCreator('bias') };

function memoizedRuleCreator(
  kind: ParameterKind,
): (optimizer: Optimizer, parameterCount: number) => () => CompiledRule {
  return memoizeWithNumbers((optimizer, parameterCount) =>
    compileRule(updateRuleOf(optimizer, kind), parameterCount, addsDecay(optimizer, kind), (name) =>
      settingValue(optimizer, name, kind),
    ),
  );
}
