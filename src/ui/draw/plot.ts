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

/** The dots of each cell, as bits of a braille character, and the looks of the curve drawn last in it. */
type Dots = Map<number, { readonly bits: number; readonly part: Part | undefined }>;

export interface Curve {
  /** The height at one of `dots` columns of dots, from 0 (bottom) to 1 (top). Nothing is drawn elsewhere, or for NaN. */
  heightAt(dot: number, dots: number): number;
  readonly part?: Part | undefined;
  /** Draws every second dot only. */
  readonly isDotted?: boolean;
}

/** Draws curves into an area. A cell that several of them share looks like the last one. */
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
  let before: number | undefined;
  for (let column = 0; column < columns; column++) {
    const height = heightAt(column, columns);
    const row = height >= 0 && height <= 1 ? Math.round((1 - height) * (rows - 1)) : undefined;
    if (row !== undefined && !(isDotted && column % 2 === 1)) {
      // A steep curve has no holes: the dots between this row and the one before are set, too.
      const from = before === undefined || isDotted ? row : before + Math.sign(row - before);
      for (const each of rowsBetween(from, row)) addDot(dots, area, column, each, part);
    }
    before = row;
  }
}

/** The rows from one to another, both included, in either direction. */
function rowsBetween(from: number, to: number): readonly number[] {
  const step = Math.sign(to - from) || 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => from + at * step);
}

function addDot(dots: Dots, { width }: Area, column: number, row: number, part: Part | undefined): void {
  const cell = Math.floor(row / dotRows) * width + Math.floor(column / dotColumns);
  const bit = brailleBits[row % dotRows]?.[column % dotColumns] ?? 0;
  dots.set(cell, { bits: (dots.get(cell)?.bits ?? 0) | bit, part });
}

/** The character for a cell's dots: braille, or a stroke at the same height. */
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

/** The cell of an area at a place given from 0 to 1, from the left and from the bottom. */
export function cellAt(area: Area, x: number, y: number): { readonly column: number; readonly row: number } {
  const cell = (part: number, cells: number): number =>
    Math.max(0, Math.min(cells - 1, Math.floor(Math.round(part * (cells * dotRows - 1)) / dotRows)));
  return { column: area.left + cell(x, area.width), row: area.top + cell(1 - y, area.height) };
}
