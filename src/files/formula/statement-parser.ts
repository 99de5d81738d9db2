import { maxChapters } from '../../engine/training/lesson-plan.ts';
import { nearest } from '../nearest-name.ts';
import { parseChapter } from './chapter-parser.ts';
import { type ParserState, parseExpression, parseIndices, parseList, parseLoops } from './expression-parser.ts';
import { maxMistakes } from './formula-limits.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt, type Mistakes } from './formula-mistakes.ts';
import type { Definition, Statement } from './formula-syntax.ts';
import {
  createTokens,
  describeToken,
  expectSymbol,
  isAtEnd,
  isSymbol,
  namePattern,
  type Token,
  type Tokens,
  takeWord,
} from './formula-tokens.ts';
import { isReservedWord, keywords } from './keywords.ts';
import { parseMinimise } from './minimise-parser.ts';
import { createPartCounter } from './part-counter.ts';
import { parseNames } from './written-names.ts';

export interface ParsedFile {
  readonly statements: readonly Statement[];
  /** The names, without indices, that have a definition which cannot be read. They are not reported as unknown. */
  readonly brokenNames: ReadonlySet<string>;
  /** The index of the end of the file. */
  readonly end: number;
}

/** Of a longer statement, only the first characters are searched for the names of columns. */
const maxGivenLength = 10_000;

/** Parses the statements of a formula file. Reports the first mistake in each statement. */
export function parseStatements(text: string, { report, attempt, count }: Mistakes): ParsedFile {
  const tokens = createTokens(text);
  const state: ParserState = { tokens, countPart: createPartCounter(), report };
  const statements: Statement[] = [];
  const brokenNames = new Set<string>();
  while (!isAtEnd(tokens.peek()) && count() <= maxMistakes) {
    if (tokens.peek().kind === 'end') {
      tokens.next();
      continue;
    }
    const first = tokens.peek();
    const statement = attempt(() => parseStatement(state));
    if (statement === undefined) {
      for (const name of namesDefinedAt(text, first)) brokenNames.add(name);
      tokens.skipStatement();
    } else statements.push(statement);
  }
  const chapters = statements.filter(({ kind }) => kind === 'chapter');
  const [extra] = chapters.slice(maxChapters);
  if (extra?.kind === 'chapter') report(extra.at, messages.tooManyChapters(chapters.length, maxChapters));
  return { statements, brokenNames, end: text.length };
}

/** The names that a statement defines although it cannot be read, without indices. */
function namesDefinedAt(text: string, { kind, text: word, at }: Token): readonly string[] {
  if (kind !== 'name') return [];
  if (word !== 'given') return [word];
  const [statement = ''] = /^[^;\n]*/u.exec(text.slice(at, at + maxGivenLength)) ?? [];
  return statement.match(new RegExp(namePattern, 'gu')) ?? [];
}

function parseStatement(state: ParserState): Statement {
  const { tokens } = state;
  const first = tokens.next();
  if (first.kind !== 'name') throw new MistakeAt(first.at, messages.notAStatement(describeToken(first)));
  const statement = parseKeyword(state, first) ?? parseDefinition(state, first);
  const after = tokens.peek();
  if (after.kind !== 'end') throw new MistakeAt(after.at, afterStatement(tokens, statement));
  return statement;
}

/** Reads a statement that begins with a keyword. Returns undefined for a definition, which has no keyword. */
function parseKeyword(state: ParserState, first: Token): Statement | undefined {
  const isDefined = isSymbol(state.tokens.peek(), '=', '[');
  if (isDefined) return undefined;
  switch (first.text) {
    case 'given':
      return parseGiven(state, first);
    case 'minimise':
    case 'minimize':
      return parseMinimise(state, first);
    case 'chapter':
      return parseChapter(state, first);
  }
  return undefined;
}

function parseDefinition(state: ParserState, first: Token): Definition {
  const { tokens } = state;
  const next = tokens.peek();
  if (next.kind === 'name' || next.kind === 'string') {
    const keyword = nearest(first.text, keywords);
    if (keyword !== undefined) throw new MistakeAt(first.at, messages.misspelledKeyword(first.text, keyword));
  }
  if (isReservedWord(first.text)) throw new MistakeAt(first.at, messages.reservedWord(first.text));
  const name = parseIndices(state, 0, first);
  expectSymbol(tokens, '=', messages.equals);
  const value = isSymbol(tokens.peek(), '[') ? parseList(state) : parseExpression(state);
  return { kind: 'definition', name, value, loops: parseLoops(state, 0) };
}

function afterStatement(tokens: Tokens, statement: Statement): string {
  const token = tokens.next();
  const found = describeToken(token);
  if (isSymbol(token, ',') && tokens.peek().kind === 'number') return messages.decimalComma;
  if (isSymbol(token, ')', ']')) return messages.unopened(token.text);
  if (statement.kind === 'minimise')
    return messages.mistake(found, messages.afterMinimise(statement.optimizer === undefined));
  return messages.mistake(found, messages.afterExpression);
}

function parseGiven(state: ParserState, { at }: Token): Statement {
  const { tokens } = state;
  const columns = parseNames(state, messages.columnName);
  const from = tokens.peek();
  if (!takeWord(tokens, 'from')) throw new MistakeAt(from.at, messages.mistake(describeToken(from), messages.from));
  // A path with ; or # needs quotes.
  const path = tokens.peek().kind === 'string' ? tokens.next() : tokens.raw(/[^;#\n]*/y);
  if (path.text.trim() === '')
    throw new MistakeAt(path.at, messages.mistake(describeToken(tokens.peek()), messages.path));
  return { kind: 'given', columns, path: path.text.trim(), pathAt: path.at, at };
}
