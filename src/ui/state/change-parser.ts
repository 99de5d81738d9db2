import type { NodeOf } from '../../engine/graph/node.ts';
import { hyperparameters, type ParameterKind } from '../../engine/graph/optimizer-names.ts';
import { isNewParameter, isValueOf, type Quantity } from '../../engine/graph/quantity.ts';
import { type ActivationName, activationNames } from '../../engine/models/activations.ts';
import { hyperparameterValue } from '../../engine/models/dense-quantities.ts';
import { quantityNamed, settingNamed } from '../../engine/steps/name-parser.ts';
import { type Change, changeProblem, maxEdits } from '../../engine/training/edits.ts';
import { type Optimizer, type OptimizerName, optimizerNames, weightDecayOf } from '../../engine/training/optimizers.ts';
import { updateOf } from '../../engine/training/run.ts';
import { isDenseUpdate, sampleAt, type Update } from '../../engine/training/update.ts';
import { readAnswer } from '../../notation/answer-reader.ts';
import { ascii, inGlyphs } from '../../notation/glyphs.ts';
import type { PromptProblem } from '../messages/facts.ts';
import { experimentOf, type Model } from './model.ts';
import { quantityMeant, selectedParameter } from './selection.ts';

const optimizerWord = 'optimizer';
/** The name of the hidden layer in a network with only one hidden layer. */
const onlyHiddenLayer = 'h';

/** How a number or a calculation starts, in contrast to the name of an activation. */
const startOfNumber = /^[-+.\d(]/;

/**
 * Parses a typed change: a number for the selected parameter, or a name and its new value. Examples: 0.5, i2 = 0.3,
 * target_o1 0, alpha 5, optimizer adam 0.01, h tanh. Returns the reason if the change is not possible.
 */
export function parseChange(model: Model, text: string): Change | PromptProblem {
  const experiment = experimentOf(model);
  if (model.run.edits.length >= maxEdits) return 'too many changes';
  const words = text
    .trim()
    .split(/\s*=\s*|\s+/)
    .filter((word) => word !== '');
  const change = withoutNegativeZero(changeIn(model, words, text));
  if (typeof change === 'string') return change;
  return changeProblem(experiment, change) ?? change;
}

/** Replaces −0 by 0, because a saved session does not keep the sign of 0. */
function withoutNegativeZero(change: Change | PromptProblem): Change | PromptProblem {
  return typeof change === 'object' && 'value' in change && change.value === 0 ? { ...change, value: 0 } : change;
}

function changeIn(model: Model, words: readonly string[], text: string): Change | PromptProblem {
  const bareNumber = readAnswer(text);
  if (bareNumber !== undefined)
    return { kind: 'parameter', parameter: selectedParameter(model), value: bareNumber.value };
  const [name = '', ...rest] = words.map((word) => inGlyphs(word, ascii));
  if (name === optimizerWord) return optimizerChange(experimentOf(model).optimizer, rest);
  const update = updateOf(model.run, model.position.update);
  const layer = layerNamed(update, name);
  const [value = '', ...more] = rest;
  if (layer !== undefined && !startOfNumber.test(value))
    return more.length > 0 ? 'no activation' : activationChange(layer, value);
  if (isActivation(value)) return experimentOf(model).kind === 'dense' ? 'no layer' : 'not in a formula';
  if (rest.length === 0) return startOfNumber.test(name) ? 'no number' : 'no value';
  return namedValueChange(model, update, words[0] ?? '', rest.join(' '));
}

function namedValueChange(model: Model, update: Update, name: string, value: string): Change | PromptProblem {
  const quantity = quantityToChange(model, name);
  if (quantity === undefined) return 'unknown';
  const answer = readAnswer(value);
  return answer === undefined ? 'no number' : (valueChange(update, quantity, answer.value) ?? 'no change');
}

/** Finds a hyperparameter by its symbol, such as mu, or by its key in network files, such as momentum. */
function quantityToChange(model: Model, name: string): Quantity | undefined {
  // λ can be set for all parameters or by kind, whichever of the two the optimizer has now.
  const quantity = quantityMeant(model, name) ?? settingNamed(inGlyphs(name, ascii));
  const hyperparameter = hyperparameters.find((each) => each === inGlyphs(name, ascii));
  return quantity ?? (hyperparameter && hyperparameterValue(hyperparameter));
}

function valueChange(update: Update, quantity: Quantity, value: number): Change | undefined {
  if (quantity.kind !== 'value') return undefined;
  const { block, index } = quantity.of;
  switch (block.role) {
    case 'parameter':
      return isNewParameter(quantity) ? undefined : { kind: 'parameter', parameter: index, value };
    case 'input':
    case 'target':
      return { kind: block.role, unit: index, sample: quantity.sample ?? sampleAt(update, 0), value };
    case 'setting':
      return settingChange(update.experiment.optimizer, block, value);
    case 'net':
    case 'out':
    case 'error':
    case 'total-error':
    case 'equation':
    case 'optimizer':
    case 'update-number':
      return undefined;
  }
}

function settingChange(optimizer: Optimizer, { name, of }: NodeOf<'setting'>['block'], value: number): Change {
  if (name === 'learningRate') return { kind: 'learning rate', value };
  if (of === undefined) return { kind: 'optimizer', optimizer: { ...optimizer, [name]: value } };
  const decay = (kind: ParameterKind): number => (kind === of ? value : weightDecayOf(optimizer, kind));
  const weightDecay = { weights: decay('weight'), biases: decay('bias') };
  return { kind: 'optimizer', optimizer: { ...optimizer, weightDecay } };
}

/** The named optimizer with its default hyperparameters. α stays the same unless a new α is typed. */
function optimizerChange(
  { learningRate }: Optimizer,
  [name, rate, ...more]: readonly string[],
): Change | PromptProblem {
  if (more.length > 0) return 'too many values';
  if (!isOptimizer(name)) return 'no method';
  const newRate = rate === undefined ? learningRate : readAnswer(rate)?.value;
  return newRate === undefined
    ? 'no number'
    : { kind: 'optimizer', optimizer: { method: name, learningRate: newRate } };
}

function activationChange(layer: number, name: string): Change | PromptProblem {
  return isActivation(name) ? { kind: 'activation', layer, activation: name } : 'no activation';
}

/**
 * The layer that a name means, counted from 1. o is the output layer. If the network has only one hidden layer, h is
 * that layer; otherwise h1, h2 … are the hidden layers. The name of a unit means the layer of the unit.
 */
function layerNamed(update: Update, name: string): number | undefined {
  if (!isDenseUpdate(update)) return undefined;
  const { layers } = update.experiment.network;
  if (name === 'o') return layers.length;
  if (name === onlyHiddenLayer && layers.length === 2) return 1;
  const hidden = /^h(\d+)$/.exec(name);
  if (hidden !== null && layers.length > 2) {
    const layer = Number(hidden[1]);
    return layer >= 1 && layer < layers.length ? layer : undefined;
  }
  const quantity =
    quantityNamed(update, `net_${name}`) ?? quantityNamed(update, `net_${name}@${sampleAt(update, 0) + 1}`);
  return quantity !== undefined && isValueOf(quantity, 'net') ? quantity.of.block.layer : undefined;
}

function isOptimizer(name: string | undefined): name is OptimizerName {
  return optimizerNames.some((each) => each === name);
}

function isActivation(name: string): name is ActivationName {
  return activationNames.some((each) => each === name);
}
