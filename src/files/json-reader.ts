import { InputError } from './input-error.ts';
import { alternatives, quote } from './quoting.ts';

/** JSON text as a value. Throws an InputError that says at which line and column it stops being JSON, and why. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { at, expected } = firstMistake(text);
    throw new InputError(source, `${place(text, at)}: found ${foundAt(text, at)}, expected ${expected}`);
  }
}

interface Mistake {
  /** Where in the text, in UTF-16 units. */
  readonly at: number;
  readonly expected: string;
}

/** What may come next. `first` is right after an opening bracket, where the closing one may follow. */
type Turn = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next';

const blank = /[ \t\n\r]*/y;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const plain = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * Where a text that is not JSON goes wrong. It walks the brackets itself, because the engine's own messages name a
 * place for some mistakes only; and keeps its own stack, because text may nest deeper than calls can.
 */
function firstMistake(text: string): Mistake {
  const open: ('{' | '[')[] = [];
  let turn: Turn = 'value';
  let at = 0;
  for (;;) {
    at = after(blank, text, at);
    const character = text[at];
    const inside = open.at(-1);
    const close = inside === '{' ? '}' : ']';
    if (character === close && inside !== undefined && (turn.startsWith('first') || turn === 'next')) {
      open.pop();
      turn = 'next';
      at += 1;
    } else if (turn === 'next') {
      if (inside === undefined) return { at, expected: 'the end of the file' };
      if (character !== ',') return { at, expected: alternatives([',', close]) };
      turn = inside === '{' ? 'key' : 'value';
      at += 1;
    } else if (turn === 'colon') {
      if (character !== ':') return { at, expected: '":"' };
      turn = 'value';
      at += 1;
    } else if (character === '"') {
      at = afterString(text, at + 1);
      if (text[at] !== '"') return { at, expected: 'the rest of a string and its closing double quote' };
      turn = turn.endsWith('key') ? 'colon' : 'next';
      at += 1;
    } else if (turn.endsWith('key')) {
      return { at, expected: `a name in double quotes${turn === 'first key' ? ' or "}"' : ''}` };
    } else if (character === '{' || character === '[') {
      open.push(character);
      turn = character === '{' ? 'first key' : 'first value';
      at += 1;
    } else {
      const end = after(word, text, at);
      if (end === at) return { at, expected: `a value${turn === 'first value' ? ' or "]"' : ''}` };
      turn = 'next';
      at = end;
    }
  }
}

/** Where the match of a sticky pattern that starts at `at` ends: at `at` itself where there is none. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Where the inside of a string that starts at `at` ends: before its closing quote, or what may not stand in one. */
function afterString(text: string, at: number): number {
  let end = at;
  for (;;) {
    const next = after(escaped, text, after(plain, text, end));
    if (next === end) return end;
    end = next;
  }
}

function place(text: string, at: number): string {
  const before = text.slice(0, at);
  const column = at - before.lastIndexOf('\n');
  return `line ${before.split('\n').length}, column ${column}`;
}

function foundAt(text: string, at: number): string {
  if (at >= text.length) return 'the end of the file';
  if (text[at] === '"') return 'a string';
  if (text[at] === '\n' || text[at] === '\r') return 'a line break';
  return quote(/^(?:[\w.+-]+|\\.?|.)/su.exec(text.slice(at, at + 100))?.[0] ?? '');
}
