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

/** Dots in a cell: so many beside one another, so many above one another. */
const dotsAcross = 2;
const dotsUp = 4;

/** The bits of braille's dots, row by row. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

const firstBraille = 0x2800;

/** Dots to be drawn, by their cell: bits as braille has them, and the part of the curve that was drawn there last. */
type Dots = Map<number, { readonly bits: number; readonly part: Part | undefined }>;

export interface Curve {
  /** How high it is at a column of dots, from 0, the bottom, to 1, the top; elsewhere, or as no number, it is not drawn. */
  heightAt(dot: number, dots: number): number;
  readonly part?: Part | undefined;
  /** With it, only every second dot is drawn. */
  readonly isDotted?: boolean;
}

/** Draws curves in an area; where they share a cell, it is the last one's. */
export function drawCurves(canvas: Canvas, glyphs: Glyphs, area: Area, curves: readonly Curve[]): void {
  const dots: Dots = new Map();
  for (const curve of curves) addDots(dots, area, curve);
  for (const [cell, { bits, part }] of dots) {
    const [column, row] = [cell % area.width, Math.floor(cell / area.width)];
    write(canvas, area.left + column, area.top + row, characterOf(bits, glyphs), part);
  }
}

function addDots(dots: Dots, area: Area, { heightAt, part, isDotted = false }: Curve): void {
  const [across, up] = [area.width * dotsAcross, area.height * dotsUp];
  let before: number | undefined;
  for (let dot = 0; dot < across; dot++) {
    const height = heightAt(dot, across);
    const row = height >= 0 && height <= 1 ? Math.round((1 - height) * (up - 1)) : undefined;
    if (row !== undefined && !(isDotted && dot % 2 === 1)) {
      // A steep curve is drawn without holes, from the dot before on.
      const from = before === undefined || isDotted ? row : before + Math.sign(row - before);
      const step = Math.sign(row - from) || 1;
      for (let at = from; at !== row + step; at += step) mark(dots, area, dot, at, part);
    }
    before = row;
  }
}

function mark(dots: Dots, { width }: Area, column: number, row: number, part: Part | undefined): void {
  const cell = Math.floor(row / dotsUp) * width + Math.floor(column / dotsAcross);
  const bit = brailleBits[row % dotsUp]?.[column % dotsAcross] ?? 0;
  dots.set(cell, { bits: (dots.get(cell)?.bits ?? 0) | bit, part });
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
