import type { ScreenCell } from '../support/screens.ts';

type Row = readonly ScreenCell[];

interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** The state of a terminal between two writes, and the bytes written so far. */
interface Cursor extends CellPosition {
  readonly style: string;
  readonly bytes: number;
}

/**
 * The number of bytes of a reference output that turns the screen `before` into `after`. This output writes the changed
 * cells from left to right and from top to bottom, and erases the blank end of a row if that is shorter. It reaches
 * each cell by the shortest of three movements, and changes the style by the shorter of two sequences. The bytes are
 * counted from the cells of both screens, independently of the renderer that is measured.
 */
export function idealBytes(before: readonly Row[], after: readonly Row[]): number {
  const start: Cursor = { row: -1, column: 0, style: '', bytes: 0 };
  return after.reduce((cursor, line, row) => afterRow(cursor, row, before[row] ?? [], line), start).bytes;
}

function afterRow(start: Cursor, row: number, before: Row, after: Row): Cursor {
  const changed = after.flatMap((cell, column) => (isSame(cell, before[column]) ? [] : column));
  const end = after.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '') + 1;
  let cursor = start;
  for (const column of changed.filter((each) => each < end)) cursor = afterCell(cursor, after, { row, column });
  const blanks = changed.filter((column) => column >= end);
  const [blank] = blanks;
  if (blank === undefined) return cursor;
  const moved = movedTo(cursor, after, { row, column: blank });
  return { ...moved, bytes: moved.bytes + Math.min('\u001B[K'.length, blanks.length) };
}

function afterCell(cursor: Cursor, line: Row, position: CellPosition): Cursor {
  const cell = line[position.column];
  if (cell === undefined || cell.text === '') return cursor;
  const { bytes } = movedTo(cursor, line, position);
  // A blank without a style counts as written in the style that the cursor has already.
  const style = cell.text === ' ' && cell.style === '' ? cursor.style : cell.style;
  return {
    row: position.row,
    column: position.column + 1,
    style,
    bytes: bytes + styleBytes(cursor.style, style) + Buffer.byteLength(cell.text),
  };
}

function isSame(one: ScreenCell, other: ScreenCell | undefined): boolean {
  return one.text === other?.text && one.style === other.style;
}

function movedTo(cursor: Cursor, line: Row, { row, column }: CellPosition): Cursor {
  if (cursor.row === row && cursor.column === column) return cursor;
  return { ...cursor, row, column, bytes: cursor.bytes + movementBytes(cursor, line, { row, column }) };
}

/**
 * The bytes of the shortest of three movements. The first is to a row and column. The other two go to the right: by a
 * number of columns, or by writing the unchanged cells in between if they have the current style.
 */
function movementBytes(from: Cursor, line: Row, to: CellPosition): number {
  const parameter = (value: number, prefix = ''): string => (value === 0 ? '' : `${prefix}${value + 1}`);
  const direct = `\u001B[${parameter(to.row)}${parameter(to.column, ';')}H`.length;
  if (from.row !== to.row || from.column > to.column) return direct;
  const byColumns = `\u001B[${to.column - from.column === 1 ? '' : to.column - from.column}C`.length;
  const between = line.slice(from.column, to.column);
  const hasSameStyle = between.every(({ text, style }) => style === from.style || (text === ' ' && style === ''));
  const byWriting = hasSameStyle
    ? Buffer.byteLength(between.map(({ text }) => text).join(''))
    : Number.POSITIVE_INFINITY;
  return Math.min(direct, byColumns, byWriting);
}

/** The SGR parameter that ends each style. Colours are not listed: they count as ended by 39. */
const ends: Readonly<Record<string, string>> = { '1': '22', '2': '22', '3': '23', '4': '24', '7': '27', '9': '29' };

/** The bytes of the shorter SGR sequence from one style to another: the differences, or a reset and all of `to`. */
function styleBytes(from: string, to: string): number {
  if (from === to) return 0;
  const [old, next] = [from.split(';').filter(Boolean), to.split(';').filter(Boolean)];
  const isColor = (code: string): boolean => code.startsWith('3') && code.length > 1;
  const removed = old.filter((code) => !next.includes(code) && !(isColor(code) && next.some(isColor)));
  // 22 ends both bold and dim, so the one that stays is added again.
  const endsBoldAndDim = removed.some((code) => ends[code] === '22');
  const added = next.filter((code) => !old.includes(code) || (endsBoldAndDim && ends[code] === '22'));
  const differences = [...new Set(removed.map((code) => ends[code] ?? '39')), ...added];
  return '\u001B[m'.length + Math.min(differences.join(';').length, ['', ...next].join(';').length);
}
