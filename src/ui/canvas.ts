import type { Part } from './theme.ts';

/** A stretch of text that looks the same throughout. */
export interface Piece {
  readonly text: string;
  readonly part?: Part | undefined;
}

/** One row of the screen, or of a panel. */
export type Row = readonly Piece[];

interface Cell {
  readonly character: string;
  readonly part: Part | undefined;
}

/** A grid of characters to draw on, all blank at first. What lies outside is not drawn. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly cells: Cell[][];
}

export function createCanvas(width: number, height: number): Canvas {
  const blank: Cell = { character: ' ', part: undefined };
  return { width, height, cells: Array.from({ length: height }, () => Array.from({ length: width }, () => blank)) };
}

/** Writes one row of text, whose characters are one cell wide, from a cell on. */
export function write(canvas: Canvas, column: number, row: number, text: string, part?: Part): void {
  const cells = canvas.cells[row];
  if (cells === undefined) return;
  for (const [at, character] of [...text].entries()) {
    if (column + at >= 0 && column + at < canvas.width) cells[column + at] = { character, part };
  }
}

export function characterAt(canvas: Canvas, column: number, row: number): string {
  return canvas.cells[row]?.[column]?.character ?? ' ';
}

/** The drawing as rows, neighbours that look the same in one piece. */
export function rowsOf(canvas: Canvas): readonly Row[] {
  return canvas.cells.map((cells) => {
    const pieces: { text: string; part: Part | undefined }[] = [];
    for (const { character, part } of cells) {
      const last = pieces.at(-1);
      if (last !== undefined && last.part === part) last.text += character;
      else pieces.push({ text: character, part });
    }
    const end = pieces.at(-1);
    if (end !== undefined && end.part === undefined) end.text = end.text.trimEnd();
    return pieces;
  });
}

/** Text cut to a width; what was cut shows as an ellipsis. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return characters.slice(0, Math.max(0, width - ellipsis.length)).join('') + ellipsis.slice(0, Math.max(0, width));
}

/** A row cut to `width` cells; what was cut shows as an ellipsis. */
export function cutRow(row: Row, width: number, ellipsis: string): Row {
  if (row.reduce((total, { text }) => total + [...text].length, 0) <= width) return row;
  const pieces: Piece[] = [];
  let room = width - ellipsis.length;
  for (const { text, part } of row) {
    const kept = [...text].slice(0, Math.max(0, room)).join('');
    if (kept !== '') pieces.push({ text: kept, part });
    room -= [...kept].length;
  }
  return [...pieces, { text: ellipsis }];
}
