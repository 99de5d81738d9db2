import type { Hyperparameter } from '../../engine/expressions/quantity.ts';
import type { ActivationName } from '../../engine/models/activations.ts';
import type { LossName } from '../../engine/models/losses.ts';
import { hyperparameterOf, type Optimizer, type OptimizerName } from '../../engine/training/optimizers.ts';

/** Each activation of `net`, a row a sample, as PyTorch has it. */
export const activationCode: Readonly<Record<ActivationName, string>> = {
  identity: 'net',
  sigmoid: 'torch.sigmoid(net)',
  tanh: 'torch.tanh(net)',
  relu: 'torch.relu(net)',
  'leaky-relu': 'F.leaky_relu(net, 0.01)',
  elu: 'F.elu(net)',
  // PyTorch's own softplus is a straight line from net = 20 on.
  softplus: 'torch.logaddexp(net, torch.zeros_like(net))',
  silu: 'F.silu(net)',
  gelu: 'F.gelu(net)',
  softmax: 'torch.softmax(net, dim=1)',
};

/** Each loss of a batch, from the outputs' `net` and `out`, a row a sample: the mean over its samples. */
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

/** The arguments of each method besides its parameters. */
const settingCode: Readonly<Record<OptimizerName, readonly (readonly [argument: string, Hyperparameter])[]>> = {
  sgd: [['momentum', 'momentum']],
  adagrad: [['eps', 'epsilon']],
  rmsprop: [
    ['alpha', 'rho'],
    ['eps', 'epsilon'],
  ],
  adam: [['eps', 'epsilon']],
  adamw: [['eps', 'epsilon']],
};

/** The optimizer of `parameters`, with every setting that it has. */
export function optimizerCode(optimizer: Optimizer, parameters: string): string {
  const { method, nesterov } = optimizer;
  const value = (name: Hyperparameter): string => pythonNumber(hyperparameterOf(optimizer, name));
  const hasBetas = method === 'adam' || method === 'adamw';
  const settings = [
    `lr=${value('learningRate')}`,
    ...(hasBetas ? [`betas=(${value('beta1')}, ${value('beta2')})`] : []),
    ...settingCode[method].map(([argument, name]) => `${argument}=${value(name)}`),
    ...(nesterov ? ['nesterov=True'] : []),
    `weight_decay=${value('weightDecay')}`,
  ];
  return `torch.optim.${optimizerClasses[method]}(${parameters}, ${settings.join(', ')})`;
}

/** A finite number that Python reads as the same double. */
export function pythonNumber(value: number): string {
  return Number.isInteger(value) && !/e/.test(String(value)) ? `${value}.0` : String(value);
}
