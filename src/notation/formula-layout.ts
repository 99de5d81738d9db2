import stringWidth from 'string-width';
import { padEnd } from './cell-width.ts';
import type { Glyphs } from './glyphs.ts';
import type { FormulaLine, FormulaSegment, Role, Token } from './stacked-fractions.ts';

/** A formula to be laid out. */
export interface StackedFormula {
  /** The left side of the equation, in three lines. */
  readonly left: readonly [string, string, string];
  readonly tokens: readonly Token[];
  /** The index of the token that ⏎ opens; undefined if it opens none. */
  readonly selected: number | undefined;
  /** Whether the panel is focused. Then the selected token is highlighted, and marked even if it has no mark of a role. */
  readonly isFocused: boolean;
  /** The available width in cells. */
  readonly width: number;
  readonly glyphs: Glyphs;
}

/** The indent of all rows but the first, in cells. */
const indent = 2;

const equals = ' = ';

/**
 * Lays a formula out in rows of tokens, and breaks it before operators if it is too wide. A token is one column: a
 * factor, an operator or a parenthesis. A row of tokens has up to five lines:
 *
 *     ∂E      ∂E      ∂out_o1   ∂net_o1     symbols, three lines if the row has a fraction, else one
 *     ─── = ─────── × ─────── × ───────
 *     ∂w5   ∂out_o1   ∂net_o1     ∂w5
 *              ①         ②         ③        marks, if there are any
 *         = 0.5843  × 0.2411  × 0.5069      numbers, if there are any
 *
 * If no row has a fraction, the numbers of all rows are below the symbols of all rows.
 */
export function layOutFormula(formula: StackedFormula): readonly FormulaLine[] {
  const { left, tokens, width } = formula;
  const leftWidth = Math.max(...left.map((text) => stringWidth(text)));
  const head = left.map((text, row) => padEnd(text, leftWidth) + (row === 1 ? equals : ' '.repeat(equals.length)));
  const margin = ' '.repeat(indent);
  const [first = [], ...others] = breakIntoRows(tokens, width - leftWidth - equals.length, width - indent);
  const rows = [
    linesOfRow(formula, first, head, ' '.repeat(leftWidth) + equals),
    ...others.map((indices) => linesOfRow(formula, indices, [margin, margin, margin], margin)),
  ];
  // Without fractions, rows of symbols and rows of numbers look alike. In turns, they would read as one long product.
  const isFlat = tokens.every(({ symbol }) => symbol[0] === '');
  if (isFlat) return [...rows.flatMap(({ symbols }) => symbols), ...rows.flatMap(({ numbers }) => numbers)];
  return rows.flatMap(({ symbols, numbers }) => [...symbols, ...numbers]);
}

/** The lines of a row of tokens: its symbols with their marks, and its numbers. */
interface RowLines {
  readonly symbols: readonly FormulaLine[];
  readonly numbers: readonly FormulaLine[];
}

/**
 * The lines of one row of tokens. The texts of `head` are in front of the three lines of symbols. `numberHead` is in
 * front of the line of numbers.
 */
function linesOfRow(
  { tokens, selected, isFocused, glyphs }: StackedFormula,
  indices: readonly number[],
  head: readonly string[],
  numberHead: string,
): RowLines {
  const columns = indices.flatMap((index) => {
    const token = tokens[index];
    return token === undefined ? [] : [{ token, index, width: widthOf(token) }];
  });
  const line = (
    lineHead: string | undefined,
    segmentOf: (column: (typeof columns)[number]) => FormulaSegment,
  ): FormulaLine => [
    { text: lineHead ?? '' },
    ...columns.flatMap((column) => centered(segmentOf(column), column.width)),
  ];
  const isTall = head[0]?.trim() !== '' || columns.some(({ token }) => token.symbol[0] !== '');
  const symbols = (isTall ? [0, 1, 2] : [1]).map((row) =>
    line(head[row], ({ token }) => ({ text: token.symbol[row] ?? '', role: token.role })),
  );
  const marks = line(' '.repeat(stringWidth(numberHead)), ({ token, index }) => {
    const marks = marksOf(token, glyphs);
    const isSelected = index === selected && isFocused;
    const isMarked = isSelected || (index === selected && marks !== '');
    return { text: (isMarked ? glyphs.selected : '') + marks, role: token.role, isSelected };
  });
  const numbers = line(numberHead, ({ token, index }) => ({
    text: (token.isNew ? glyphs.justComputed : '') + numberAt(tokens, index),
    role: token.role,
    isNew: token.isNew,
  }));
  const hasMarks = columns.some(
    ({ token, index }) => (index === selected && isFocused) || marksOf(token, glyphs) !== '',
  );
  const hasNumbers = columns.some(({ token }) => token.quantity !== undefined && token.number !== undefined);
  return { symbols: hasMarks ? [...symbols, marks] : symbols, numbers: hasNumbers ? [numbers] : [] };
}

/** A segment with blanks on both sides, `width` cells wide. */
function centered(segment: FormulaSegment, width: number): readonly FormulaSegment[] {
  const room = Math.max(0, width - stringWidth(segment.text));
  const before = Math.floor(room / 2);
  return [{ text: ' '.repeat(before) }, segment, { text: ' '.repeat(room - before) }];
}

/** The text of a token in the line of numbers. An operator is shown only if the tokens on both sides have numbers. */
function numberAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  const isBetweenNumbers = [index - 1, index + 1].every(
    (at) => tokens[at] === undefined || tokens[at].number !== undefined,
  );
  return token?.kind === 'operator' && !isBetweenNumbers ? '' : (token?.number ?? '');
}

/** The marks of each role, as indices in `factorMarks`: 0 is ①, 1 is ②, 2 is ③. */
const markIndices: Readonly<Record<Role, readonly number[]>> = {
  error: [0],
  slope: [1],
  delta: [0, 1],
  input: [2],
  path: [],
};

function marksOf({ role }: Token, { factorMarks }: Glyphs): string {
  return role === undefined ? '' : markIndices[role].map((at) => factorMarks[at] ?? '').join('');
}

/**
 * The indices of the tokens in each row. A row breaks before an operator, but never inside flat parentheses (one line
 * high). Inside tall parentheses (three lines high), a term that does not fit on the rest of a row starts the next row.
 * If the term is too wide for the next row, too, it is broken before a ×.
 */
function breakIntoRows(
  tokens: readonly Token[],
  firstWidth: number,
  otherWidth: number,
): readonly (readonly number[])[] {
  const rows: number[][] = [[]];
  let room = firstWidth;
  const breakIfTooWide = (indices: readonly number[]): void => {
    if (rows.at(-1)?.length === 0 || widthOfAll(tokens, indices) <= room) return;
    rows.push([]);
    room = otherWidth;
  };
  for (const group of groupsOf(tokens)) {
    breakIfTooWide(group.flat());
    for (const piece of group) {
      breakIfTooWide(piece);
      rows.at(-1)?.push(...piece);
      room -= widthOfAll(tokens, piece);
    }
  }
  return rows;
}

/**
 * The pieces of a formula, in groups that stay on one row if possible. A piece is an operator and its right operand.
 * Inside tall parentheses, a group has the pieces of one term. Elsewhere, each piece is a group.
 */
function groupsOf(tokens: readonly Token[]): readonly (readonly (readonly number[])[])[] {
  const groups: (readonly number[])[][] = [];
  let depth = 0;
  for (const piece of piecesOf(tokens)) {
    const first = tokens[piece[0] ?? -1];
    const continuesTerm = depth > 0 && first?.kind === 'operator' && first.number !== '+';
    if (continuesTerm) groups.at(-1)?.push(piece);
    else groups.push([piece]);
    for (const index of piece) depth += depthChange(tokens[index], true);
  }
  return groups;
}

/** Pieces that are never broken: an operator and its right operand, with everything inside flat parentheses. */
function piecesOf(tokens: readonly Token[]): readonly (readonly number[])[] {
  const pieces: number[][] = [[]];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    depth += depthChange(token, false);
    if (depth === 0 && token.kind === 'operator' && token.number !== ',' && token.number !== '/') pieces.push([]);
    pieces.at(-1)?.push(index);
  }
  return pieces;
}

/** 1 if a token opens a parenthesis, −1 if it closes one, else 0. `isTall`: counts tall, else flat parentheses. */
function depthChange(token: Token | undefined, isTall: boolean): number {
  if (token?.kind !== 'parenthesis' || (token.symbol[0] !== '') !== isTall) return 0;
  return token.number === '(' ? 1 : -1;
}

function widthOfAll(tokens: readonly Token[], indices: readonly number[]): number {
  return indices.reduce((total, index) => total + widthAt(tokens, index), 0);
}

function widthAt(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  return token === undefined ? 0 : widthOf(token);
}

/** The width of a token in cells, including the sign in front of a number that has just been computed. */
function widthOf({ symbol, number, isNew }: Token): number {
  return Math.max(...symbol.map((text) => stringWidth(text)), stringWidth(number ?? '') + (isNew ? 1 : 0));
}
