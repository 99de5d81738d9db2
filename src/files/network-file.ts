import { basename } from 'node:path';
import type { Experiment } from '../engine/training/experiment.ts';
import { lessonPlanOf, lessonPlanProblems } from './chapter-reader.ts';
import { buildExperiment, buildNetwork } from './experiment-builder.ts';
import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';
import { parseJson } from './json-reader.ts';
import { sizeProblems } from './memory-limit.ts';
import { networkFile } from './network-schema.ts';
import { outputProblems } from './output-check.ts';
import { errorFor, type Problem, throwFirst } from './problem.ts';
import { printable } from './quoting.ts';
import { type CompleteFile, type SampleFile, withSamples } from './sample-file.ts';
import { parseBy } from './schema-reader.ts';
import { isSession } from './session-kind.ts';
import { shapeProblems } from './shape-check.ts';
import { pathFrom, readText, sourceOf } from './text-reader.ts';

/**
 * Reads a network file, and the CSV file that it may name. The path "-" is standard input. Throws an InputError that
 * names the file, the place of the mistake and the expected content.
 */
export async function readNetwork(path: string): Promise<Experiment> {
  return networkFrom(parseJson(await readText(path), sourceOf(path)), path);
}

/**
 * Parses `data`, the parsed JSON of a network file, and reads the CSV file that it may name. `path` is the path of the
 * network file, and `source` its name in messages. Throws an InputError as `readNetwork` does.
 */
export async function networkFrom(data: unknown, path: string, source = sourceOf(path)): Promise<Experiment> {
  if (isSession(data)) throw new InputError(source, fileMessages.network.isSession);
  const samples = sampleFileIn(data);
  if (samples === undefined) return parseNetwork(data, source);
  const samplePath = pathFrom(path, samples);
  return parseNetwork(data, source, { source: samplePath, text: await readText(samplePath) });
}

/** The path of the CSV file that a network file names. Undefined if the network file contains its samples. */
function sampleFileIn(data: unknown): string | undefined {
  const samples = typeof data === 'object' && data !== null && 'samples' in data ? data.samples : undefined;
  return typeof samples === 'string' && samples !== '' ? samples : undefined;
}

/**
 * Parses `data`, the parsed JSON of a network file, and the CSV file that it may name. `source` names the network file
 * in messages. If `data` has no `name`, `source` also names the experiment. Throws an InputError if one of the files is
 * not valid.
 */
export function parseNetwork(data: unknown, source: string, sampleFile?: SampleFile): Experiment {
  const withoutCsv = parseBy(networkFile, data, source);
  const network = buildNetwork(withoutCsv);
  const file = withSamples(withoutCsv, source, sampleFile);
  throwFirst(sizeProblems(file, network), source);
  throwFirst(shapeProblems(file, network), source);
  for (const problem of outputProblems(file)) throw outputError(problem, source, file, sampleFile);
  const experiment = buildExperiment(file, network, printable(basename(source, '.json')));
  throwFirst(lessonPlanProblems(file, experiment), source);
  return { ...experiment, lessonPlan: lessonPlanOf(file, experiment) };
}

/** The error for a problem. For a problem in a sample from the CSV file, the error names the CSV file and the line. */
function outputError(
  problem: Problem,
  source: string,
  { samples }: CompleteFile,
  sampleFile: SampleFile | undefined,
): InputError {
  const [part, index] = problem.path;
  if (part !== 'samples' || sampleFile === undefined) return errorFor(problem, source);
  const { line } = samples[Number(index)] ?? {};
  return new InputError(sampleFile.source, fileMessages.samples.atLine(line, problem.message));
}
