import type { Hyperparameter } from '../../engine/expressions/quantity.ts';
import type { ActivationName } from '../../engine/models/activations.ts';
import type { LossName } from '../../engine/models/losses.ts';
import { hyperparameterOf, type Optimizer, type OptimizerName } from '../../engine/training/optimizers.ts';

/** Every activation in PyTorch. `net` has one row for each sample. */
export const activationCode: Readonly<Record<ActivationName, string>> = {
  identity: 'net',
  sigmoid: 'torch.sigmoid(net)',
  tanh: 'torch.tanh(net)',
  relu: 'torch.relu(net)',
  'leaky-relu': 'F.leaky_relu(net, 0.01)',
  elu: 'F.elu(net)',
  // Not F.softplus, because it returns net itself for net > 20.
  softplus: 'torch.logaddexp(net, torch.zeros_like(net))',
  silu: 'F.silu(net)',
  gelu: 'F.gelu(net)',
  softmax: 'torch.softmax(net, dim=1)',
};

/**
 * Every loss in PyTorch: the mean over the samples of a batch. `net`, `out` and `target` have one row for each sample.
 */
export const lossCode: Readonly<Record<LossName, string>> = {
  'half-squared-error': '(0.5 * (target - out) ** 2).sum(dim=1).mean()',
  'mean-squared-error': '((target - out) ** 2).mean(dim=1).mean()',
  'mean-absolute-error': '(target - out).abs().mean(dim=1).mean()',
  'binary-cross-entropy': 'F.binary_cross_entropy_with_logits(net, target, reduction="none").sum(dim=1).mean()',
  'categorical-cross-entropy': '-(target * F.log_softmax(net, dim=1)).sum(dim=1).mean()',
};

const optimizerClasses: Readonly<Record<OptimizerName, string>> = {
  sgd: 'SGD',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamw: 'AdamW',
};

/** The arguments of each optimizer class, with their hyperparameters, except lr, betas, nesterov and weight_decay. */
const hyperparameterArguments: Readonly<
  Record<OptimizerName, readonly (readonly [argument: string, Hyperparameter])[]>
> = {
  sgd: [['momentum', 'momentum']],
  adagrad: [['eps', 'epsilon']],
  rmsprop: [
    ['alpha', 'rho'],
    ['eps', 'epsilon'],
  ],
  adam: [['eps', 'epsilon']],
  adamw: [['eps', 'epsilon']],
};

/**
 * Code that creates an optimizer for `parameters`, a list in Python code. Writes all hyperparameters, even if they have
 * default values.
 */
export function optimizerCode(optimizer: Optimizer, parameters: string): string {
  const { method, nesterov } = optimizer;
  const value = (name: Hyperparameter): string => pythonNumber(hyperparameterOf(optimizer, name));
  const hasBetas = method === 'adam' || method === 'adamw';
  const inputs = [
    `lr=${value('learningRate')}`,
    ...(hasBetas ? [`betas=(${value('beta1')}, ${value('beta2')})`] : []),
    ...hyperparameterArguments[method].map(([argument, name]) => `${argument}=${value(name)}`),
    ...(nesterov ? ['nesterov=True'] : []),
    `weight_decay=${value('weightDecay')}`,
  ];
  return `torch.optim.${optimizerClasses[method]}(${parameters}, ${inputs.join(', ')})`;
}

/** Writes a finite number as a Python float that is the same double. */
export function pythonNumber(value: number): string {
  return Number.isInteger(value) && !/e/.test(String(value)) ? `${value}.0` : String(value);
}
