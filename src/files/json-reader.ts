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
    const { at, expected } = firstMistake(text);
    const { line, column } = placeOf(at, text);
    throw new InputError(source, messages.mistake(line, column, foundAt(at, text), messages.expected[expected]));
  }
}

/** Line and column count from 1. The column counts UTF-16 units. */
function placeOf(at: number, text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** At most this many UTF-16 units of a word or number are passed to `quote`, which shortens them further. */
const maxFoundLength = 100;

/** The word, number, escape sequence or character at an index, as a phrase. */
function foundAt(at: number, text: string): string {
  if (at >= text.length) return messages.found.end;
  if (text[at] === '"') return messages.found.string;
  if (text[at] === '\n' || text[at] === '\r') return messages.found.lineBreak;
  return quote(/^(?:[\w.+-]+|\\.?|.)/su.exec(text.slice(at, at + maxFoundLength))?.[0] ?? '');
}
