import {
  characterLength,
  ESC,
  type EscapeSequence,
  isSequenceCharacter,
  parseEscapeSequence,
} from './escape-sequence.ts';
import { characterKey, controlSequenceKey, ss3Key } from './key-names.ts';
import { pasteStart, readPaste, shortenPaste } from './paste.ts';

/** A key by its name, for example 'a', 'up' or 'ctrl+c'; or pasted text. */
export type Input = string | { readonly pasted: string };

export interface Decoded {
  readonly inputs: readonly Input[];
  /** The unfinished sequence or paste at the end of the text. It belongs in front of the text that comes next. */
  readonly rest: string;
}

/** The inputs that one state of the decoder has read, and the index of the first character after them. */
interface Reading {
  readonly inputs: readonly Input[];
  readonly end: number;
}

/**
 * Decodes text from a terminal. `isComplete` says that an unfinished sequence at the end of the text will not continue:
 * ESC by itself is then the Escape key, and any other sequence is dropped. An unfinished paste is always kept.
 *
 * The decoder is a state machine with one function for each state. It is in the state "ground" between two inputs.
 * escape-sequence.ts has the states of ECMA-48.
 *
 *     ground ──┬─ character ──► its key
 *              ├─ ESC ────────► escape ──┬─ control sequence ──► its key, if it has one
 *              │                         ├─ SS3 ───────────────► its key, if it has one
 *              │                         ├─ string ────────────► no key
 *              │                         └─ character ─────────► Escape, then the key of the character
 *              └─ ESC [ 2 0 0 ~ ──► paste, until ESC [ 2 0 1 ~
 */
export function decode(text: string, isComplete: boolean): Decoded {
  const inputs: Input[] = [];
  let end = 0;
  while (end < text.length) {
    const reading = readGround(text, end);
    if (reading === undefined) break;
    inputs.push(...reading.inputs);
    end = reading.end;
  }
  const unfinished = decodeUnfinished(text.slice(end), isComplete);
  return { inputs: [...inputs, ...unfinished.inputs], rest: unfinished.rest };
}

/**
 * Reads the character, sequence or paste at `start`. Like `readPasted` and `readEscape`, it returns undefined if
 * the text ends within a sequence or a paste.
 */
function readGround(text: string, start: number): Reading | undefined {
  if (text.startsWith(pasteStart, start)) return readPasted(text, start);
  if (text[start] === ESC) return readEscape(text, start);
  const end = start + characterLength(text, start);
  return { inputs: listOf(characterKey(text.slice(start, end))), end };
}

function readPasted(text: string, start: number): Reading | undefined {
  const paste = readPaste(text, start);
  return paste && { inputs: [{ pasted: paste.pasted }], end: paste.end };
}

function readEscape(text: string, start: number): Reading | undefined {
  if (text[start + 1] === ESC) return readDoubleEscape(text, start);
  const sequence = parseEscapeSequence(text, start);
  if (sequence.kind === 'unfinished') return undefined;
  const inputs =
    sequence.kind === 'character' ? escapeAndKey(text.slice(start + 1, sequence.end)) : listOf(keyOf(sequence));
  return { inputs, end: sequence.end };
}

/**
 * The Escape key and the key of a character. While the program draws a large screen, both keys wait to be read. They
 * then look like the character with Alt, to which nothing is bound. If the character can start a sequence, such as [, it
 * belongs to a broken sequence, and there is no key.
 */
function escapeAndKey(character: string): readonly string[] {
  return isSequenceCharacter(character) ? [] : ['escape', ...listOf(characterKey(character))];
}

/**
 * If the second ESC starts the sequence of a key, the first ESC belongs to that key: with Alt, some terminals send ESC
 * in front of the key's sequence. Otherwise the first ESC is the Escape key.
 */
function readDoubleEscape(text: string, start: number): Reading | undefined {
  const sequence = parseEscapeSequence(text, start + 1);
  if (sequence.kind === 'unfinished') return undefined;
  const isKeySequence = sequence.kind === 'control sequence' || sequence.kind === 'SS3';
  return isKeySequence
    ? { inputs: listOf(keyOf(sequence)), end: sequence.end }
    : { inputs: ['escape'], end: start + 1 };
}

function keyOf(sequence: Exclude<EscapeSequence, { kind: 'unfinished' | 'character' }>): string | undefined {
  switch (sequence.kind) {
    case 'control sequence':
      return controlSequenceKey(sequence.parameters, sequence.final);
    case 'SS3':
      return ss3Key(sequence.final);
    case 'string':
    case 'cut short':
      return undefined;
  }
}

function decodeUnfinished(text: string, isComplete: boolean): Decoded {
  if (text.startsWith(pasteStart)) return { inputs: [], rest: shortenPaste(text) };
  if (!isComplete) return { inputs: [], rest: shortenSequence(text) };
  return { inputs: isOnlyEscapes(text) ? Array.from(text, () => 'escape') : [], rest: '' };
}

/** The maximum number of UTF-16 code units of an unfinished sequence. No terminal sends a longer key or reply. */
const maxSequenceLength = 10_000;

/**
 * Limits the memory and time that an unfinished sequence takes. Keeps its start and its last character, which may be
 * the ESC of its end.
 */
function shortenSequence(text: string): string {
  return text.length <= maxSequenceLength ? text : text.slice(0, maxSequenceLength - 1) + text.slice(-1);
}

export function isOnlyEscapes(text: string): boolean {
  return text !== '' && text.replaceAll(ESC, '') === '';
}

function listOf(key: string | undefined): readonly string[] {
  return key === undefined ? [] : [key];
}
