import { optimizerVariables } from '../engine/graph/optimizer-names.ts';
import type { Network } from '../engine/models/network.ts';
import { isTrained, parameterCountOf, parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepsOf } from '../engine/steps/steps.ts';
import { hasOneStepDelta, modelOf } from '../engine/training/experiment.ts';
import { updateRuleOf } from '../engine/training/optimizers.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';
import { fileMessages } from '../files/file-messages.ts';
import { nameHint } from '../files/nearest-name.ts';
import { commandMessages } from './command-messages.ts';

const { explain: messages } = commandMessages;
const { names: nameMessages } = fileMessages;

/**
 * A misspelled name is compared with the names of at most this many parameters and this many steps, because a large
 * network has millions.
 */
const maxNames = 20_000;

/** The maximum number of samples that a hint lists. */
const maxSamples = 4;

/** A longer text is not compared with names. */
const maxLength = 60;

/** A hint about a name in ASCII that no quantity of an update has. */
export function quantityHint(update: Update, name: string): string {
  if (name.length > maxLength) return nameMessages.expectedSuchAs(exampleNames(update));
  return (
    sampleHint(update, name) ?? parameterHint(update, name) ?? meaningHint(update, name) ?? spellingHint(update, name)
  );
}

/** For a name that lacks its sample, or has a wrong one: the samples of the update. */
function sampleHint(update: Update, name: string): string | undefined {
  const endings = sampleEndings(update);
  const withSample = quantityNamed(update, name.replace(/@\d+$/, '') + endings[0]);
  return withSample && messages.expectedSample(endings, update.size > endings.length);
}

/** For a parameter that does not exist or is frozen, and for a variable that the optimizer does not compute. */
function parameterHint(update: Update, name: string): string | undefined {
  const { experiment } = update;
  if (experiment.kind === 'formula') return undefined;
  const { network, optimizer } = experiment;
  const [, parameter] = /^(?:dE(?:_total)?\/d)?([wb]\d+)\+?$/.exec(name) ?? [];
  if (parameter !== undefined) {
    const known = quantityNamed(update, parameter);
    if (known === undefined) return rangeHint(network, parameter);
    return isTrained(network, known.of.index) ? undefined : messages.frozenParameter(parameter);
  }
  const [, base = '', initial] = /^([a-z]+)_([wb])\d+\+?$/.exec(name) ?? [];
  if (!optimizerVariables.some((variable) => variable === base)) return undefined;
  const computed = updateRuleOf(optimizer, initial === 'b' ? 'bias' : 'weight').variables.map(([variable]) => variable);
  return computed.some((variable) => variable === base)
    ? undefined
    : messages.noVariable(optimizer.method, base, computed);
}

/** The numbers of the parameters that exist. `parameter` is the name of one that does not exist, such as w99. */
function rangeHint({ weightCount, parameterCount }: Network, parameter: string): string {
  if (parameter.startsWith('w')) return messages.expectedBetween('w1', `w${weightCount}`);
  const biasCount = parameterCount - weightCount;
  return biasCount === 0 ? messages.noBiases : messages.expectedBetween('b1', `b${biasCount}`);
}

/** For a name in another notation, and for a quantity that has no number in this network. */
function meaningHint(update: Update, name: string): string | undefined {
  if (update.experiment.kind === 'formula') return undefined;
  const [, input] = /^(?:dE\w*\/d(?:out_|net_)?|delta_)(i\d+)$/.exec(name) ?? [];
  if (input !== undefined) return messages.inputGradient(input);
  const [, target] = /^d\w+\/d(target_o\d+)$/.exec(name) ?? [];
  if (target !== undefined) return messages.given(target);
  const oneStep = oneStepDelta(update, name);
  if (oneStep !== undefined) return messages.oneStepDelta(oneStep, update.experiment.loss);
  const [, hidden] = /^E_(h[\d.]+)$/.exec(name) ?? [];
  const names = hidden === undefined ? otherSpellings(name) : [`dE_total/dout_${hidden}`, `delta_${hidden}`];
  const existing = names.flatMap((other) => existingName(update, other) ?? []);
  return existing.length === 0 ? undefined : nameMessages.didYouMean(existing);
}

/** For a factor of δ of an output, with a loss for which δ has no factors: the name of δ. */
function oneStepDelta(update: Update, name: string): string | undefined {
  const { experiment } = update;
  if (experiment.kind === 'formula') return undefined;
  if (!hasOneStepDelta(experiment, experiment.network.layers.length)) return undefined;
  const [, unit, sample = ''] = /^(?:dE\w*\/dout_|dout_o\d+\/dnet_)(o\d+)(@\d+)?$/.exec(name) ?? [];
  if (unit === undefined) return undefined;
  return existingName(update, `delta_${unit}${sample}`) ?? existingName(update, `delta_${unit}`);
}

/** The names that a name of a book or of another program may mean. */
function otherSpellings(name: string): readonly string[] {
  return spellings.flatMap(([pattern, meant]) => {
    const match = pattern.exec(name);
    return match === null ? [] : meant.map((other) => name.replace(pattern, other));
  });
}

const unit = '([iho][\\d.]+)(@\\d+)?$';

/** Patterns of names, and the names that they may mean. */
const spellings: readonly (readonly [pattern: RegExp, meant: readonly string[]])[] = [
  [new RegExp(`^${unit}`), ['net_$1$2', 'out_$1$2']],
  [new RegExp(`^(?:net|out|a|x)_${unit}`), ['$1$2']],
  [new RegExp(`^(?:z|s|a_in|in)_${unit}`), ['net_$1$2']],
  [new RegExp(`^(?:a|y|output)_${unit}`), ['out_$1$2']],
  [new RegExp(`^(?:error|err|e|d|D)_${unit}`), ['delta_$1$2']],
  [new RegExp(`^d[ELCJ]\\w*/d${unit}`), ['dE_total/dout_$1$2', 'delta_$1$2']],
  [new RegExp(`^d[ELCJ]\\w*/d(?:out|a|y)_${unit}`), ['dE_total/dout_$1$2']],
  [new RegExp(`^d[ELCJ]\\w*/d(?:net|z|s)_${unit}`), ['delta_$1$2']],
  [/^d[ELCJ]\w*\/d([wb])_?(\d+)$/i, ['dE_total/d$1$2']],
  [/^(?:d|g|grad_?|dE_?)([wb])_?(\d+)$/i, ['dE_total/d$1$2']],
  [/^(?:delta)_?([wb])_?(\d+)$/i, ['dE_total/d$1$2', '$1$2+']],
  [/^([wb])_(\d+)(\+?)$/i, ['$1$2$3']],
  [/^(?:new_?([wb]\d+)|([wb]\d+)(?:_new|'|_\+))$/i, ['$1$2+']],
  [/^(?:E|L|C|J|loss|error|cost|total)(\+?)$/i, ['E_total$1']],
  [/^(?:lr|eta|η|rate|learningRate|learning_rate)$/, ['alpha']],
];

/** The name if a quantity has it, without or with the first sample of the update. */
function existingName(update: Update, name: string): string | undefined {
  const names = [name, `${name}${sampleEndings(update)[0] ?? ''}`];
  return names.find((each) => quantityNamed(update, each) !== undefined);
}

/** The endings of names for the first samples in the batch of an update, such as @7 and @3. */
function sampleEndings(update: Update): readonly string[] {
  const length = Math.min(update.size, maxSamples);
  return Array.from({ length }, (_, place) => `@${sampleAt(update, place) + 1}`);
}

function spellingHint(update: Update, name: string): string {
  const model = modelOf(update.experiment);
  const length = Math.min(parameterCountOf(model), maxNames);
  const parameters = Array.from({ length }, (_, index) => parameterName(model, index));
  return nameHint(name, [...parameters, ...stepNames(update, maxNames)], exampleNames(update));
}

/** The names are too many to list, so a hint has two examples. */
function exampleNames(update: Update): readonly string[] {
  const model = modelOf(update.experiment);
  const parameters = parameterCountOf(model) > 0 ? [parameterName(model, 0)] : [];
  return [...parameters, ...stepNames(update, 1)];
}

function stepNames(update: Update, count: number): readonly string[] {
  const names: string[] = [];
  for (const { quantity } of stepsOf(update)) {
    if (names.length === count) break;
    names.push(quantityName(modelOf(update.experiment), quantity));
  }
  return names;
}
