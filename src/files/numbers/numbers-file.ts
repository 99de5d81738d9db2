import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { GivenArray } from '../../engine/practice/marking/given-array.ts';
import { InputError } from '../input-error.ts';
import { readText, sourceOf, standardInput } from '../text-reader.ts';
import { readCsvNumbers } from './csv-numbers.ts';
import { readJsonNumbers } from './json-numbers.ts';
import { arrayOf, type NamedNumbers } from './named-numbers.ts';
import { numbersMessages } from './numbers-messages.ts';
import { readNpy, readNpz } from './numpy-file.ts';
import { readPrintedText } from './printed-text.ts';

/**
 * Reads the numbers of a program from a file or from standard input. Throws an InputError for text without numbers, for a
 * list that is shortened, and for rows of different lengths.
 */
export async function readNumbersFile(path: string): Promise<readonly GivenArray[]> {
  const source = sourceOf(path);
  const ending = path === standardInput ? '' : extname(path).toLowerCase();
  if (ending === '.npy') return [readNpy(await readFile(path), basename(path, ending), source)];
  if (ending === '.npz') return readNpz(await readFile(path), source);
  const text = await readText(path);
  return arraysOf(readNumbersText(text, source, ending), source);
}

/** Reads JSON if the text begins with an object of JSON, CSV if each line is one, and else printed text. */
export function readNumbersText(text: string, source: string, ending: string): readonly NamedNumbers[] {
  // Python prints a dictionary with single quotes.
  if (ending === '.json' || /^\s*\{\s*"/.test(text)) {
    return isJson(text) || ending === '.json' ? readJsonNumbers(text, source) : readPrintedText(text, source);
  }
  if (ending === '.csv' || isCsv(text)) return readCsvNumbers(text, source);
  return readPrintedText(text, source);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/\b(?:NaN|Infinity)\b/g, '1e999'));
    return true;
  } catch {
    return !/\b(?:array|tensor)\(/.test(text);
  }
}

function isCsv(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => /^[^,[\]=:]+,[^,[\]=:]+$/.test(line));
}

/**
 * The arrays of named numbers. If a name occurs several times, the first one counts: a program that trains prints its first
 * update first.
 */
export function arraysOf(named: readonly NamedNumbers[], source: string): readonly GivenArray[] {
  if (named.length === 0) throw new InputError(source, numbersMessages.noNumbers);
  const first = new Map(named.toReversed().map((each) => [each.name, each]));
  return named
    .filter((each) => first.get(each.name) === each)
    .map((each) => {
      const array = arrayOf(each, source);
      if (array !== undefined) return array;
      const problem = numbersMessages.ragged(each.name);
      throw new InputError(source, each.line === undefined ? problem : numbersMessages.atLine(each.line, problem));
    });
}
