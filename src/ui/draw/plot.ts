import type { Glyphs } from '../../notation/glyphs.ts';
import { type Canvas, write } from './canvas.ts';
import type { Part } from './theme.ts';

/** A rectangle of cells on a canvas. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A braille character has two columns of four dots. */
const dotColumns = 2;
const dotRows = 4;

/** The bit of each dot in the code of a braille character, row by row. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

const firstBraille = 0x2800;

/**
 * For each cell that is not blank: its dots, as the bits of a braille character, and the style of the last curve that
 * is drawn in it. A key is the number of a cell in its area, counted row by row.
 */
type Dots = Map<number, { readonly bits: number; readonly part: Part | undefined }>;

export interface Curve {
  /**
   * The height of the curve in one column of dots, from 0 (bottom) to 1 (top). Where the height is NaN or outside this
   * range, nothing is drawn. `dot` is the index of the column, `dots` the number of columns.
   */
  heightAt(dot: number, dots: number): number;
  readonly part?: Part | undefined;
  /** Whether only every second column of dots is drawn. */
  readonly isDotted?: boolean;
}

/** Draws curves into an area. A cell that several curves share has the style of the last curve. */
export function drawCurves(canvas: Canvas, glyphs: Glyphs, area: Area, curves: readonly Curve[]): void {
  const dots: Dots = new Map();
  for (const curve of curves) addCurve(dots, area, curve);
  for (const [cell, { bits, part }] of dots) {
    const [column, row] = [cell % area.width, Math.floor(cell / area.width)];
    write(canvas, area.left + column, area.top + row, characterOf(bits, glyphs), part);
  }
}

function addCurve(dots: Dots, area: Area, { heightAt, part, isDotted = false }: Curve): void {
  const [columns, rows] = [area.width * dotColumns, area.height * dotRows];
  let previousRow: number | undefined;
  for (let column = 0; column < columns; column++) {
    const height = heightAt(column, columns);
    const row = height >= 0 && height <= 1 ? Math.round((1 - height) * (rows - 1)) : undefined;
    if (row !== undefined && !(isDotted && column % 2 === 1)) {
      // Where a curve is steep, the dots between the rows of two neighbouring columns are set, to leave no hole.
      const start = previousRow === undefined || isDotted ? row : previousRow + Math.sign(row - previousRow);
      for (const dotRow of rowsBetween(start, row)) addDot(dots, area, column, dotRow, part);
    }
    previousRow = row;
  }
}

/** The rows between `start` and `end`, both included. `start` may be larger than `end`. */
function rowsBetween(start: number, end: number): readonly number[] {
  const step = Math.sign(end - start) || 1;
  return Array.from({ length: Math.abs(end - start) + 1 }, (_, index) => start + index * step);
}

function addDot(dots: Dots, { width }: Area, column: number, row: number, part: Part | undefined): void {
  const cell = Math.floor(row / dotRows) * width + Math.floor(column / dotColumns);
  const bit = brailleBits[row % dotRows]?.[column % dotColumns] ?? 0;
  dots.set(cell, { bits: (dots.get(cell)?.bits ?? 0) | bit, part });
}

/** The braille character of a cell's dots. Without braille, a stroke at the height of the dots. */
function characterOf(bits: number, { hasBraille }: Glyphs): string {
  return hasBraille ? String.fromCodePoint(firstBraille + bits) : strokeFor(bits);
}

function strokeFor(bits: number): string {
  const [top, upper, lower, bottom] = brailleBits.map(([left, right]) => (bits & (left | right)) !== 0);
  const isMiddle = upper && lower && !top && !bottom;
  if (isMiddle) return '-';
  if ((top || upper) && (lower || bottom)) return '|';
  if (bottom) return '_';
  if (lower) return '.';
  return upper ? '-' : "'";
}

/** The cell at a place in an area. `x` is from 0 (left) to 1 (right), `y` from 0 (bottom) to 1 (top). */
export function cellAt(area: Area, x: number, y: number): { readonly column: number; readonly row: number } {
  const cell = (fraction: number, cells: number, dotsPerCell: number): number =>
    Math.max(0, Math.min(cells - 1, Math.floor(Math.round(fraction * (cells * dotsPerCell - 1)) / dotsPerCell)));
  return {
    column: area.left + cell(x, area.width, dotColumns),
    row: area.top + cell(1 - y, area.height, dotRows),
  };
}
