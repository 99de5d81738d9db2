import * as z from 'zod/mini';
import type { Hyperparameter } from '../engine/expressions/quantity.ts';
import {
  type HyperparameterRange,
  hyperparametersOf,
  type OptimizerName,
  optimizerNames,
  optimizers,
} from '../engine/training/optimizers.ts';
import { fileMessages } from './file-messages.ts';
import { expecting, object, trueOrFalse, wrongName } from './schema-parts.ts';

const { optimizer: messages, values } = fileMessages;

const learningRate = z.number(expecting(values.numberAbove(0))).check(z.gt(0));

function setting({ default: defaultValue, min, exclusiveMax }: HyperparameterRange) {
  const range = exclusiveMax === undefined ? values.numberFrom(min) : values.numberFromToBelow(min, exclusiveMax);
  const number = z
    .number(expecting(range))
    .check(z.gte(min), ...(exclusiveMax === undefined ? [] : [z.lt(exclusiveMax)]));
  return z.optional(number.register(z.globalRegistry, { description: messages.settingDescription(defaultValue) }));
}

const flag = z.optional(trueOrFalse);

/** The schema for the optimizer `name`. The settings come from the engine's table of optimizers. */
function methodSchema(name: OptimizerName) {
  const settings = Object.fromEntries(
    Object.entries(hyperparametersOf(name)).map(([key, range]) => [key, setting(range)]),
  ) as Record<Exclude<Hyperparameter, 'learningRate'>, ReturnType<typeof setting>>;
  const flags = (optimizers[name].hasNesterov ? { nesterov: flag } : {}) as { readonly nesterov: typeof flag };
  return object({ method: z.literal(name), learningRate, ...settings, ...flags }, messages.optimizer);
}

function methodIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'method' in input ? input.method : undefined;
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
          ? wrongName(methodIn(issue.input), optimizerNames, 'optimizer')
          : expecting(messages.optimizer).error(issue),
    },
  )
  .check(
    z.refine((settings) => !('nesterov' in settings && settings.nesterov === true && !settings.momentum), {
      path: ['nesterov'],
      error: messages.nesterovWithoutMomentum,
    }),
  );
