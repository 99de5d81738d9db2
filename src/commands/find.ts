import type { Experiment } from '../engine/experiment.ts';
import { parseNetwork, readNetwork } from '../files/network-file.ts';
import { lessons } from '../lessons/lessons.ts';

/** The experiment of a lesson's name or of a network file's path. Throws an InputError where there is neither. */
export async function findExperiment(lessonOrFile: string): Promise<Experiment> {
  const lesson = lessons.get(lessonOrFile);
  return lesson === undefined ? readNetwork(lessonOrFile) : parseNetwork(lesson, lessonOrFile);
}
