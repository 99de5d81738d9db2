import type { Glyphs } from './glyphs.ts';
import type { Line, Role, Segment, Token } from './stacked.ts';

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
  const { left, tokens, width } = formula;
  const equals = ' = ';
  const leftWidth = Math.max(...left.map((text) => text.length));
  const head = left.map((text, row) => text.padEnd(leftWidth) + (row === 1 ? equals : ' '.repeat(equals.length)));
  const margin = ' '.repeat(indent);
  const [first = [], ...others] = broken(tokens, width - leftWidth - equals.length, width - indent);
  return [
    ...rowsOf(formula, first, head, ' '.repeat(leftWidth) + equals),
    ...others.flatMap((indices) => rowsOf(formula, indices, [margin, margin, margin], margin)),
  ];
}

/** The lines of some tokens: symbols behind the three rows of `head`, marks, numbers behind `numberHead`. */
function rowsOf(
  { tokens, selected, glyphs }: StackedFormula,
  indices: readonly number[],
  head: readonly string[],
  numberHead: string,
): readonly Line[] {
  const columns = indices.flatMap((index) => {
    const token = tokens[index];
    return token === undefined ? [] : [{ token, index, width: widthOf(token) }];
  });
  const line = (before: string | undefined, cell: (column: (typeof columns)[number]) => Segment): Line => [
    { text: before ?? '' },
    ...columns.flatMap((column) => inMiddle(cell(column), column.width)),
  ];
  const isTall = head[0]?.trim() !== '' || columns.some(({ token }) => token.symbol[0] !== '');
  const symbols = (isTall ? [0, 1, 2] : [1]).map((row) =>
    line(head[row], ({ token }) => ({ text: token.symbol[row] ?? '', role: token.role })),
  );
  const marks = line(' '.repeat(numberHead.length), ({ token, index }) => {
    const isSelected = index === selected;
    return { text: (isSelected ? glyphs.chosen : '') + markOf(token, glyphs), role: token.role, isSelected };
  });
  const numbers = line(numberHead, ({ token, index }) => ({
    text: (token.isNew ? glyphs.just : '') + numberAt(tokens, index),
    role: token.role,
    isNew: token.isNew,
  }));
  const hasMarks = columns.some(({ token, index }) => index === selected || markOf(token, glyphs) !== '');
  const hasNumbers = columns.some(({ token }) => token.quantity !== undefined && token.number !== undefined);
  return [...symbols, ...(hasMarks ? [marks] : []), ...(hasNumbers ? [numbers] : [])];
}

/** A segment with blanks on both sides, `width` cells in all. */
function inMiddle(segment: Segment, width: number): readonly Segment[] {
  const room = Math.max(0, width - segment.text.length);
  const before = Math.floor(room / 2);
  return [{ text: ' '.repeat(before) }, segment, { text: ' '.repeat(room - before) }];
}

/** The number under a token; an operator's only where there are numbers on both of its sides. */
function numberAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  const isBetween = [index - 1, index + 1].every((at) => tokens[at] === undefined || tokens[at].number !== undefined);
  return token?.kind === 'operator' && !isBetween ? '' : (token?.number ?? '');
}

const marksOfRoles: Readonly<Record<Role, readonly number[]>> = {
  error: [0],
  slope: [1],
  delta: [0, 1],
  carried: [2],
  path: [],
};

/** ①, ② or ③, by the part a factor plays. */
function markOf({ role }: Token, { marks }: Glyphs): string {
  return role === undefined ? '' : marksOfRoles[role].map((at) => marks[at] ?? '').join('');
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

function widthOf({ symbol, number, isNew }: Token): number {
  return Math.max(...symbol.map((text) => text.length), (number?.length ?? 0) + (isNew ? 1 : 0));
}
