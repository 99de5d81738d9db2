import { plainStyle, type Style } from './style.ts';

/** The state of the terminal's cursor: where it writes next, and in which style. */
export interface Cursor {
  /**
   * Undefined if unknown, for example after the last column is written: some terminals keep the cursor there, some move
   * it to the next row.
   */
  readonly cell: CellPosition | undefined;
  readonly style: Style;
}

/** Rows and columns count from 0. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export const unknownPosition: Cursor = { cell: undefined, style: plainStyle };

/**
 * The shortest sequence that moves the cursor, made of movements that a VT100 knows. For example, from row 2, column 9
 * to row 3, column 4:
 *
 *     by row and column        ESC [ 4 ; 5 H        6 bytes
 *     down and left            ESC D  ESC [ 5 D     6 bytes
 *     next row, then right     ESC E  ESC [ 4 C     6 bytes
 *
 * Of several shortest sequences, the one that is higher in this list is taken.
 */
export function moveTo(from: CellPosition | undefined, to: CellPosition): string {
  const absolute = moveAbsolute(to);
  if (from === undefined) return absolute;
  const down = moveRows(to.row - from.row);
  const toRowStart = to.row - from.row === 1 ? nextLine : `\r${down}`;
  const moves = [absolute, down + moveColumns(to.column - from.column), toRowStart + moveColumns(to.column)];
  return moves.reduce((best, move) => (move.length < best.length ? move : best));
}

/** CUP: to a row and column. In the sequence, rows and columns count from 1. */
function moveAbsolute({ row, column }: CellPosition): string {
  const rowParameter = row > 0 ? `${row + 1}` : '';
  const columnParameter = column > 0 ? `;${column + 1}` : '';
  return controlSequence(rowParameter + columnParameter, 'H');
}

/** IND: down one row. On the last row, IND would scroll the screen, but no movement goes down from there. */
const lineDown = '\u001BD';
/** NEL: to the start of the next row. */
const nextLine = '\u001BE';

/** Moves down, or up for a negative number. */
function moveRows(rows: number): string {
  if (rows === 1) return lineDown;
  return rows === 0 ? '' : controlSequence(repetitions(Math.abs(rows)), rows > 0 ? 'B' : 'A');
}

/** Moves right, or left for a negative number. */
function moveColumns(columns: number): string {
  if (columns === 0) return '';
  const move = controlSequence(repetitions(Math.abs(columns)), columns > 0 ? 'C' : 'D');
  return columns < 0 && -columns < move.length ? '\b'.repeat(-columns) : move;
}

/** Parameter 1 is the default and is left out. */
function repetitions(count: number): string {
  return count === 1 ? '' : String(count);
}

function controlSequence(parameters: string, final: string): string {
  return `\u001B[${parameters}${final}`;
}
