import { takesOneCellEach } from '../notation/cell-width.ts';
import { type CellPosition, type Cursor, moveTo } from './cursor.ts';
import { blankCell, type Cell, type CellRow, type Grid, isSameCell } from './grid.ts';
import { plainStyle, type Style, showsOnBlank, styleChange } from './style.ts';

/** The text to write, and the cursor after it. */
export interface Patch {
  readonly text: string;
  readonly cursor: Cursor;
}

const eraseToEndOfRow = '\u001B[K';

/**
 * The maximum number of unchanged cells that are written again in place of a cursor movement. Writing more cells never
 * takes fewer bytes than a movement to the right, which takes 3 to 6 bytes.
 */
const maxRewritten = 8;

/**
 * A short text that turns a screen with the content `before` into one with the content `after`. Both grids have the
 * same size. For example, in a row of 12 columns, if the cursor is in column 1:
 *
 *     column        0 1 2 3 4 5 6 7 8 9 10 11
 *     before        a b c d e f g h i j k  l
 *     after         a B c D e f
 *     changed         1   3     6 7 8 9 10 11
 *     written         B c D                   the unchanged c is rewritten: 1 byte; a movement takes 3
 *     erased                    x x x x x  x  by one sequence, because all columns from 6 on are blank
 */
export function diffGrids(before: Grid, after: Grid, cursor: Cursor): Patch {
  let patch: Patch = { text: '', cursor };
  after.rows.forEach((row, index) => {
    const oldRow = before.rows[index] ?? [];
    if (oldRow !== row) patch = diffRow(oldRow, row, index, patch);
  });
  return patch;
}

/**
 * Adds the changes of a row to a patch. Erases the blank end of the row if that takes no more bytes than writing the
 * blanks.
 */
function diffRow(before: CellRow, after: CellRow, row: number, patch: Patch): Patch {
  const changed = changedColumns(before, after);
  if (changed.length === 0) return patch;
  if ([...before, ...after].some(hasUncertainWidth)) return rewriteRow(after, row, patch);
  const end = after.findLastIndex((cell) => !isSameCell(cell, blankCell)) + 1;
  const changedBeforeEnd = changed.filter((column) => column < end);
  const allWritten = writeCells(after, row, changed, patch);
  if (changed.length - changedBeforeEnd.length < eraseToEndOfRow.length) return allWritten;
  const firstErased = changed[changedBeforeEnd.length] ?? end;
  const endErased = eraseFrom(firstErased, row, writeCells(after, row, changedBeforeEnd, patch));
  return bytesOf(endErased.text) <= bytesOf(allWritten.text) ? endErased : allWritten;
}

/**
 * The columns whose cells differ. Where a wide character appears or disappears, these are both of its columns, because
 * its second cell has no text.
 */
function changedColumns(before: CellRow, after: CellRow): readonly number[] {
  return after.flatMap((cell, column) => (isSameCell(cell, before[column]) ? [] : column));
}

/**
 * Erases a row, then writes the whole new row. This is necessary if the old or the new row has a character of uncertain
 * width, because it is then unknown which cells show the old text.
 */
function rewriteRow(cells: CellRow, row: number, patch: Patch): Patch {
  const columns = cells.flatMap((cell, column) => (isSameCell(cell, blankCell) ? [] : column));
  return writeCells(cells, row, columns, eraseFrom(0, row, patch));
}

/** Emoji and letters with combining marks consist of several code units. Terminals disagree on their widths. */
function hasUncertainWidth({ text }: Cell): boolean {
  return text.length > 1;
}

function writeCells(cells: CellRow, row: number, columns: readonly number[], patch: Patch): Patch {
  let { text, cursor } = patch;
  for (const column of columns) {
    const cell = cells[column];
    // The second cell of a wide character is written with the first.
    if (cell === undefined || cell.text === '') continue;
    const style = writtenStyle(cell, cursor.style);
    text += moveAlongRow(cells, { row, column }, style, cursor) + cell.text;
    cursor = { cell: cellAfter(cells, row, column), style };
  }
  return { text, cursor };
}

/**
 * The text that moves the cursor to a cell and then changes the cursor's style. To move right, the text rewrites the
 * cells in between if that takes no more bytes than a cursor movement.
 */
function moveAlongRow(cells: CellRow, to: CellPosition, style: Style, { cell: from, style: oldStyle }: Cursor): string {
  if (from?.row === to.row && from.column === to.column) return styleChange(oldStyle, style);
  const moved = moveTo(from, to) + styleChange(oldStyle, style);
  if (from?.row !== to.row || from.column > to.column || to.column - from.column > maxRewritten) return moved;
  const between = cells.slice(from.column, to.column);
  if (!between.every(takesOneCell)) return moved;
  const rewritten = rewriteCells(between, oldStyle, style);
  return bytesOf(rewritten) <= moved.length ? rewritten : moved;
}

/** The text that writes cells. The cursor has the style `from` before the first cell and `to` after the last one. */
function rewriteCells(cells: readonly Cell[], from: Style, to: Style): string {
  let text = '';
  let style = from;
  for (const cell of cells) {
    const next = writtenStyle(cell, style);
    text += styleChange(style, next) + cell.text;
    style = next;
  }
  return text + styleChange(style, to);
}

/**
 * The style to write a cell in. To save a style change, a blank is written in the current style if it looks the same in
 * that style.
 */
function writtenStyle(cell: Cell, current: Style): Style {
  return isSameCell(cell, blankCell) && !showsOnBlank(current) ? current : cell.style;
}

/**
 * The cursor's cell after a cell is written. Undefined if unknown: after the last column, and after a character that
 * may take more or less than one cell.
 */
function cellAfter(cells: CellRow, row: number, column: number): Cursor['cell'] {
  const cell = cells[column];
  if (cell === undefined || !takesOneCell(cell) || column + 1 >= cells.length) return undefined;
  return { row, column: column + 1 };
}

function takesOneCell({ text }: Cell): boolean {
  return text.length === 1 && takesOneCellEach(text);
}

/**
 * Erases a row from a column on. Erased cells get the background of the cursor's style, so a style that shows on blanks
 * is reset first.
 */
function eraseFrom(column: number, row: number, { text, cursor }: Patch): Patch {
  const cell = { row, column };
  const isThere = cursor.cell?.row === row && cursor.cell.column === column;
  const move = isThere ? '' : moveTo(cursor.cell, cell);
  const style = showsOnBlank(cursor.style) ? plainStyle : cursor.style;
  return { text: text + move + styleChange(cursor.style, style) + eraseToEndOfRow, cursor: { cell, style } };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
