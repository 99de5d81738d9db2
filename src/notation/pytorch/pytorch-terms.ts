import { type Hyperparameter, type ParameterKind, parameterKinds } from '../../engine/graph/optimizer-names.ts';
import { type ActivationName, activationOf } from '../../engine/models/activations.ts';
import { type LossName, lossOf } from '../../engine/models/losses.ts';
import type { Reduction } from '../../engine/training/experiment.ts';
import {
  hasDecayByKind,
  hyperparameterOf,
  type Optimizer,
  type OptimizerName,
  weightDecayOf,
} from '../../engine/training/optimizers.ts';

/** An activation in PyTorch. `net` has one row for each sample. */
export function activationCode(name: ActivationName): string {
  return name === 'softmax' ? 'torch.softmax(net, dim=1)' : activationOf(name).pytorch;
}

/** Code for E_total of a batch. */
export function lossCode(loss: LossName, reduction: Reduction): string {
  return `${lossOf(loss).pytorch}.${reduction}()`;
}

const optimizerClasses: Readonly<Record<OptimizerName, string>> = {
  sgd: 'SGD',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamw: 'AdamW',
};

type NumberName = Exclude<Hyperparameter, 'weightDecay'>;

/**
 * The arguments of each optimizer class, with their hyperparameters, except lr, betas, dampening, nesterov and
 * weight_decay.
 */
const hyperparameterArguments: Readonly<Record<OptimizerName, readonly (readonly [argument: string, NumberName])[]>> = {
  sgd: [['momentum', 'momentum']],
  adagrad: [['eps', 'epsilon']],
  rmsprop: [
    ['alpha', 'rho'],
    ['eps', 'epsilon'],
  ],
  adam: [['eps', 'epsilon']],
  adamw: [['eps', 'epsilon']],
};

/** A variable in Python code: a tensor of weights or of biases. */
export interface TorchVariable {
  readonly name: string;
  readonly kind: ParameterKind;
}

/**
 * Code that creates an optimizer. Writes all hyperparameters, even if they have default values, except dampening and
 * nesterov. If weights and biases have a λ of their own, they are two parameter groups.
 */
export function optimizerCode(optimizer: Optimizer, variables: readonly TorchVariable[]): string {
  const { method, dampening = 0, nesterov } = optimizer;
  const value = (name: NumberName): string => pythonNumber(hyperparameterOf(optimizer, name));
  const hasBetas = method === 'adam' || method === 'adamw';
  const inputs = [
    `lr=${value('learningRate')}`,
    ...(hasBetas ? [`betas=(${value('beta1')}, ${value('beta2')})`] : []),
    ...hyperparameterArguments[method].map(([argument, name]) => `${argument}=${value(name)}`),
    ...(dampening > 0 ? [`dampening=${value('dampening')}`] : []),
    ...(nesterov ? ['nesterov=True'] : []),
    ...(hasDecayByKind(optimizer) ? [] : [`weight_decay=${decayCode(optimizer, 'weight')}`]),
  ];
  return `torch.optim.${optimizerClasses[method]}(${parametersCode(optimizer, variables)}, ${inputs.join(', ')})`;
}

function parametersCode(optimizer: Optimizer, variables: readonly TorchVariable[]): string {
  const list = (included: readonly TorchVariable[]): string => `[${included.map(({ name }) => name).join(', ')}]`;
  if (!hasDecayByKind(optimizer)) return list(variables);
  const groups = parameterKinds.flatMap((kind) => {
    const ofKind = variables.filter((variable) => variable.kind === kind);
    return ofKind.length === 0 ? [] : [`{"params": ${list(ofKind)}, "weight_decay": ${decayCode(optimizer, kind)}}`];
  });
  return `[${groups.join(', ')}]`;
}

function decayCode(optimizer: Optimizer, kind: ParameterKind): string {
  return pythonNumber(weightDecayOf(optimizer, kind));
}

/** Writes a finite number as a Python float that is the same double. */
export function pythonNumber(value: number): string {
  return Number.isInteger(value) && !/e/.test(String(value)) ? `${value}.0` : String(value);
}
