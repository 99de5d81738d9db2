import { quote } from '../quoting.ts';
import { formulaMessages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import { keywords } from './keywords.ts';

export type TokenKind = 'number' | 'name' | 'symbol' | 'string' | 'end' | 'unknown';

export interface Token {
  readonly kind: TokenKind;
  /** Operators in one spelling: ^ for **, * for ×. A string without its quotes. A line break, ; or nothing at an end. */
  readonly text: string;
  /** The index of the first character. */
  readonly at: number;
}

/** Reads the tokens of a formula file one by one. */
export interface Tokens {
  peek(): Token;
  next(): Token;
  /** Reads text that has no tokens, such as a path. `pattern` is sticky. */
  raw(pattern: RegExp): Token;
  /** Goes on after the end of the statement, whatever brackets are open. */
  skipStatement(): void;
}

/** Blanks and comments, which are not tokens. */
const blanks = /[^\S\n]*(?:#[^\n]*)?/y;

/** A name without indices, as a regular expression with the flag u. */
export const namePattern = '\\p{L}[\\p{L}\\p{Nd}\\p{M}₀-₉_]*';

/** The forms of a token, in the order in which they are tried. 1..4 is a range, in which 1. is no number. */
const forms: readonly (readonly [kind: TokenKind, pattern: RegExp])[] = [
  ['end', /\n|;|$/y],
  ['number', /(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', new RegExp(namePattern, 'uy')],
  ['string', /"[^"\n]*"|“[^”\n]*”/y],
  ['symbol', /\*\*|\.{2,3}|[-+*/^()[\],=:×·⋅−÷²³…]/y],
  ['unknown', /./suy],
];

const spellings: Readonly<Record<string, string>> = {
  '**': '^',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '−': '-',
  '÷': '/',
  '...': '..',
  '…': '..',
};

/** The start of a statement, before which a line break ends the statement before, even if a bracket is open. */
const startOfStatement = new RegExp(
  `[^\\S\\n]*(?:${namePattern}\\s*(?:\\[[^\\]\\n]*\\]\\s*)*=|(?:${keywords.join('|')})\\s)`,
  'uy',
);

/** `text` has the line ends of Unix. */
export function createTokens(text: string): Tokens {
  let index = 0;
  let openBrackets = 0;
  let peeked: Token | undefined;

  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const skipBlanks = (): void => {
    index += match(blanks, index)?.length ?? 0;
    while (openBrackets > 0 && text[index] === '\n' && match(startOfStatement, index + 1) === undefined) {
      index += 1;
      index += match(blanks, index)?.length ?? 0;
    }
  };
  const read = (): Token => {
    skipBlanks();
    const at = index;
    for (const [kind, pattern] of forms) {
      const found = match(pattern, at);
      if (found === undefined) continue;
      index = at + found.length;
      const written = kind === 'string' ? found.slice(1, -1) : found;
      return { kind, text: (kind === 'symbol' ? spellings[written] : undefined) ?? written, at };
    }
    throw new Error('found a text that has no form, expected that each text has one');
  };
  const next = (): Token => {
    const token = peeked ?? read();
    peeked = undefined;
    if (token.kind === 'symbol') {
      if (token.text === '(' || token.text === '[') openBrackets += 1;
      if (token.text === ')' || token.text === ']') openBrackets = Math.max(openBrackets - 1, 0);
    }
    return token;
  };
  return {
    next,
    peek() {
      peeked ??= read();
      return peeked;
    },
    raw(pattern) {
      if (peeked !== undefined) index = peeked.at;
      peeked = undefined;
      skipBlanks();
      const found = match(pattern, index) ?? '';
      const token: Token = { kind: 'string', text: found, at: index };
      index += found.length;
      return token;
    },
    skipStatement() {
      openBrackets = 0;
      // The token that was peeked may be on a later line, read while a bracket was open.
      while (next().kind !== 'end');
    },
  };
}

export function isSymbol(token: Token, ...texts: readonly string[]): boolean {
  return token.kind === 'symbol' && texts.includes(token.text);
}

export function isWord(token: Token, ...texts: readonly string[]): boolean {
  return token.kind === 'name' && texts.includes(token.text);
}

export function isAtEnd(token: Token): boolean {
  return token.kind === 'end' && token.text === '';
}

/** Whether the next token is the symbol. Reads it if so. */
export function takeSymbol(tokens: Tokens, symbol: string): boolean {
  const isThere = isSymbol(tokens.peek(), symbol);
  if (isThere) tokens.next();
  return isThere;
}

export function takeWord(tokens: Tokens, word: string): boolean {
  const isThere = isWord(tokens.peek(), word);
  if (isThere) tokens.next();
  return isThere;
}

/** `expected` is the phrase in the message if the next token is not the symbol. */
export function expectSymbol(tokens: Tokens, symbol: string, expected: string): void {
  const token = tokens.peek();
  if (!takeSymbol(tokens, symbol)) {
    throw new MistakeAt(token.at, formulaMessages.mistake(describeToken(token), expected));
  }
}

/** The token as a phrase for a message "found …". */
export function describeToken(token: Token): string {
  if (token.kind !== 'end') return quote(token.text);
  if (token.text === ';') return quote(';');
  return token.text === '' ? formulaMessages.endOfFile : formulaMessages.endOfLine;
}
