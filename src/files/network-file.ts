import { basename } from 'node:path';
import type { DenseExperiment } from '../engine/training/experiment.ts';
import { lessonPlanOf } from './chapter-reader.ts';
import { buildExperiment, buildNetwork } from './experiment-builder.ts';
import { fileMessages } from './file-messages.ts';
import { InputError, throwMistakes } from './input-error.ts';
import { knownPartsOf } from './known-parts.ts';
import { networkProblems } from './network-problems.ts';
import { networkFile } from './network-schema.ts';
import { listProblems, type Problem } from './problem.ts';
import { printable } from './quoting.ts';
import { completeFile, listInCsv, readSamples, type SampleFile } from './sample-file.ts';
import { readSampleFile } from './sample-file-reader.ts';
import { checkBy } from './schema-reader.ts';
import { isSession } from './session-kind.ts';
import { pathFrom, sourceOf } from './text-reader.ts';

/**
 * Parses `data`, the parsed JSON of a network file, and reads the CSV file that it may name. `path` is the path of the
 * network file, and `source` its name in messages. Throws an InputError that names the file, the place of the mistake
 * and the expected content.
 */
export async function networkFrom(data: unknown, path: string, source = sourceOf(path)): Promise<DenseExperiment> {
  if (isSession(data)) throw new InputError(source, fileMessages.network.isSession);
  const samples = sampleFileIn(data);
  return parseNetwork(data, source, samples === undefined ? undefined : await readSampleFile(pathFrom(path, samples)));
}

/** The path of the CSV file that a network file names. Undefined if the network file contains its samples. */
function sampleFileIn(data: unknown): string | undefined {
  const samples = typeof data === 'object' && data !== null && 'samples' in data ? data.samples : undefined;
  return typeof samples === 'string' && samples !== '' ? samples : undefined;
}

/**
 * Parses `data`, the parsed JSON of a network file, and the CSV file that it may name. `source` names the network file
 * in messages. If `data` has no `name`, `source` also names the experiment. Throws an InputError that lists the mistakes
 * of both files if there are any.
 */
export function parseNetwork(data: unknown, source: string, sampleFile?: SampleFile): DenseExperiment {
  const { value, problems } = checkBy(networkFile, data);
  const known = value ?? knownPartsOf(data);
  const csv = readSamples(known, sampleFile);
  const ownProblems = [...problems, ...csv.problems];
  const all = [...ownProblems, ...networkProblems({ ...known, ...csv.fields }, ownProblems)];
  const isInCsv = ({ path }: Problem): boolean => csv.fields !== undefined && path[0] === 'samples';
  throwMistakes([
    listProblems(
      all.filter((problem) => !isInCsv(problem)),
      data,
      source,
    ),
    ...csv.mistakes,
    listInCsv(all.filter(isInCsv), sampleFile?.source ?? source, csv.fields?.samples ?? []),
  ]);
  const file = completeFile(value, csv.fields);
  const network = buildNetwork(file);
  const experiment = buildExperiment(file, network, printable(basename(source, '.json')));
  return { ...experiment, lessonPlan: lessonPlanOf(file, experiment) };
}
