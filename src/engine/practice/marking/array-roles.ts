import type { Quantity } from '../../graph/quantity.ts';
import { quantityNamed } from '../../steps/name-parser.ts';
import type { Update } from '../../training/update.ts';
import { derivativeOfParameter } from '../parameter-derivative.ts';

/** What the numbers of an array are. Layers count from 1. */
export type ArrayRole =
  | { readonly kind: LayerRole; readonly layer: number }
  | { readonly kind: 'quantity'; readonly quantity: Quantity };

export const layerRoles = [
  'weights',
  'biases',
  'new-weights',
  'new-biases',
  'weight-gradients',
  'bias-gradients',
  'nets',
  'outs',
  'net-gradients',
  'out-gradients',
  'inputs',
  'targets',
] as const;

/** Numbers of a whole layer. The inputs have layer 0, and the targets that of the outputs. */
export type LayerRole = (typeof layerRoles)[number];

interface NamePattern {
  /** The names that are read, as a regular expression of the whole name. A group may be the number of the layer. */
  readonly pattern: RegExp;
  readonly role: LayerRole;
  /** Names that the pattern matches, for the list of names. */
  readonly examples: readonly string[];
}

/** The array names that programs use. `l`, `o` or `out` in place of a number means the output layer. */
export const namePatterns: readonly NamePattern[] = [
  {
    pattern: /^(?:d|grad_?|g|d_|d[le]_?d?)w_?(\d+|o|out)$/i,
    role: 'weight-gradients',
    examples: ['dW1', 'grads["dW1"]', 'grad_w1'],
  },
  {
    pattern: /^(?:d|grad_?|g|d_|d[le]_?d?)b_?(\d+|o|out)$/i,
    role: 'bias-gradients',
    examples: ['db1', 'grads["db1"]'],
  },
  { pattern: /^w_?(\d+)(?:_?new|\+|_?after|_?updated|_1)$/i, role: 'new-weights', examples: ['W1_new', 'W1+'] },
  { pattern: /^b_?(\d+)(?:_?new|\+|_?after|_?updated)$/i, role: 'new-biases', examples: ['b1_new', 'b1+'] },
  { pattern: /^(?:new_?w|w_?new)_?(\d+)$/i, role: 'new-weights', examples: ['new_W1'] },
  { pattern: /^(?:new_?b|b_?new)_?(\d+)$/i, role: 'new-biases', examples: ['new_b1'] },
  { pattern: /^(?:w|theta)_?(\d+)$/i, role: 'weights', examples: ['W1'] },
  { pattern: /^b_?(\d+)$/i, role: 'biases', examples: ['b1'] },
  { pattern: /^(?:dz_?|delta_?|dnet_?)(\d+|l)$/i, role: 'net-gradients', examples: ['dZ1', 'delta1'] },
  { pattern: /^(?:dscores|dlogits)$/i, role: 'net-gradients', examples: ['dscores', 'dlogits'] },
  { pattern: /^(?:da_?|dout_?)(\d+|l)$/i, role: 'out-gradients', examples: ['dA1'] },
  { pattern: /^(?:z|net)_?(\d+|l)$/i, role: 'nets', examples: ['Z1'] },
  { pattern: /^(?:a|out)_?(\d+|l)$/i, role: 'outs', examples: ['A1', 'AL'] },
  { pattern: /^(?:y_?hat|yhat|y_?pred|output|outputs|pred|probs)$/i, role: 'outs', examples: ['y_hat', 'output'] },
  { pattern: /^(?:x|a_?0|inputs?)$/i, role: 'inputs', examples: ['X'] },
  { pattern: /^(?:y|t|targets?)$/i, role: 'targets', examples: ['Y', 'target'] },
];

/** The names of E_total, in lower case. */
export const errorNames = ['loss', 'cost', 'error', 'e', 'j', 'e_total', 'etotal', 'mse', 'total_loss', 'total_error'];

/** A name without the dictionary or the module around it: dW1 for grads["dW1"]. */
function innerName(name: string): string {
  const [, key] = /\[\s*["']([^"'\]]+)["']\s*\]$/.exec(name) ?? [];
  // dW[1] is dW1.
  const plain = key ?? name.replace(/\[(\d+)\]$/, '$1');
  return plain.replace(/^(?:self|grads?|gradients|cache|params|parameters|model|net)\.(?=[a-z])/i, '');
}

/**
 * What a name stands for in an update. `isArray`: whether the number is given with brackets. `modules` are the modules of
 * a PyTorch program, such as fc1, in order. Undefined for an unknown name.
 */
export function roleOf(
  update: Update,
  name: string,
  isArray: boolean,
  modules: readonly string[],
): ArrayRole | undefined {
  const inner = innerName(name);
  if (!isArray) {
    const quantity = quantityOfName(update, name) ?? quantityOfName(update, inner);
    if (quantity !== undefined) return { kind: 'quantity', quantity };
  }
  if (errorNames.includes(inner.toLowerCase())) {
    const quantity = quantityNamed(update, 'E_total');
    return quantity && { kind: 'quantity', quantity };
  }
  return moduleRole(update, name, modules) ?? patternRole(update, inner);
}

function quantityOfName(update: Update, name: string): Quantity | undefined {
  const plain = name.replace(/⁺/g, '+').replace(/∂/g, 'd').replace(/δ/g, 'delta').replace(/_new$/, '+');
  const quantity = quantityNamed(update, plain) ?? quantityNamed(update, plain.replace(/^d([wb]\d+)$/, 'dE/d$1'));
  return quantity && derivativeOfParameter(quantity);
}

function patternRole(update: Update, name: string): ArrayRole | undefined {
  const { experiment } = update;
  if (experiment.kind !== 'dense') return undefined;
  const last = experiment.network.layers.length;
  for (const { pattern, role } of namePatterns) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const [, layer] = match;
    if (role === 'inputs') return { kind: role, layer: 0 };
    const number = layer === undefined || /\D/.test(layer) ? last : Number(layer);
    if (role === 'outs' && number === 0) return { kind: 'inputs', layer: 0 };
    return number >= 1 && number <= last ? { kind: role, layer: number } : undefined;
  }
  return undefined;
}

/** The parts of a PyTorch name such as layers.0.weight.grad: the module, and the attribute. */
export function modulePartsOf(name: string): { readonly module: string; readonly attribute: string } | undefined {
  const [, module, attribute] = /^(.+?)\.((?:weight|bias)(?:\.grad)?)$/.exec(name) ?? [];
  return module === undefined || attribute === undefined ? undefined : { module, attribute };
}

const moduleRoles: ReadonlyMap<string, LayerRole> = new Map([
  ['weight', 'new-weights'],
  ['bias', 'new-biases'],
  ['weight.grad', 'weight-gradients'],
  ['bias.grad', 'bias-gradients'],
]);

function moduleRole(update: Update, name: string, modules: readonly string[]): ArrayRole | undefined {
  const parts = modulePartsOf(name);
  if (parts === undefined || update.experiment.kind !== 'dense') return undefined;
  const layer = modules.indexOf(parts.module) + 1;
  const kind = moduleRoles.get(parts.attribute);
  return kind === undefined || layer === 0 ? undefined : { kind, layer };
}
