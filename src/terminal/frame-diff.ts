import { takesOneCellEach } from '../notation/cell-width.ts';
import { moveTo, type Pen } from './cursor.ts';
import { blank, type Cell, type Grid, isSameCell, type Line } from './grid.ts';
import { plain, type Style, showsOnBlank, styleChange } from './style.ts';

/** What to send, and where that leaves the pen. */
export interface Patch {
  readonly text: string;
  readonly pen: Pen;
}

const eraseToEnd = '\u001B[K';

/** Further than this, it never pays to write what is there already instead of moving over it. */
const farthest = 8;

/** What turns a screen that shows one grid into one that shows another of the same size, in as few bytes as may be. */
export function patch(before: Grid, after: Grid, pen: Pen): Patch {
  let done: Patch = { text: '', pen };
  after.lines.forEach((line, row) => {
    const old = before.lines[row] ?? [];
    if (old !== line) done = rowPatch(old, line, row, done);
  });
  return done;
}

/** What is done, and then a row: written cell by cell, or with its blank end erased, whichever is shorter. */
function rowPatch(before: Line, after: Line, row: number, done: Patch): Patch {
  const changed = changedColumns(before, after);
  if (changed.length === 0) return done;
  if ([...before, ...after].some(isUncertain)) return rewritten(after, row, done);
  const end = after.findLastIndex((cell) => !isSameCell(cell, blank)) + 1;
  const written = changed.filter((column) => column < end);
  const whole = writeCells(after, row, changed, done);
  if (changed.length - written.length < eraseToEnd.length) return whole;
  const erased = eraseFrom(changed[written.length] ?? end, row, writeCells(after, row, written, done));
  return bytesOf(erased.text) <= bytesOf(whole.text) ? erased : whole;
}

/** The columns that have to be written; where wide characters come or go, those are always both of theirs. */
function changedColumns(before: Line, after: Line): readonly number[] {
  return after.flatMap((cell, column) => (isSameCell(cell, before[column]) ? [] : column));
}

/** A row on an erased one: where terminals disagree on the width of what was there, nothing else leaves no remains. */
function rewritten(line: Line, row: number, done: Patch): Patch {
  const columns = line.flatMap((cell, column) => (isSameCell(cell, blank) ? [] : column));
  return writeCells(line, row, columns, eraseFrom(0, row, done));
}

/** Whether a cell has a character of several, as emoji and letters with marks are, which terminals measure in their own ways. */
function isUncertain({ text }: Cell): boolean {
  return text.length > 1;
}

function writeCells(line: Line, row: number, columns: readonly number[], done: Patch): Patch {
  let { text, pen } = done;
  for (const column of columns) {
    const cell = line[column];
    // The second cell of a wide character is written with the first.
    if (cell === undefined || cell.text === '') continue;
    const style = styleFor(cell, pen.style);
    text += wayTo(line, row, column, style, pen) + cell.text;
    pen = { at: placeAfter(line, row, column), style };
  }
  return { text, pen };
}

/** Moves the pen to a column and changes its style: over the cells between, or by writing them once more. */
function wayTo(line: Line, row: number, column: number, style: Style, { at, style: from }: Pen): string {
  if (at?.row === row && at.column === column) return styleChange(from, style);
  const moved = moveTo(at, { row, column }) + styleChange(from, style);
  if (at?.row !== row || at.column > column || column - at.column > farthest) return moved;
  const between = line.slice(at.column, column);
  if (!between.every(isOrdinary)) return moved;
  let written = '';
  let last = from;
  for (const cell of between) {
    const next = styleFor(cell, last);
    written += styleChange(last, next) + cell.text;
    last = next;
  }
  written += styleChange(last, style);
  return bytesOf(written) <= moved.length ? written : moved;
}

/** The style to write a cell in: its own; but a blank can be written in any that does not show on it. */
function styleFor(cell: Cell, present: Style): Style {
  return isSameCell(cell, blank) && !showsOnBlank(present) ? present : cell.style;
}

/** Where the pen is once a cell is written; not known at the end of the row, and after what terminals may disagree on. */
function placeAfter(line: Line, row: number, column: number): Pen['at'] {
  const cell = line[column];
  if (cell === undefined || !isOrdinary(cell) || column + 1 >= line.length) return undefined;
  return { row, column: column + 1 };
}

function isOrdinary({ text }: Cell): boolean {
  return text.length === 1 && takesOneCellEach(text);
}

/** Erases a row from a column on. What is erased takes the background of the pen, so there must be none. */
function eraseFrom(column: number, row: number, { text, pen }: Patch): Patch {
  const at = { row, column };
  const isThere = pen.at?.row === row && pen.at.column === column;
  const way = isThere ? '' : moveTo(pen.at, at);
  const style = showsOnBlank(pen.style) ? plain : pen.style;
  return { text: text + way + styleChange(pen.style, style) + eraseToEnd, pen: { at, style } };
}

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
