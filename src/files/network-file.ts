import { basename, dirname, isAbsolute, join } from 'node:path';
import { createNetwork, layerAt, type Network, outputLayer } from '../engine/models/network.ts';
import type { Experiment, Samples } from '../engine/training/experiment.ts';
import { drawWeights } from '../engine/training/initializers.ts';
import { emptyLessonPlan } from '../engine/training/lesson-plan.ts';
import { guideOf, guideProblems } from './chapter-reader.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { sizeProblems } from './memory-limit.ts';
import { type NetworkFile, networkFile } from './network-schema.ts';
import { outputProblems } from './output-check.ts';
import { printable } from './quoting.ts';
import { type CompleteFile, complete, type SampleFile } from './sample-file.ts';
import { pathText, tellingIssue } from './schema-issue.ts';
import { isSession } from './session-kind.ts';
import { type Problem, shapeProblems } from './shape-check.ts';
import { readText, sourceOf, standardInput } from './text-reader.ts';

/**
 * Reads a network file, and the file of samples that it may name beside it; "-" is standard input. Throws an InputError
 * that names the path, the place in the file and what was expected there.
 */
export async function readNetwork(path: string): Promise<Experiment> {
  return networkFrom(parseJson(await readText(path), sourceOf(path)), path);
}

/**
 * The experiment of the value of a network file's JSON, and of the file of samples that it may name, seen from `path`,
 * where the value is from; `inside` is where in that file. Throws an InputError as `readNetwork` does.
 */
export async function networkFrom(data: unknown, path: string, inside?: string): Promise<Experiment> {
  const source = inside === undefined ? sourceOf(path) : `${sourceOf(path)}, ${inside}`;
  if (isSession(data)) {
    throw new InputError(source, 'found a session, expected a network file; backstep FILE opens the session');
  }
  const samples = sampleFileIn(data);
  if (samples === undefined) return parseNetwork(data, source);
  const samplePath = isAbsolute(samples) ? samples : join(path === standardInput ? '.' : dirname(path), samples);
  return parseNetwork(data, source, { source: samplePath, text: await readText(samplePath) });
}

/** The path of its samples that a network file gives, as it stands there; undefined where they are in it. */
function sampleFileIn(data: unknown): string | undefined {
  const samples = typeof data === 'object' && data !== null && 'samples' in data ? data.samples : undefined;
  return typeof samples === 'string' && samples !== '' ? samples : undefined;
}

/**
 * The experiment that a network file describes, given as the value of its JSON, and as `sampleFile` the text of the file
 * of samples that it names, if it does. `source` says in messages where the value came from, and names an experiment that
 * has no name. Throws an InputError where the value is not a network file.
 */
export function parseNetwork(data: unknown, source: string, sampleFile?: SampleFile): Experiment {
  const checkedFile = checked(data, source);
  const network = networkOf(checkedFile);
  const file = complete(checkedFile, source, sampleFile);
  for (const problem of sizeProblems(file, network)) throw inputError(source, problem);
  for (const problem of shapeProblems(file, network)) throw inputError(source, problem);
  for (const problem of outputProblems(file)) throw outputError(source, problem, file, sampleFile);
  const experiment: Experiment = {
    name: file.name ?? printable(basename(source, '.json')),
    description: file.description,
    network,
    initial: initialOf(file, network),
    loss: file.loss,
    optimizer: file.optimizer,
    optimizerFrom: 1,
    samples: samplesOf(file, network),
    batchSize: file.batchSize === 'all' ? file.samples.length : file.batchSize,
    updateOrder: file.updateOrder,
    shuffle: file.shuffle,
    inputNames: file.inputNames,
    outputNames: file.outputNames,
    lessonPlan: emptyLessonPlan,
  };
  for (const problem of guideProblems(file, experiment)) throw inputError(source, problem);
  return { ...experiment, lessonPlan: guideOf(file, experiment) };
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

/** A problem with the outputs; with a sample of a file of its own, it is named by that and the line. */
function outputError(
  source: string,
  problem: Problem,
  { samples }: CompleteFile,
  sampleFile: SampleFile | undefined,
): InputError {
  const [part, at] = problem.path;
  if (part !== 'samples' || sampleFile === undefined) return inputError(source, problem);
  return new InputError(sampleFile.source, `line ${samples[Number(at)]?.line}: ${problem.message}`);
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

/** The parameters before the first update, as they are given or drawn. */
function initialOf({ layers }: CompleteFile, network: Network): Float64Array {
  const initial = new Float64Array(network.parameterCount);
  for (const [at, { weights, init, bias }] of layers.entries()) {
    const layer = layerAt(network, at + 1);
    const { firstWeight, firstBias, units, fanIn } = layer;
    const place = initial.subarray(firstWeight, firstWeight + units * fanIn);
    if (weights !== undefined) place.set(flat(weights, units * fanIn));
    if (init !== undefined) drawWeights(init, layer, place);
    initial.set(bias?.values ?? (bias?.shared === undefined ? [] : [bias.shared]), firstBias);
  }
  return initial.map(withoutSign);
}

/** JSON does not tell −0 from 0, and a session that is saved and read again has to be the same. */
function withoutSign(number: number): number {
  return number === 0 ? 0 : number;
}

function samplesOf({ samples }: CompleteFile, network: Network): Samples {
  const count = samples.length;
  const inputs = samples.map(({ input }) => input);
  const targets = samples.map(({ target }) => target);
  return {
    count,
    inputs: flat(inputs, count * network.inputs),
    targets: flat(targets, count * outputLayer(network).units),
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
  return numbers.map(withoutSign);
}
