import * as z from 'zod/mini';
import { type Hyperparameter, hyperparameters } from '../engine/graph/optimizer-names.ts';
import type { HyperparameterRange } from '../engine/training/optimizers/optimizer-method.ts';
import {
  hyperparametersOf,
  momentumProblem,
  type OptimizerName,
  optimizerNames,
  optimizers,
} from '../engine/training/optimizers.ts';
import { fileMessages } from './file-messages.ts';
import { expecting, object, trueOrFalse, valueAt, wrongName } from './schema-parts.ts';

const { optimizer: messages, values } = fileMessages;

const learningRate = z.number(expecting(values.numberAbove(0))).check(z.gt(0));

type SettingName = Exclude<Hyperparameter, 'learningRate' | 'weightDecay'>;

function numberWithin({ min, exclusiveMax }: HyperparameterRange) {
  const range = exclusiveMax === undefined ? values.numberFrom(min) : values.numberFromToBelow(min, exclusiveMax);
  return z.number(expecting(range)).check(z.gte(min), ...(exclusiveMax === undefined ? [] : [z.lt(exclusiveMax)]));
}

function setting(name: SettingName, range: HyperparameterRange) {
  const description = messages.settingDescription(name, range.default);
  return z.optional(numberWithin(range).register(z.globalRegistry, { description }));
}

/** λ of all parameters, or λ of the weights and λ of the biases. */
function weightDecay(range: HyperparameterRange) {
  const decay = () => z._default(numberWithin(range), range.default);
  const expected = messages.decay(range.min);
  const byKind = object({ weights: decay(), biases: decay() }, expected);
  const description = messages.settingDescription('weightDecay', range.default);
  const either = z.union([numberWithin(range), byKind], expecting(expected));
  return z.optional(either.register(z.globalRegistry, { description }));
}

const flag = z.optional(trueOrFalse);

/** The schema for the optimizer `name`. The settings come from the engine's table of optimizers. */
function methodSchema(name: OptimizerName) {
  const { weightDecay: decayRange, ...ranges } = hyperparametersOf(name);
  const settings = Object.fromEntries(
    hyperparameters.flatMap((key) => {
      if (key === 'learningRate' || key === 'weightDecay') return [];
      const range = ranges[key];
      return range === undefined ? [] : [[key, setting(key, range)]];
    }),
  ) as Record<SettingName, ReturnType<typeof setting>>;
  const flags = (optimizers[name].hasNesterov ? { nesterov: flag } : {}) as { readonly nesterov: typeof flag };
  const shape = { method: z.literal(name), learningRate, ...settings, weightDecay: weightDecay(decayRange), ...flags };
  return object(shape, messages.optimizer);
}

/** The settings of all methods. They have the same ranges in each method that has them. */
const settingsOfAnyMethod = object(
  {
    ...Object.assign({}, ...optimizerNames.map((name) => methodSchema(name).shape)),
    method: z.optional(z.unknown()),
  } as z.core.$ZodShape,
  messages.optimizer,
);

/** Whether the method of an optimizer is missing or unknown, so that the schemas of the methods check nothing. */
function isMethodUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !optimizerNames.some((name) => name === valueAt(value, 'method'));
}

/** The schema of the optimizer in a network file, or in a change of a session file. */
export const optimizer = z
  .discriminatedUnion(
    'method',
    // The type of zod requires a first item.
    [methodSchema('sgd'), ...optimizerNames.filter((name) => name !== 'sgd').map(methodSchema)],
    {
      error: (issue) =>
        issue.code === 'invalid_union'
          ? wrongName(valueAt(issue.input, 'method'), optimizerNames, 'optimizer')
          : expecting(messages.optimizer).error(issue),
    },
  )
  .check(
    z.check(
      ({ value, issues }) => {
        for (const issue of settingsOfAnyMethod.safeParse(value, { reportInput: true }).error?.issues ?? []) {
          issues.push({ ...issue, path: [...issue.path] } as (typeof issues)[number]);
        }
      },
      { when: ({ value }) => isMethodUnknown(value) },
    ),
    z.check(({ value, issues }) => {
      const problem = momentumProblem(value);
      if (problem === undefined) return;
      const key = value.nesterov === true ? 'nesterov' : 'dampening';
      const found = value[key];
      const message = problem === 'needs momentum' ? messages.withoutMomentum(found) : messages.nesterovWithDampening;
      issues.push({ code: 'custom', path: [key], input: found, message });
    }),
  );
