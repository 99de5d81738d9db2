import { hyperparameters } from '../engine/graph/optimizer-names.ts';
import { hyperparametersOf, optimizerNames, optimizers } from '../engine/training/optimizers.ts';
import { fileMessages } from './file-messages.ts';
import { suggestedNames, vocabularyHint } from './name-hint.ts';

const { names: messages } = fileMessages;

type Home = Parameters<typeof messages.didYouMeanInside>[0][number][1];

/** Keys of a network file that people write into another object than the one that has them. */
const homeOf: Readonly<Record<string, Home>> = {
  inputs: 'network',
  layers: 'network',
  loss: 'network',
  optimizer: 'network',
  samples: 'network',
  weightLayout: 'network',
  batchSize: 'network',
  reduction: 'network',
  updateOrder: 'network',
  shuffle: 'network',
  inputNames: 'network',
  outputNames: 'network',
  chapters: 'network',
  units: 'layer',
  activation: 'layer',
  weights: 'layer',
  init: 'layer',
  bias: 'layer',
  shared: 'bias',
  trainable: 'bias',
  seed: 'init',
  learningRate: 'optimizer',
  momentum: 'optimizer',
  dampening: 'optimizer',
  rho: 'optimizer',
  beta1: 'optimizer',
  beta2: 'optimizer',
  epsilon: 'optimizer',
  weightDecay: 'optimizer',
  nesterov: 'optimizer',
  input: 'sample',
  target: 'sample',
  class: 'sample',
  after: 'chapter',
  choose: 'chapter',
  open: 'chapter',
  panel: 'chapter',
  zoom: 'chapter',
};

/** Keys of other programs for the length of the training. */
const epochKeys = /^(?:max|num|n|no)?_?(?:epochs?|iterations?|iters?)$/i;

/** Keys of other programs for the slope of leaky-relu, or for the α of elu. */
const slopeKeys =
  /^(?:alpha|α|(?:negative|leaky|leaky_?relu)?_?slope|leak|leakiness|(?:leaky_?)?relu_?alpha|elu_?alpha)$/i;

/**
 * A hint about an unknown key: the keys that may be meant. They may belong to the same object, to another object of the
 * file, or to another method of the optimizer. If no such key is known, the hint lists all keys of the object. `known` are
 * the keys that the object can have, and `found` is the object in the file. Keys that `found` lacks are suggested first.
 */
export function keyHint(key: string, known: readonly string[], found: object): string {
  const missing = known.filter((name) => !Object.hasOwn(found, name));
  const meant = suggestedNames(key, missing, 'key');
  if (meant.length > 0) return messages.didYouMean(meant);
  const here = new Set(known.flatMap((name) => homeOf[name] ?? []));
  if (epochKeys.test(key) && (here.has('network') || here.has('optimizer'))) return messages.epochs;
  if (slopeKeys.test(key) && here.has('layer')) return messages.fixedSlope;
  const elsewhere = here.size === 0 ? [] : keysElsewhere(key, here);
  if (elsewhere.some(([name]) => name === key)) return messages.didYouMeanInside(elsewhere);
  const present = suggestedNames(
    key,
    known.filter((name) => Object.hasOwn(found, name)),
    'key',
  );
  if (present.length > 0) return messages.didYouMeanOther(present);
  const settings = here.has('optimizer') ? suggestedNames(key, settingsExcept(known), 'key') : [];
  if (settings.length > 0) return messages.didYouMeanWithMethod(settings, methodsWith(settings));
  if (elsewhere.length > 0) return messages.didYouMeanInside(elsewhere);
  return vocabularyHint(key, missing, 'key', known.filter(isForProgram));
}

/** The settings of the optimizer's methods that are not among the known keys of a method. */
function settingsExcept(known: readonly string[]): readonly string[] {
  return [...hyperparameters, 'nesterov'].filter((name) => !known.includes(name));
}

/** The methods of the optimizer that have at least one of some settings. */
function methodsWith(settings: readonly string[]): readonly string[] {
  return optimizerNames.filter((method) =>
    settings.some((name) =>
      name === 'nesterov' ? optimizers[method].hasNesterov : Object.hasOwn(hyperparametersOf(method), name),
    ),
  );
}

/** The keys of other objects than `here` that have this name, here or in other libraries. */
function keysElsewhere(key: string, here: ReadonlySet<Home>): readonly (readonly [key: string, home: Home])[] {
  const homes = Object.entries(homeOf).filter(([, home]) => !here.has(home));
  const meant = suggestedNames(key, Object.keys(Object.fromEntries(homes)), 'key');
  return homes.filter(([name]) => meant.includes(name));
}

/** Whether a key is for the program. Keys that start with $, such as $schema, are for editors. */
function isForProgram(key: string): boolean {
  return !key.startsWith('$');
}
