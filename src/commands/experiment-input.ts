import { existsSync, lstatSync } from 'node:fs';
import type { Experiment } from '../engine/training/experiment.ts';
import type { Session } from '../engine/training/session.ts';
import { readExperiment } from '../files/experiment-file.ts';
import { InputError } from '../files/input-error.ts';
import { nearest } from '../files/nearest-name.ts';
import { parseNetwork } from '../files/network-file.ts';
import { quote } from '../files/quoting.ts';
import { newSession, readSession } from '../files/session-file.ts';
import { standardInput } from '../files/text-reader.ts';
import { type Lesson, lessons } from '../lessons/lessons.ts';
import { commandMessages } from './command-messages.ts';
import { type ExperimentSource, formulaOption } from './experiment-source.ts';

const { input: messages } = commandMessages;

/** The experiment of a lesson. Messages about mistakes in its file call the lesson `name`. */
export async function experimentOfLesson(name: string, lesson: Lesson): Promise<Experiment> {
  const samples = lesson.samples === undefined ? undefined : { source: name, text: lesson.samples };
  switch (lesson.kind) {
    case 'network':
      return parseNetwork(lesson.data, name, samples);
    case 'formula': {
      const { parseFormulaExperiment } = await import('../files/formula/formula-experiment.ts');
      return parseFormulaExperiment(lesson.text, name, samples);
    }
  }
}

/**
 * Returns the experiment of a lesson, of a network file or of a formula. The path "-" is standard input. Throws an
 * InputError if no lesson has the name and no file can be read from the path.
 */
export async function findExperiment(source: ExperimentSource): Promise<Experiment> {
  if (typeof source !== 'string') return typedFormula(source.formula);
  return (await experimentByLessonName(source)) ?? readExperiment(source);
}

/** The experiment of the formula in the option --formula. Its CSV file is looked for in the working directory. */
async function typedFormula(formula: string): Promise<Experiment> {
  const { formulaFrom } = await import('../files/formula/formula-experiment.ts');
  return formulaFrom(formula, formulaOption);
}

/**
 * Returns the session in a session file, or a new session of a lesson, of a network file or of a formula. Throws an InputError as
 * `findExperiment` does.
 */
export async function findSession(source: ExperimentSource): Promise<Session> {
  if (typeof source !== 'string') return newSession(await typedFormula(source.formula));
  const experiment = await experimentByLessonName(source);
  return experiment === undefined ? readSession(source) : newSession(experiment);
}

/** Whether a word is the name of a lesson, or of a JSON or formula file that exists. No quantity has such a name. */
export function isLessonOrFile(word: string): boolean {
  return lessons.has(word) || (hasFileEnding(word) && existsSync(word));
}

/** Whether a word ends as the name of a network, session or formula file. */
export function hasFileEnding(word: string): boolean {
  return /\.(?:json|formula)$/.test(word);
}

/**
 * The experiment of a lesson. Undefined if no lesson has the name. Throws an InputError if no file has this name either,
 * and the name is not that of a file, or looks like the misspelled name of a lesson.
 */
async function experimentByLessonName(name: string): Promise<Experiment | undefined> {
  const lesson = lessons.get(name);
  if (lesson !== undefined) return experimentOfLesson(name, lesson);
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
