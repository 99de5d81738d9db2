import type { ParserState } from './expression-parser.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import type { ChapterSyntax } from './formula-syntax.ts';
import { describeToken, expectSymbol, type Token, takeWord } from './formula-tokens.ts';

const updateAndQuantity = /^(?:update\s+(?<update>\d+)(?:\s*,\s*|\s*$))?(?<quantity>.*)$/u;

/** Parses the rest of chapter "Title" at update 2, df/dw: text. The text is everything to the end of the line. */
export function parseChapter({ tokens }: ParserState, { at }: Token): ChapterSyntax {
  const title = tokens.peek();
  if (title.kind !== 'string') throw new MistakeAt(title.at, messages.mistake(foundTitle(title), messages.title));
  tokens.next();
  if (title.text.trim() === '') throw new MistakeAt(title.at, messages.mistake('""', messages.visibleTitle));
  const word = tokens.peek();
  if (!takeWord(tokens, 'at')) throw new MistakeAt(word.at, messages.mistake(describeToken(word), messages.at));
  const position = tokens.raw(/[^:;#\n]*/uy);
  const { update = '1', quantity = '' } = updateAndQuantity.exec(position.text)?.groups ?? {};
  const quantityAt = position.at + position.text.length - quantity.length;
  if (quantity.trim() === '')
    throw new MistakeAt(quantityAt, messages.mistake(describeToken(tokens.peek()), messages.quantity));
  const number = Number(update);
  if (number < 1 || !Number.isSafeInteger(number)) throw new MistakeAt(position.at, messages.wrongUpdate(update));
  expectSymbol(tokens, ':', messages.colon);
  const text = tokens.raw(/[^\n]*/uy);
  if (text.text.trim() === '')
    throw new MistakeAt(text.at, messages.mistake(describeToken(tokens.peek()), messages.text));
  return {
    kind: 'chapter',
    title: title.text.trim(),
    text: text.text.trim(),
    quantity: quantity.trim(),
    update: number,
    at,
    quantityAt,
  };
}

/** A double quote that is not closed is an unknown token. */
function foundTitle(token: Token): string {
  return token.kind === 'unknown' && token.text === '"' ? messages.unclosedQuote : describeToken(token);
}
