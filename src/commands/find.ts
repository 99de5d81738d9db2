import { existsSync } from 'node:fs';
import type { Experiment } from '../engine/experiment.ts';
import { InputError } from '../files/input-error.ts';
import { nearest } from '../files/nearest.ts';
import { parseNetwork, readNetwork } from '../files/network-file.ts';
import { type Lesson, lessons } from '../lessons/lessons.ts';

/** The experiment of a lesson. */
export function experimentOf({ data, samples }: Lesson): Experiment {
  return parseNetwork(data, data.name, samples === undefined ? undefined : { source: data.name, text: samples });
}

/**
 * The experiment of a lesson's name or of a network file's path, "-" being standard input. Throws an InputError where
 * there is neither.
 */
export async function findExperiment(lessonOrFile: string): Promise<Experiment> {
  const lesson = lessons.get(lessonOrFile);
  if (lesson !== undefined) return experimentOf(lesson);
  const near = existsSync(lessonOrFile) ? undefined : nearest(lessonOrFile, [...lessons.keys()]);
  if (near !== undefined) throw new InputError(lessonOrFile, `no such file; did you mean the lesson ${near}?`);
  return readNetwork(lessonOrFile);
}
