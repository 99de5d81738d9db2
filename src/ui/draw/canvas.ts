import stringWidth from 'string-width';
import { charactersOf } from '../../notation/cell-width.ts';
import type { Row } from './rows.ts';
import type { Part } from './theme.ts';

interface CanvasCell {
  /** Empty in the second cell of a wide character. */
  readonly character: string;
  readonly part: Part | undefined;
}

/** A grid of cells to draw on. All cells are blank at first. Drawing outside the grid has no effect. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly cells: CanvasCell[][];
}

export function createCanvas(width: number, height: number): Canvas {
  const blank: CanvasCell = { character: ' ', part: undefined };
  return { width, height, cells: Array.from({ length: height }, () => Array.from({ length: width }, () => blank)) };
}

/** Writes a text into one row, from `column` on. */
export function write(canvas: Canvas, column: number, row: number, text: string, part?: Part): void {
  const cells = canvas.cells[row];
  if (cells === undefined) return;
  let next = column;
  for (const character of charactersOf(text)) {
    const width = stringWidth(character);
    if (next >= 0 && next + width <= canvas.width) {
      cells[next] = { character, part };
      if (width === 2) cells[next + 1] = { character: '', part };
    }
    next += width;
  }
}

/** The character in a cell, or a blank for a cell outside the canvas. */
export function characterAt(canvas: Canvas, column: number, row: number): string {
  return canvas.cells[row]?.[column]?.character ?? ' ';
}

/** Whether the `width` cells from `column` on are inside the canvas and blank. */
export function isFree(canvas: Canvas, column: number, row: number, width: number): boolean {
  if (column < 0 || row < 0 || column + width > canvas.width || row >= canvas.height) return false;
  return Array.from({ length: width }).every((_, offset) => characterAt(canvas, column + offset, row) === ' ');
}

/** The rows of the canvas. Neighbouring cells in the same style become one piece. */
export function rowsOf(canvas: Canvas): readonly Row[] {
  return canvas.cells.map((cells) => {
    const pieces: { text: string; part: Part | undefined }[] = [];
    for (const { character, part } of cells) {
      const last = pieces.at(-1);
      if (last !== undefined && last.part === part) last.text += character;
      else pieces.push({ text: character, part });
    }
    return pieces;
  });
}
