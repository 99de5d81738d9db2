import { ETX } from './escape-sequence.ts';

export const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** Characters of a paste that are kept. The rest is dropped. */
const maxPasted = 10_000;

export interface Paste {
  readonly pasted: string;
  /** The index after the paste in the text. */
  readonly end: number;
}

/**
 * Reads the bracketed paste that starts at `start`; undefined if its end has not come. Ctrl-C ends a paste too and is
 * left in the text: it has to work even if the terminal never sends the end.
 */
export function readPaste(text: string, start: number): Paste | undefined {
  const contentStart = start + pasteStart.length;
  const contentEnd = firstIndexOf([pasteEnd, ETX], text, contentStart);
  if (contentEnd === undefined) return undefined;
  return {
    pasted: text.slice(contentStart, contentEnd).slice(0, maxPasted),
    end: text.startsWith(pasteEnd, contentEnd) ? contentEnd + pasteEnd.length : contentEnd,
  };
}

/**
 * Bounds the memory of a paste without end. Keeps its first characters, and its last ones, which may be the beginning
 * of `pasteEnd`.
 */
export function shortenPaste(paste: string): string {
  const headLength = pasteStart.length + maxPasted;
  const tailLength = pasteEnd.length - 1;
  return paste.length <= headLength + tailLength ? paste : paste.slice(0, headLength) + paste.slice(-tailLength);
}

function firstIndexOf(parts: readonly string[], text: string, start: number): number | undefined {
  const indices = parts.map((part) => text.indexOf(part, start)).filter((index) => index >= 0);
  return indices.length === 0 ? undefined : Math.min(...indices);
}
