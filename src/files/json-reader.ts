import { fileMessages } from './file-messages.ts';
import { InputError, throwMistakes } from './input-error.ts';
import { firstMistake } from './json-mistake.ts';
import { type MistakeList, maxListed } from './mistake-list.ts';
import { quote } from './quoting.ts';
import { repeatedKeys } from './repeated-keys.ts';

const { json: messages } = fileMessages;

/**
 * Parses JSON text. Throws an InputError that gives the line, the column and the reason of the first mistake, or that
 * lists the keys which an object has more than once.
 */
export function parseJson(text: string, source: string): unknown {
  const value = parse(text, source);
  throwMistakes([listRepeatedKeys(text, source)]);
  return value;
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { index, expected } = firstMistake(text);
    const { line, column } = placeOf(text, index);
    throw new InputError(source, messages.mistake(line, column, foundAt(text, index), messages.expected[expected]));
  }
}

function listRepeatedKeys(text: string, source: string): MistakeList {
  const listed: string[] = [];
  let count = 0;
  for (const { key, index, firstIndex } of repeatedKeys(text)) {
    count += 1;
    if (listed.length === maxListed) continue;
    const { line, column } = placeOf(text, index);
    listed.push(messages.repeatedKey(line, column, key, placeOf(text, firstIndex).line));
  }
  return { source, listed, count };
}

/** Line and column count from 1. The column counts UTF-16 units. */
function placeOf(text: string, index: number): { readonly line: number; readonly column: number } {
  const textBefore = text.slice(0, index);
  return { line: textBefore.split('\n').length, column: index - textBefore.lastIndexOf('\n') };
}

/** At most this many UTF-16 units of a word or number are passed to `quote`, which shortens them further. */
const maxFoundLength = 100;

/** The word, number, escape sequence or character at an index, as a phrase. */
function foundAt(text: string, index: number): string {
  if (index >= text.length) return messages.found.end;
  if (text[index] === '"') return messages.found.string;
  if (text[index] === '\n' || text[index] === '\r') return messages.found.lineBreak;
  return quote(/^(?:[\w.+-]+|\\.?|.)/su.exec(text.slice(index, index + maxFoundLength))?.[0] ?? '');
}
