import { existsSync } from 'node:fs';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { InputError } from '../files/input-error.ts';
import { nearest } from '../files/nearest-name.ts';
import { parseNetwork, readNetwork } from '../files/network-file.ts';
import { newSession, readSession } from '../files/session-file.ts';
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
  return lessonNamed(lessonOrFile) ?? readNetwork(lessonOrFile);
}

/** The same, or the session of a session file's path; of an experiment, one at its start. */
export async function findSession(lessonOrFile: string): Promise<Session> {
  const experiment = lessonNamed(lessonOrFile);
  return experiment === undefined ? readSession(lessonOrFile) : newSession(experiment);
}

/** The experiment of a lesson; undefined where a name is none. Throws an InputError where it is nearly one. */
function lessonNamed(name: string): Experiment | undefined {
  const lesson = lessons.get(name);
  if (lesson !== undefined) return experimentOf(lesson);
  const near = existsSync(name) ? undefined : nearest(name, [...lessons.keys()]);
  if (near !== undefined) throw new InputError(name, `no such file; did you mean the lesson ${near}?`);
  return undefined;
}
