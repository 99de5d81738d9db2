import { plain, type Style } from './style.ts';

/** Where the terminal will write next, and how. */
export interface Pen {
  /** From 0; undefined where it is not known, as after the last column, where terminals differ. */
  readonly at: Place | undefined;
  readonly style: Style;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A pen that may be anywhere, in the plain style. */
export const lost: Pen = { at: undefined, style: plain };

/**
 * The shortest sequence that moves a pen to a place. Only what a VT100 knows: by row and column, or by some rows and some
 * columns from here or from the start of the row.
 */
export function moveTo(from: Place | undefined, to: Place): string {
  // One is what is meant without a number.
  const direct = csi((to.row > 0 ? `${to.row + 1}` : '') + (to.column > 0 ? `;${to.column + 1}` : ''), 'H');
  if (from === undefined) return direct;
  const down = rowsOn(to.row - from.row);
  const ways = [
    direct,
    down + columnsOn(to.column - from.column),
    `${to.row - from.row === 1 ? nextLine : `\r${down}`}${columnsOn(to.column)}`,
  ];
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
}

/** Down a row, and to the start of the next; below the last the screen would scroll, but there is no place. */
const index = '\u001BD';
const nextLine = '\u001BE';

function rowsOn(rows: number): string {
  if (rows === 1) return index;
  return rows === 0 ? '' : csi(times(Math.abs(rows)), rows > 0 ? 'B' : 'A');
}

function columnsOn(columns: number): string {
  if (columns === 0) return '';
  const moved = csi(times(Math.abs(columns)), columns > 0 ? 'C' : 'D');
  return columns < 0 && -columns < moved.length ? '\b'.repeat(-columns) : moved;
}

/** A count as a parameter, where once is what is meant without one. */
function times(count: number): string {
  return count === 1 ? '' : String(count);
}

function csi(parameters: string, final: string): string {
  return `\u001B[${parameters}${final}`;
}
