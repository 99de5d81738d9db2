import { existsSync, lstatSync } from 'node:fs';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { InputError } from '../files/input-error.ts';
import { nearest } from '../files/nearest-name.ts';
import { parseNetwork, readNetwork } from '../files/network-file.ts';
import { quote } from '../files/quoting.ts';
import { newSession, readSession } from '../files/session-file.ts';
import { standardInput } from '../files/text-reader.ts';
import { type Lesson, lessons } from '../lessons/lessons.ts';
import { commandMessages } from './command-messages.ts';

const { input: messages } = commandMessages;

export function experimentOfLesson({ data, samples }: Lesson): Experiment {
  return parseNetwork(data, data.name, samples === undefined ? undefined : { source: data.name, text: samples });
}

/**
 * Returns the experiment of a lesson or of a network file. The path "-" is standard input. Throws an InputError if no
 * lesson has the name and no network file can be read from the path.
 */
export async function findExperiment(lessonOrFile: string): Promise<Experiment> {
  return experimentByLessonName(lessonOrFile) ?? readNetwork(lessonOrFile);
}

/**
 * Returns the session in a session file, or a new session of a lesson or of a network file. Throws an InputError as
 * `findExperiment` does.
 */
export async function findSession(lessonOrFile: string): Promise<Session> {
  const experiment = experimentByLessonName(lessonOrFile);
  return experiment === undefined ? readSession(lessonOrFile) : newSession(experiment);
}

/** Whether a word is the name of a lesson, or of a JSON file that exists. No quantity has such a name. */
export function isLessonOrFile(word: string): boolean {
  return lessons.has(word) || (word.endsWith('.json') && existsSync(word));
}

/**
 * The experiment of a lesson. Undefined if no lesson has the name. Throws an InputError if no file has this name either,
 * and the name is not that of a file, or looks like the misspelled name of a lesson.
 */
function experimentByLessonName(name: string): Experiment | undefined {
  const lesson = lessons.get(name);
  if (lesson !== undefined) return experimentOfLesson(lesson);
  if (name === standardInput || isThere(name)) return undefined;
  if (name.trim() === '') throw new InputError(quote(name), messages.noLessonOrFile);
  const near = nearest(name, [...lessons.keys()]);
  if (near !== undefined) throw new InputError(name, messages.didYouMeanLesson(near));
  if (/^[\w-]+$/.test(name)) throw new InputError(name, messages.noLessonOrFile);
  return undefined;
}

/** Whether there is a file with this name, or a symbolic link, even if it leads nowhere. */
function isThere(name: string): boolean {
  try {
    return lstatSync(name, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
