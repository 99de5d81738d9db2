import { ETX } from './escape-sequence.ts';

export const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** The maximum number of UTF-16 code units of a paste. The rest of a longer paste is dropped. */
const maxPastedLength = 10_000;

export interface Paste {
  readonly pasted: string;
  /** The index of the first character after the paste. */
  readonly end: number;
}

/**
 * Reads the bracketed paste that starts at `start`. Undefined if the end of the paste has not come. Ctrl-C also ends a
 * paste, because Ctrl-C has to work even if the terminal never sends the end. `end` is then the index of the Ctrl-C.
 */
export function readPaste(text: string, start: number): Paste | undefined {
  const contentStart = start + pasteStart.length;
  const contentEnd = firstIndexOf([pasteEnd, ETX], text, contentStart);
  if (contentEnd === undefined) return undefined;
  return {
    pasted: text.slice(contentStart, contentEnd).slice(0, maxPastedLength),
    end: text.startsWith(pasteEnd, contentEnd) ? contentEnd + pasteEnd.length : contentEnd,
  };
}

/**
 * Limits the memory of an unfinished paste. Keeps its first characters and its last characters, which may be the
 * beginning of `pasteEnd`.
 */
export function shortenPaste(paste: string): string {
  const headLength = pasteStart.length + maxPastedLength;
  const tailLength = pasteEnd.length - 1;
  return paste.length <= headLength + tailLength ? paste : paste.slice(0, headLength) + paste.slice(-tailLength);
}

function firstIndexOf(parts: readonly string[], text: string, start: number): number | undefined {
  const indices = parts.map((part) => text.indexOf(part, start)).filter((index) => index >= 0);
  return indices.length === 0 ? undefined : Math.min(...indices);
}
