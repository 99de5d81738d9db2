import type { Glyphs } from '../notation/glyphs.ts';
import { type Canvas, write } from './canvas.ts';
import type { Part } from './theme.ts';

/** A rectangle of cells on a canvas. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Dots in a cell: so many beside one another, so many above one another. */
export const dotsAcross = 2;
export const dotsUp = 4;

/** The bits of braille's dots, row by row. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

const firstBraille = 0x2800;

/** Dots to be drawn, by their cell: bits as braille has them. */
type Dots = Map<number, number>;

/**
 * Draws a curve in an area: `heightAt` gives, from 0 (its bottom) to 1 (its top), how high it is at a column of dots; it
 * is not drawn where that is outside, or no number. With `gap`, only every so manieth dot is drawn.
 */
export function drawCurve(
  canvas: Canvas,
  glyphs: Glyphs,
  area: Area,
  heightAt: (dot: number, dots: number) => number,
  part?: Part,
  gap = 1,
): void {
  const [across, up] = [area.width * dotsAcross, area.height * dotsUp];
  const dots: Dots = new Map();
  let before: number | undefined;
  for (let dot = 0; dot < across; dot++) {
    const height = heightAt(dot, across);
    const row = height >= 0 && height <= 1 ? Math.round((1 - height) * (up - 1)) : undefined;
    if (row !== undefined && dot % gap === 0) {
      // A steep curve is drawn without holes: up to the middle between it and the dot before.
      const from = before === undefined || gap > 1 ? row : before + Math.sign(row - before);
      const step = Math.sign(row - from) || 1;
      for (let at = from; at !== row + step; at += step) mark(dots, area, dot, at);
    }
    before = row;
  }
  for (const [cell, bits] of dots) {
    const [column, row] = [cell % area.width, Math.floor(cell / area.width)];
    write(canvas, area.left + column, area.top + row, characterOf(bits, glyphs), part);
  }
}

function mark(dots: Dots, { width }: Area, column: number, row: number): void {
  const cell = Math.floor(row / dotsUp) * width + Math.floor(column / dotsAcross);
  const bit = brailleBits[row % dotsUp]?.[column % dotsAcross] ?? 0;
  dots.set(cell, (dots.get(cell) ?? 0) | bit);
}

/** A cell's dots as one character; without braille, as a stroke where they are. */
function characterOf(bits: number, { hasBraille }: Glyphs): string {
  if (hasBraille) return String.fromCodePoint(firstBraille + bits);
  const rows = brailleBits.map(([left, right]) => (bits & (left | right)) !== 0);
  const [top, upper, lower, bottom] = rows;
  if ((top || upper) && (lower || bottom)) return upper && lower && !top && !bottom ? '-' : '|';
  return bottom ? '_' : lower ? '.' : upper ? '-' : "'";
}

/** The cell of an area that a place belongs to, given from 0 to 1 from the left and from the bottom. */
export function cellAt(area: Area, x: number, y: number): { readonly column: number; readonly row: number } {
  const within = (part: number, cells: number): number =>
    Math.max(0, Math.min(cells - 1, Math.floor(Math.round(part * (cells * 4 - 1)) / 4)));
  return { column: area.left + within(x, area.width), row: area.top + within(1 - y, area.height) };
}
