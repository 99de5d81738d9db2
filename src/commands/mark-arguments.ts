import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { GivenArray } from '../engine/practice/marking/given-array.ts';
import { arraysOf, readNumbersFile } from '../files/numbers/numbers-file.ts';
import { numbersMessages } from '../files/numbers/numbers-messages.ts';
import { printedNumber } from '../files/numbers/printed-number.ts';
import { standardInput } from '../files/text-reader.ts';
import { defaultLesson } from '../lessons/default-lesson.ts';
import { lessons } from '../lessons/lessons.ts';
import { readAnswer } from '../notation/answer-reader.ts';
import { commandMessages } from './command-messages.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { UsageError } from './usage-error.ts';

const { mark: messages } = commandMessages;

interface MarkArguments {
  readonly source: ExperimentSource;
  /** Reads the numbers. */
  arrays(): Promise<readonly GivenArray[]>;
}

/** The words of `backstep mark`: numbers as name=number or in files, then a lesson or a file with a network. */
export async function markArguments(
  words: readonly string[],
  { formula, listNames = false }: { readonly formula?: string; readonly listNames?: boolean },
): Promise<MarkArguments> {
  const last = words.at(-1);
  const isNetwork =
    formula === undefined && last !== undefined && (await isExperiment(last, words.length === 1, listNames));
  const numbers = isNetwork ? words.slice(0, -1) : words;
  const network = isNetwork ? last : defaultLesson;
  const source: ExperimentSource = formula === undefined ? network : { formula };
  if (numbers.length === 0 && !listNames) throw new UsageError(messages.noNumbers);
  return { source, arrays: async () => (await Promise.all(numbers.map(readWord))).flat() };
}

/** Whether a word names a lesson, a formula file, or a JSON file with a network. A JSON file may also have numbers. */
async function isExperiment(word: string, isOnlyWord: boolean, listNames: boolean): Promise<boolean> {
  if (lessons.has(word) || word.endsWith('.formula')) return true;
  if (word === standardInput || (word.includes('=') && !existsSync(word))) return false;
  // A single word that is neither a lesson nor a file is meant as a number.
  if (!existsSync(word)) return listNames || (!isOnlyWord && (/^[\w-]+$/.test(word) || word.endsWith('.json')));
  return word.endsWith('.json') && hasLayers(await readFile(word, 'utf8'));
}

function hasLayers(text: string): boolean {
  return /"layers"\s*:/.test(text);
}

async function readWord(word: string): Promise<readonly GivenArray[]> {
  if (word === standardInput || existsSync(word)) return readNumbersFile(word);
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || text === undefined) throw new UsageError(numbersMessages.given(word));
  const answer = readAnswer(text);
  if (answer === undefined) throw new UsageError(numbersMessages.notANumberFor(name, text));
  const [array] = arraysOf(
    [{ name: name.trim(), numbers: printedNumber(String(answer.value)), line: undefined }],
    word,
  );
  if (array === undefined) return [];
  // The digits are those that were typed.
  const tolerance = Math.max((answer.max - answer.min) / 2, 1e-12 * Math.abs(answer.value));
  return [{ ...array, tolerances: [tolerance], mayBeByHand: true }];
}
