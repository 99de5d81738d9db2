import type { DerivationRule } from '../../../engine/expressions/derivation-lines.ts';
import { isFunctionName } from '../../../engine/expressions/functions.ts';
import type { FormulaFact, LocalReason } from '../facts.ts';
import type { NarrationMessages } from '../messages.ts';
import { writtenName } from './calculus-words.ts';
import { cancellations, changed, willMove } from './change-words.ts';

/** One or two sentences about a step of a formula, in at most 78 characters if its names are short. */
export const formulaNarration: Pick<NarrationMessages, FormulaFact['kind']> = {
  equation: ({ name, sources, users }) => {
    const computed = isEmpty(sources) ? 'is a constant' : `is computed from ${listed(sources)}`;
    const use = isEmpty(users) ? 'The error does not depend on it.' : `${listed(users)} ${needs(users)} it.`;
    return `${name} ${computed}. ${use}`;
  },
  'formula-error': ({ error, batch }) =>
    batch === undefined
      ? `${error} is the result. Next: how does it change with each number?`
      : `The ${batch} of ${error} over the batch. Next: how does it change with each number?`,
  'formula-sample-error': ({ error, sample }) => `${error} of sample ${sample}.`,
  'formula-error-after': ({ direction, before }) =>
    `Forward once more, with new numbers: ${changed[direction]} from ${before}. One update done.`,
  'start-of-backward': ({ error }) => `The backward pass starts here: the derivative of ${error} by itself is 1.`,
  'no-path': ({ name, error }) =>
    `${error} does not depend on ${name}, so a change of ${name} does not change ${error}.`,
  'local-derivative': ({ of, by, reason }) => reasonSentence(of, by, reason),
  'formula-path': ({ of, through, error }) =>
    `The part of ∂${error}/∂${of} through ${through}: ∂${error}/∂${through} × ∂${through}/∂${of}.`,
  'direct-path': ({ of, error }) =>
    `The part of ∂${error}/∂${of} on the direct path: the equation of ${error} contains ${of}.`,
  'formula-paths': ({ name, error, paths, cancellation, outlook }) => {
    const all = paths === 2 ? 'Both' : `All ${paths}`;
    if (outlook !== undefined) {
      const move = willMove(outlook.parameter, outlook.direction);
      return `${all} paths to ${error}, added${shortCancellations[cancellation]}. ${move}`;
    }
    return `${all} paths from ${name} to ${error}, added.${cancellations[cancellation]}`;
  },
  'chain-rule': ({ name, error, through, outlook }) =>
    outlook === undefined
      ? `Chain rule: the way from ${name} to ${error} goes through ${through}.`
      : `Chain rule, through ${through}. ${willMove(outlook.parameter, outlook.direction)}`,
  'formula-batch-gradient': ({ reduction, outlook }) => {
    const batch = `The ${reduction} over the batch.`;
    return outlook === undefined ? batch : `${batch} ${willMove(outlook.parameter, outlook.direction)}`;
  },
};

const shortCancellations = { none: '', partly: ', with opposite signs', largely: ': they largely cancel' } as const;

function isEmpty(names: readonly string[] | number): boolean {
  return typeof names !== 'number' && names.length === 0;
}

function needs(names: readonly string[] | number): string {
  return typeof names !== 'number' && names.length === 1 ? 'uses' : 'use';
}

/** Writes a list: x, y and z. */
function listed(names: readonly string[] | number): string {
  if (typeof names === 'number') return `${names} quantities`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function reasonSentence(of: string, by: string, reason: LocalReason): string {
  switch (reason.kind) {
    case 'copy':
      return `${of} is ${by} itself, so it changes just as much: by 1.`;
    case 'term':
      return `In a sum, ${of} changes just as much as ${by}: by 1.`;
    case 'subtracted':
      return `${by} is subtracted: if it rises, ${of} falls just as much.`;
    case 'negated':
      return `A minus sign: if ${by} rises, ${of} falls just as much.`;
    case 'factor':
      return reason.others === undefined
        ? `In a product, the derivative by ${by} is the product of the other factors.`
        : `In a product, every change of ${by} is multiplied by ${reason.others}.`;
    case 'numerator':
      return reason.divisor === undefined
        ? `Every change of ${by} is divided by the same number as ${by}.`
        : `Every change of ${by} is divided by ${reason.divisor}, as ${by} is.`;
    case 'divisor':
      return `Quotient rule: ${by} is the divisor, so its square is in the denominator.`;
    case 'power':
      return reason.exponent === '2'
        ? `Power rule: the slope of the square of ${by} is 2 times ${by}.`
        : `Power rule: ${reason.exponent} times ${by} to the power ${reason.exponent} − 1.`;
    case 'function':
      return functionSentence(by, reason);
    case 'rules':
      return compositeSentence(by, reason.rules);
  }
}

function functionSentence(by: string, { name, written, value }: Extract<LocalReason, { kind: 'function' }>): string {
  switch (name) {
    case 'exp':
      return `The slope of exp is exp itself.`;
    case 'ln':
      return `The slope of ln at ${by} is 1/${by}.`;
    case 'relu':
      return value === 0
        ? `${by} is not above 0: relu passes no change on.`
        : 'Above 0, relu passes every change on: 1.';
    case 'sigmoid':
      return `The slope of σ at ${by}. It is at most 0.25.`;
    case 'tanh':
      return `The slope of tanh at ${by}. It is at most 1.`;
    case 'sin':
      return `The slope of sin at ${by} is cos(${by}).`;
    case 'cos':
      return `The slope of cos at ${by} is −sin(${by}).`;
    case 'sqrt':
      return `The slope of the square root. It is smaller for a larger ${by}.`;
    case 'absolute':
      return value < 0 ? `${by} is negative, so if ${by} rises, its absolute value falls.` : `The slope of |${by}|.`;
    case 'expm1':
    case 'softplus':
    case 'sign':
    case 'max':
    case 'min':
    case 'share-of-max':
    case 'share-of-min':
    case 'normal-cdf':
    case 'normal-density':
    case 'softmax':
    case 'minus-log-softmax':
      return `The slope of ${written} at ${by}.`;
  }
}

/** The rules of the whole expression come first. That constant factors stay is said only if no other rule is used. */
function compositeSentence(by: string, rules: readonly DerivationRule[]): string {
  const first = rules.find((rule) => rule !== 'constant') ?? rules[0];
  const anyRule = `The rules of calculus for ${by}.`;
  if (first === undefined) return anyRule;
  if (isFunctionName(first)) {
    const name = writtenName(first);
    return first === 'max' || first === 'min'
      ? `Chain rule: the slope of ${name} by each input, times how the input changes with ${by}.`
      : `Chain rule: the slope of ${name}, times how its input changes with ${by}.`;
  }
  switch (first) {
    case 'constant':
      return `The factors without ${by} stay; only the rest changes with it.`;
    case 'sum':
      return `In a sum, each term with ${by} adds its own derivative.`;
    case 'product':
      return `Product rule: ${by} is in several factors; each takes its turn.`;
    case 'quotient':
      return `Quotient rule: ${by} is below the fraction bar.`;
    case 'power':
      return rules.includes('chain')
        ? `Power and chain rule: times how the base changes with ${by}.`
        : 'Power rule: the exponent becomes a factor and falls by 1.';
    case 'chain':
      return `Chain rule: times how the inner part changes with ${by}.`;
    case 'exponential':
      return `${by} is in the exponent, so the power itself stays a factor.`;
    case 'cases':
      return `The case that holds here decides how it changes with ${by}.`;
    case 'definition':
    case 'rearrange':
    case 'simplify':
      return anyRule;
  }
}
