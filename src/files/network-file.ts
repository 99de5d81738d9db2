import { basename } from 'node:path';
import type { Experiment, Samples } from '../engine/experiment.ts';
import { createNetwork, type Network } from '../engine/network.ts';
import { InputError } from './input-error.ts';
import { pathText, tellingIssue } from './issues.ts';
import { parseJson } from './json.ts';
import { outputProblems } from './outputs.ts';
import { readText } from './read.ts';
import { type NetworkFile, networkFile } from './schema.ts';
import { type Problem, shapeProblems } from './shapes.ts';
import { printable } from './words.ts';

/** Reads a network file. Throws an InputError that names the path, the place in the file and what was expected there. */
export async function readNetwork(path: string): Promise<Experiment> {
  return parseNetwork(parseJson(await readText(path), path), path);
}

/**
 * The experiment that a network file describes, given as the value of its JSON. `source` says in messages where it
 * came from, and names an experiment that has no name. Throws an InputError where the value is not a network file.
 */
export function parseNetwork(data: unknown, source: string): Experiment {
  const file = checked(data, source);
  const network = networkOf(file);
  for (const problem of shapeProblems(file, network)) throw inputError(source, problem);
  for (const problem of outputProblems(file)) throw inputError(source, problem);
  return {
    name: file.name ?? printable(basename(source, '.json')),
    description: file.description,
    network,
    initial: initialOf(file, network),
    loss: file.loss,
    optimizer: file.optimizer,
    samples: samplesOf(file, network),
    batchSize: file.batchSize === 'all' ? file.samples.length : file.batchSize,
    updateOrder: file.updateOrder,
    inputNames: file.inputNames,
    outputNames: file.outputNames,
  };
}

/** Every part of the file by itself. */
function checked(data: unknown, source: string): NetworkFile {
  const result = parse(data);
  if (result?.success) return result.data;
  const issues = (result ?? parse(shortened(data)))?.error?.issues ?? [];
  throw inputError(source, tellingIssue(issues) ?? { path: [], message: 'found more mistakes than can be listed' });
}

/** Undefined where the mistakes are too many: zod lists all of them, and some 100,000 overflow its stack. */
function parse(data: unknown) {
  try {
    return networkFile.safeParse(data, { reportInput: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** With the start of each list only, which will do to name a mistake of very many. */
function shortened(data: unknown): unknown {
  const cut = (value: unknown) => (Array.isArray(value) ? value.slice(0, 1000) : value);
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, cut(value)]));
}

function inputError(source: string, { path, message }: Problem): InputError {
  return new InputError(source, path.length === 0 ? message : `${pathText(path)}: ${message}`);
}

function networkOf({ inputs, layers }: NetworkFile): Network {
  return createNetwork(
    inputs,
    layers.map(({ units, activation, bias }) => ({
      units,
      activation,
      bias: bias && { each: bias.values === undefined ? 'layer' : 'unit', trainable: bias.trainable },
    })),
  );
}

function initialOf({ layers }: NetworkFile, network: Network): Float64Array {
  const biases = layers.flatMap(({ bias }) => bias?.values ?? bias?.shared ?? []);
  return flat([...layers.flatMap(({ weights }) => weights), biases], network.parameterCount);
}

function samplesOf({ samples }: NetworkFile, network: Network): Samples {
  const count = samples.length;
  const outputs = network.layers.at(-1)?.units ?? 0;
  return {
    count,
    inputs: flat(
      samples.map(({ input }) => input),
      count * network.inputs,
    ),
    targets: flat(
      samples.map(({ target }) => target),
      count * outputs,
    ),
  };
}

/** The rows one behind the other: `length` numbers in all. */
function flat(rows: readonly (readonly number[])[], length: number): Float64Array {
  const numbers = new Float64Array(length);
  let at = 0;
  for (const row of rows) {
    numbers.set(row, at);
    at += row.length;
  }
  return numbers;
}
