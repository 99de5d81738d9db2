import type { Hyperparameter } from '../../engine/graph/optimizer-names.ts';
import { isInRange } from '../../engine/training/optimizers/optimizer-method.ts';
import {
  hyperparametersOf,
  momentumProblem,
  type Optimizer,
  type OptimizerName,
  optimizerNames,
  optimizers,
} from '../../engine/training/optimizers.ts';
import { fileMessages } from '../file-messages.ts';
import { vocabularyHint } from '../name-hint.ts';
import { nameHint } from '../nearest-name.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import type { Report } from './formula-mistakes.ts';
import type { OptimizerSyntax } from './formula-syntax.ts';

const { values } = fileMessages;

/** How the numbers of a formula are trained. */
export interface Training {
  readonly optimizer: Optimizer;
  /** The number of samples in a batch. Undefined: all samples are one batch, or there are no samples. */
  readonly batchSize: number | undefined;
}

type Setting = OptimizerSyntax['settings'][number];

/** Reports what is wrong with an optimizer. The result is undefined if the optimizer is unknown. */
export function trainingOf(written: OptimizerSyntax, hasSamples: boolean, report: Report): Training | undefined {
  const { method, at, learningRate, settings } = written;
  if (learningRate.value <= 0) {
    report(learningRate.at, values.mistake(learningRate.value, values.numberAbove(0)));
  }
  const name = optimizerNames.find((each) => each === method);
  if (name === undefined) {
    report(at, () => messages.unknownOptimizer(method, vocabularyHint(method, optimizerNames, 'optimizer')));
    return undefined;
  }
  reportRepeated(settings, report);
  const batch = settings.find((setting) => setting.name === 'batch');
  const batchSize = batch && batchSizeOf(batch, hasSamples, report);
  const optimizer: Optimizer = {
    method: name,
    learningRate: learningRate.value,
    ...Object.fromEntries(settings.flatMap((setting) => settingOf(setting, name, report))),
  };
  reportMomentum(optimizer, settings, report);
  return { optimizer, batchSize };
}

/** The value of a setting with its name. Empty for a batch size and for a setting with a mistake. */
function settingOf(
  { name, at, value }: Setting,
  method: OptimizerName,
  report: Report,
): readonly (readonly [name: string, value: number | boolean])[] {
  if (name === 'batch') return [];
  const { hasNesterov } = optimizers[method];
  const number = numberOf(value);
  if (name === 'nesterov' && hasNesterov) {
    if (number !== undefined) report(at, messages.needlessNumber(name, number));
    return [[name, true]];
  }
  const ranges = hyperparametersOf(method);
  const names = [...Object.keys(ranges), ...(hasNesterov ? ['nesterov'] : []), 'batch'];
  if (!isSetting(name, ranges)) {
    report(at, () => messages.unknownSetting(name, nameHint(name, names)));
    return [];
  }
  const { min = 0, exclusiveMax } = ranges[name] ?? {};
  if (number !== undefined && isInRange(number, { min, exclusiveMax })) return [[name, number]];
  const range = exclusiveMax === undefined ? values.numberFrom(min) : values.numberFromToBelow(min, exclusiveMax);
  report(at, messages.settingValue(name, number, range));
  return [];
}

function isSetting(name: string, ranges: Readonly<Partial<Record<Hyperparameter, unknown>>>): name is Hyperparameter {
  return Object.hasOwn(ranges, name);
}

const numberOf = (value: Setting['value']): number | undefined => (value === 'all' ? undefined : value?.value);

function batchSizeOf({ at, value }: Setting, hasSamples: boolean, report: Report): number | undefined {
  if (!hasSamples) report(at, messages.batchWithoutSamples);
  if (value === 'all') return undefined;
  const size = numberOf(value);
  if (size === undefined || size < 1 || !Number.isSafeInteger(size)) {
    report(at, messages.settingValue('batch', size, messages.batch));
  }
  return size;
}

function reportRepeated(settings: readonly Setting[], report: Report): void {
  const names = new Set<string>();
  for (const { name, at } of settings) {
    if (names.has(name)) report(at, messages.repeatedSetting(name));
    names.add(name);
  }
}

function reportMomentum(optimizer: Optimizer, settings: readonly Setting[], report: Report): void {
  const problem = momentumProblem(optimizer);
  const setting = settings.find(({ name }) => name === (optimizer.nesterov === true ? 'nesterov' : 'dampening'));
  if (problem === undefined || setting === undefined) return;
  const { name, at } = setting;
  report(at, problem === 'needs momentum' ? messages.needsMomentum(name) : messages.nesterovWithDampening);
}
