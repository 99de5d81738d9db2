import { keysOf } from '../expressions/keys-of.ts';
import { lazyTable } from '../expressions/lazy-table.ts';
import type { Activation } from './activation.ts';
import { elu } from './activations/elu.ts';
import { gelu } from './activations/gelu.ts';
import { identity } from './activations/identity.ts';
import { leakyRelu } from './activations/leaky-relu.ts';
import { relu } from './activations/relu.ts';
import { sigmoid } from './activations/sigmoid.ts';
import { silu } from './activations/silu.ts';
import { softplus } from './activations/softplus.ts';
import { tanh } from './activations/tanh.ts';

export type { Activation } from './activation.ts';
export { leakySlope } from './activations/leaky-relu.ts';

/** Every activation but softmax, by its name in network files. */
const makers = { identity, sigmoid, tanh, relu, 'leaky-relu': leakyRelu, elu, softplus, silu, gelu };

/** Every activation but softmax. The derivatives at kinks are those of PyTorch. */
export const activations = lazyTable<Readonly<Record<keyof typeof makers, Activation>>>(makers);

/** softmax is not in `activations`, because it uses all nets of its layer. It is in `softmax.ts`. */
export type ActivationName = keyof typeof activations | 'softmax';

export const activationNames = [...keysOf(activations), 'softmax'] as const;

/** The activation with this name. Throws a RangeError for softmax. */
export function activationOf(name: ActivationName): Activation {
  if (name === 'softmax') throw new RangeError('softmax is not a function of a single net');
  return activations[name];
}
