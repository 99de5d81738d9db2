import type { Glyphs } from './glyphs.ts';
import { centre, type Line, type Segment, type Token } from './stacked.ts';

/** A formula to be laid out in a given width. */
export interface StackedFormula {
  /** What stands before the equals sign, in three rows. */
  readonly left: readonly [string, string, string];
  readonly tokens: readonly Token[];
  /** The index of the token to point at. */
  readonly selected: number | undefined;
  readonly width: number;
  readonly glyphs: Glyphs;
}

const indent = 2;

/**
 * The rows of a stacked formula, broken before operators where it is too wide: symbols, beneath them their marks, and
 * beneath those the numbers as far as there are any.
 */
export function layOut(formula: StackedFormula): readonly Line[] {
  const { left, glyphs } = formula;
  const equals = ' = ';
  const leftWidth = Math.max(...left.map((text) => text.length));
  const head: readonly Segment[] = left.map((text, row) => ({
    text: text.padEnd(leftWidth) + (row === 1 ? equals : ' '.repeat(equals.length)),
  }));
  const marks = marksOf(formula.tokens, glyphs);
  const rows = broken(formula.tokens, formula.width - leftWidth - equals.length, formula.width - indent);
  return rows.flatMap((indices, row) => {
    const prefix = row === 0 ? head : head.map(() => ({ text: ' '.repeat(indent) }));
    const blank = ' '.repeat(row === 0 ? leftWidth : indent);
    return rowsOf(formula, indices, marks, prefix, row === 0 ? blank + equals : blank);
  });
}

function rowsOf(
  { tokens, selected }: StackedFormula,
  indices: readonly number[],
  marks: ReadonlyMap<number, string>,
  prefix: readonly Segment[],
  numberPrefix: string,
): readonly Line[] {
  const columns = indices.flatMap((index) => {
    const token = tokens[index];
    return token === undefined ? [] : [{ token, index, width: widthOf(token) }];
  });
  const isTall = columns.some(({ token }) => token.symbol[0] !== '') || prefix.some(({ text }) => text.trim() !== '');
  const isFlat = columns.every(({ token }) => token.kind !== 'factor' || token.symbol[0] === '');
  const symbolRows = isTall && !(isFlat && numberPrefix.trim() === '') ? [0, 1, 2] : [1];
  const symbols = symbolRows.map(
    (row): Line => [
      prefix[row] ?? { text: '' },
      ...columns.map(({ token, index, width }) => ({
        text: centre((symbolRows.length === 1 ? flatSymbol(token) : token.symbol[row]) ?? '', width),
        role: token.role,
        selected: index === selected && row === 1,
      })),
    ],
  );
  const mark: Line = [
    { text: ' '.repeat(numberPrefix.length) },
    ...columns.map(({ token, index, width }) => ({
      text: centre(marks.get(index) ?? '', width),
      role: token.role,
      selected: index === selected,
    })),
  ];
  const numbers: Line = [
    { text: numberPrefix },
    ...columns.map(({ token, index, width }) => ({ text: centre(numberAt(tokens, index), width), role: token.role })),
  ];
  const hasMarks = columns.some(({ index }) => marks.has(index));
  const hasNumbers = columns.some(({ token }) => token.quantity !== undefined && token.number !== undefined);
  return [...symbols, ...(hasMarks ? [mark] : []), ...(hasNumbers ? [numbers] : [])];
}

/** The number under a token; an operator's only where there are numbers on both of its sides. */
function numberAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  const isBetween = [index - 1, index + 1].every((at) => tokens[at] === undefined || tokens[at].number !== undefined);
  return token?.kind === 'operator' && !isBetween ? '' : (token?.number ?? '');
}

/** In a row of nothing but names a parenthesis is one row high. */
function flatSymbol(token: Token): string {
  if (token.kind === 'open') return '(';
  return token.kind === 'close' ? ')' : token.symbol[1];
}

/** ①, ②, … for the derivatives, from left to right. */
function marksOf(tokens: readonly Token[], glyphs: Glyphs): ReadonlyMap<number, string> {
  const marked = [...tokens.keys()].filter((index) => tokens[index]?.role !== undefined);
  return new Map(marked.map((index, at) => [index, glyphs.marks[at] ?? '']));
}

/** The indices of the tokens of each row; a row breaks before an operator. */
function broken(tokens: readonly Token[], firstWidth: number, width: number): readonly (readonly number[])[] {
  const rows: number[][] = [[]];
  let used = 0;
  for (const piece of pieces(tokens)) {
    const pieceWidth = piece.reduce((total, index) => total + widthAt(tokens, index), 0);
    const room = rows.length === 1 ? firstWidth : width;
    if (used > 0 && used + pieceWidth > room) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(...piece);
    used += pieceWidth;
  }
  return rows;
}

/** Runs of tokens that stay together: an operator and what follows it. */
function pieces(tokens: readonly Token[]): readonly (readonly number[])[] {
  const runs: number[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'operator' && token.symbol[1].trim() !== ',' && token.symbol[1] !== '/') runs.push([]);
    runs.at(-1)?.push(index);
  }
  return runs;
}

function widthAt(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  return token === undefined ? 0 : widthOf(token);
}

function widthOf({ symbol, number }: Token): number {
  return Math.max(...symbol.map((text) => text.length), number?.length ?? 0);
}
