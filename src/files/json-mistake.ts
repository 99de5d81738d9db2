import { endOf, endOfCharacters, skipBlanks } from './json-characters.ts';

/**
 * The state of the parser: the token that it expects next. The states that begin with "first" follow an opening
 * bracket. "end" follows the whole JSON value.
 */
type State = 'value' | 'first element' | 'first name' | 'name' | 'colon' | 'after element' | 'after member' | 'end';

/** A literal is a number, true, false or null. */
type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'literal';

interface Token {
  readonly kind: TokenKind;
  /** The index after the token. */
  readonly end: number;
  /** False for a string that is invalid or not closed. `end` is then the index of the mistake. */
  readonly isComplete: boolean;
}

export interface Mistake {
  /** The index of the mistake in the text, in UTF-16 units. */
  readonly index: number;
  readonly expected: State | 'rest of string';
}

/** The tokens that start a value, and the states that follow them. */
const valueStart = { '{': 'first name', '[': 'first element', string: 'value done', literal: 'value done' } as const;

/**
 * The grammar of JSON: the tokens that each state allows, and the states that follow them. "value done" stands for the
 * state after a value, which depends on the brackets around the value.
 */
const grammar: Readonly<Record<State, Readonly<Partial<Record<TokenKind, State | 'value done'>>>>> = {
  value: valueStart,
  'first element': { ...valueStart, ']': 'value done' },
  'after element': { ',': 'value', ']': 'value done' },
  'first name': { string: 'colon', '}': 'value done' },
  name: { string: 'colon' },
  colon: { ':': 'value' },
  'after member': { ',': 'name', '}': 'value done' },
  end: {},
};

/**
 * Returns the place where a text stops being JSON. The messages of JSON.parse do not name a place for every mistake.
 * The stack of brackets is an array, because JSON may nest deeper than the call stack.
 */
export function firstMistake(text: string): Mistake {
  const openBrackets: ('{' | '[')[] = [];
  let state: State = 'value';
  let index = skipBlanks(text, 0);
  for (;;) {
    const token = tokenAt(text, index);
    if (token === undefined) return { index, expected: state };
    const next: State | 'value done' | undefined = grammar[state][token.kind];
    if (next === undefined) return { index, expected: state };
    if (!token.isComplete) return { index: token.end, expected: 'rest of string' };
    if (token.kind === '{' || token.kind === '[') openBrackets.push(token.kind);
    if (token.kind === '}' || token.kind === ']') openBrackets.pop();
    state = next === 'value done' ? stateAfterValue(openBrackets.at(-1)) : next;
    index = skipBlanks(text, token.end);
  }
}

/** `bracket` is the innermost open bracket around the value. */
function stateAfterValue(bracket: '{' | '[' | undefined): State {
  if (bracket === undefined) return 'end';
  return bracket === '{' ? 'after member' : 'after element';
}

const punctuation = ['{', '}', '[', ']', ',', ':'] as const;
const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Undefined at the end of the text, and at a character that starts no token. */
function tokenAt(text: string, index: number): Token | undefined {
  if (text[index] === '"') {
    const end = endOfCharacters(text, index + 1);
    return text[end] === '"'
      ? { kind: 'string', end: end + 1, isComplete: true }
      : { kind: 'string', end, isComplete: false };
  }
  const character = punctuation.find((each) => each === text[index]);
  if (character !== undefined) return { kind: character, end: index + 1, isComplete: true };
  const end = endOf(literal, text, index);
  return end > index ? { kind: 'literal', end, isComplete: true } : undefined;
}
