import * as z from 'zod/mini';
import type { Hyperparameter } from '../engine/expressions/quantity.ts';
import {
  type HyperparameterRange,
  hyperparametersOf,
  type OptimizerName,
  optimizerNames,
  optimizers,
} from '../engine/training/optimizers.ts';
import { expecting, object, wrongName } from './schema-parts.ts';

const learningRate = z.number(expecting('a number greater than 0')).check(z.gt(0));

/** A number that an optimizer is set to. */
function setting({ default: usual, least, below }: HyperparameterRange) {
  const range = below === undefined ? `a number not below ${least}` : `a number from ${least} to below ${below}`;
  const number = z.number(expecting(range)).check(z.gte(least), ...(below === undefined ? [] : [z.lt(below)]));
  return z.optional(number.register(z.globalRegistry, { description: `${usual} unless given` }));
}

const flag = z.optional(z.boolean(expecting('true or false')));

/** A method's own object: its settings come from the table of methods. */
function methodSchema(name: OptimizerName) {
  const shape = Object.fromEntries(
    Object.entries(hyperparametersOf(name)).map(([key, each]) => [key, setting(each)]),
  ) as Record<Exclude<Hyperparameter, 'learningRate'>, ReturnType<typeof setting>>;
  const flags = (optimizers[name].hasNesterov ? { nesterov: flag } : {}) as { readonly nesterov: typeof flag };
  return object(
    { method: z.literal(name), learningRate, ...shape, ...flags },
    'an object with "method" and "learningRate"',
  );
}

function methodIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'method' in input ? input.method : undefined;
}

/** The optimizer of a network file. */
export const optimizer = z
  .discriminatedUnion(
    'method',
    [methodSchema('sgd'), ...optimizerNames.filter((name) => name !== 'sgd').map(methodSchema)],
    {
      error: (issue) =>
        issue.code === 'invalid_union'
          ? wrongName(methodIn(issue.input), optimizerNames)
          : expecting('an object with "method" and "learningRate"').error(issue),
    },
  )
  .check(
    z.refine((settings) => !('nesterov' in settings && settings.nesterov === true && !settings.momentum), {
      path: ['nesterov'],
      error: 'found true, expected a "momentum" greater than 0 beside it',
    }),
  );
