import { type ParserState, parseIndices } from './expression-parser.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import type { NameSyntax } from './formula-syntax.ts';
import { describeToken, takeSymbol } from './formula-tokens.ts';
import { isReservedWord } from './keywords.ts';

/** Parses names with commas between them. `expected` is the phrase in the message if there is none. */
export function parseNames(state: ParserState, expected: string): readonly NameSyntax[] {
  const names: NameSyntax[] = [];
  do names.push(parseName(state, expected));
  while (takeSymbol(state.tokens, ','));
  return names;
}

export function parseName(state: ParserState, expected: string): NameSyntax {
  const token = state.tokens.peek();
  if (token.kind !== 'name' || isReservedWord(token.text)) {
    throw new MistakeAt(token.at, messages.mistake(describeToken(token), expected));
  }
  return parseIndices(state, 0, state.tokens.next());
}
