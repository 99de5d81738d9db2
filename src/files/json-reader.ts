import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';
import { firstMistake } from './json-mistake.ts';
import { quote } from './quoting.ts';

const { json: messages } = fileMessages;

/** Parses JSON text. Throws an InputError that gives the line, the column and the reason of the first mistake. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { index, expected } = firstMistake(text);
    const { line, column } = placeOf(text, index);
    throw new InputError(source, messages.mistake(line, column, foundAt(text, index), messages.expected[expected]));
  }
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
