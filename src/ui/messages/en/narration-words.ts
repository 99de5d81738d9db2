import type { ActivationName } from '../../../engine/models/activations.ts';
import type { OptimizerName } from '../../../engine/training/optimizers.ts';
import type { NarrationFact } from '../facts.ts';
import type { NarrationMessages } from '../messages.ts';
import { cancellations, changed, willMove } from './change-words.ts';
import { formulaNarration } from './formula-words.ts';
import { nonFiniteAdvice } from './non-finite-words.ts';

/** One or two sentences about the present step, in at most 78 characters if possible: what happened, and why. */
export const narration: NarrationMessages = {
  ...formulaNarration,
  start: () => 'Nothing is computed yet. Each press of → computes one equation.',
  'not-finite-before': () => 'A number became infinite before this update: step back to see where.',
  'not-finite': ({ cause }) => `The first non-finite number. ${nonFiniteAdvice(cause)}`,
  'not-finite-since': ({ first }) => `${first} was the first non-finite number: step back to see it.`,
  net: ({ unit, isFirstLayer, isFirstUnit, hasBias }) => {
    const bias = hasBias ? ', and the bias' : '';
    const inputs = isFirstLayer ? 'inputs' : 'outs';
    if (!isFirstUnit) return `The same ${inputs}, with ${unit}'s own weights${bias}.`;
    return isFirstLayer
      ? `Each input times its weight into ${unit}, added${bias}.`
      : `The outs, not the nets, times their weights into ${unit}, added${bias}.`;
  },
  'hidden-out': ({ activation, isPositive }) => activationSentence(activation, isPositive),
  output: ({ target, miss }) => {
    if (miss === 0) return `Exactly right: the target is ${target}.`;
    return `${tooMuch(Math.abs(miss))} ${miss > 0 ? 'high' : 'low'}: the target is ${target}.`;
  },
  'output-error': ({ unit, loss }) => {
    switch (loss) {
      case 'half-squared-error':
      case 'mean-squared-error':
        return `How far ${unit} missed its target, squared: too high and too low both count.`;
      case 'mean-absolute-error':
        return `How far ${unit} missed its target: too high and too low count the same.`;
      case 'binary-cross-entropy':
      case 'categorical-cross-entropy':
        return `This error grows as ${unit} makes its target less probable.`;
    }
  },
  'sample-error': ({ sample }) => `The error of sample ${sample}.`,
  'total-error': ({ batch }) =>
    batch === undefined
      ? 'Training makes this number smaller.'
      : `The ${batch} over the batch: training makes this number smaller.`,
  'total-error-after': ({ direction, before }) =>
    `Forward once more, with new weights: ${changed[direction]} from ${before}. One update done.`,
  'output-gradient': ({ unit, sign }) => {
    if (sign === 0) return `① ${unit} is on its target: no change would help.`;
    return sign > 0
      ? `① Positive: raising out_${unit} raises the error.`
      : `① Negative: raising out_${unit} lowers the error.`;
  },
  'paths-gradient': ({ unit, paths, cancellation }) => {
    if (paths === 1) return `① The one path from ${unit} to the error.`;
    return `① All paths from ${unit} to the error, added.${cancellations[cancellation]}`;
  },
  'activation-derivative': (fact) => derivativeSentence(fact),
  delta: ({ unit }) => `① × ② = δ: how net_${unit} changes E. Weights into ${unit} share it.`,
  'one-step-delta': ({ activation }) => `① × ② = δ: this loss and ${activation} leave only this difference.`,
  path: ({ unit, through, isFirst, usesOldWeight }) => {
    if (!isFirst) return `${unit} also feeds ${through}: the error comes back through ${through}, too.`;
    return `δ of ${through} times the weight from ${unit}: ${usesOldWeight ? 'still the old one' : 'the new one'}.`;
  },
  'sample-gradient': ({ parameter, sample }) => `How sample ${sample} alone would change ${parameter}.`,
  'batch-gradient': ({ parameter, direction, reduction }) =>
    `The ${reduction} over the batch. ${willMove(parameter, direction)}`,
  'shared-bias-gradient': ({ parameter, direction }) =>
    `All units share this bias, with input 1: all δ, added. ${willMove(parameter, direction)}`,
  'bias-gradient': ({ parameter, direction }) =>
    `The input of a bias is 1, so this is δ itself. ${willMove(parameter, direction)}`,
  'weight-gradient': ({ parameter, inputUnit, input, direction }) =>
    `③ The input of ${parameter}: ${input} from ${inputUnit}. ${willMove(parameter, direction)}`,
  optimizer: (fact) => optimizerSentence(fact),
  'new-parameter': (fact) => newParameterSentence(fact),
};

/** The activations whose effect can be said in a sentence. */
const activationSentences: Readonly<Partial<Record<ActivationName, (isPositive: boolean) => string>>> = {
  sigmoid: () => 'The sigmoid squeezes net between 0 and 1.',
  tanh: () => 'tanh squeezes net between −1 and 1.',
  identity: () => 'The identity passes net on unchanged.',
  relu: (isPositive) =>
    isPositive ? 'Above 0, relu passes net on unchanged.' : 'Not above 0: relu lets nothing through.',
};

function activationSentence(activation: ActivationName, isPositive: boolean): string {
  return activationSentences[activation]?.(isPositive) ?? `${activation} of net: the next layer gets this.`;
}

function tooMuch(miss: number): string {
  if (miss > 0.25) return 'Much too';
  return miss > 0.01 ? 'Too' : 'A little too';
}

function derivativeSentence(fact: Extract<NarrationFact, { kind: 'activation-derivative' }>): string {
  const { unit, activation, value, isSwitchedOff } = fact;
  if (activation === 'sigmoid') return `② The slope of the sigmoid at ${unit}: ${sigmoidSteepness(value)}.`;
  if (isSwitchedOff) return `② ${unit} is switched off: no error gets back through it.`;
  return `② The slope of ${activation} at ${unit}'s net.`;
}

/** The largest slope of the sigmoid is 0.25. */
function sigmoidSteepness(value: number): string {
  if (value > 0.24) return 'near its steepest';
  return value < 0.05 ? 'nearly flat here' : 'at most 0.25';
}

function optimizerSentence(fact: Extract<NarrationFact, { kind: 'optimizer' }>): string {
  const { variable, method, parameter } = fact;
  const meanOfSquares = `The moving mean of ${parameter}'s squared gradients: how large they have been.`;
  switch (variable) {
    case 'g':
      return `Weight decay: the gradient plus a pull of ${parameter} towards 0.`;
    case 'm':
      return `The moving mean of ${parameter}'s gradients: their recent direction.`;
    case 's':
      return method === 'adagrad' ? `All of ${parameter}'s squared gradients so far, added.` : meanOfSquares;
    case 'v':
      return method === 'sgd' ? momentumSentence(fact) : meanOfSquares;
    case 'mhat':
      return 'The mean started at 0 and is too small at first: this corrects it.';
    case 'vhat':
      return 'The same correction for the mean of the squares.';
  }
}

function momentumSentence({ parameter, dampening }: Extract<NarrationFact, { kind: 'optimizer' }>): string {
  switch (dampening) {
    case 'none':
      return `Momentum: μ times the old momentum plus ${parameter}'s new gradient.`;
    case 'first update':
      return `Momentum starts as ${parameter}'s gradient. Dampening starts with the next update.`;
    case 'later update':
      return `Momentum: μ times the old momentum plus 1 − τ times ${parameter}'s new gradient.`;
  }
}

/** The change of a parameter by each method, in words. */
const changesBy: Readonly<Record<OptimizerName | 'nesterov', string>> = {
  sgd: 'α times the momentum',
  nesterov: 'α times the sum of the gradient and μ times the momentum',
  adagrad: 'The gradient divided by the size of all gradients so far',
  rmsprop: 'The gradient divided by its usual size',
  adam: 'The mean gradient divided by its usual size',
  adamw: 'The mean gradient divided by its usual size',
};

function newParameterSentence(fact: Extract<NarrationFact, { kind: 'new-parameter' }>): string {
  const { parameter, direction, distance, isTinyChange, method } = fact;
  if (direction === 'none') {
    return method === undefined ? `The gradient is 0: ${parameter} stays.` : `${parameter} stays where it is.`;
  }
  const moves = `${parameter} ${direction === 'down' ? 'falls' : 'rises'} by ${distance}`;
  if (method !== undefined) return `${changesBy[method]}: ${moves}.`;
  const hardly = isTinyChange ? ' It hardly learns.' : '';
  return direction === 'down'
    ? `Minus α times the gradient: ${moves}.${hardly}`
    : `Minus a negative number: ${moves}.${hardly}`;
}
