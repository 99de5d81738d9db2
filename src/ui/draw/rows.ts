import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { charactersOf, takesOneCellEach } from '../../notation/cell-width.ts';
import { type Part, paint } from './theme.ts';

/** A stretch of text that looks the same throughout. */
export interface Piece {
  readonly text: string;
  readonly part?: Part | undefined;
}

/** One row of the screen, or of a panel. */
export type Row = readonly Piece[];

/** Cells that a row takes. */
export function widthOf(row: Row): number {
  return row.reduce((total, { text }) => total + stringWidth(text), 0);
}

/** A text in as many rows as it takes, broken between words. */
export function wrapped(text: string, width: number): readonly string[] {
  // Most texts fit, and the library would load all it knows of emoji to see that.
  return takesOneCellEach(text) && text.length <= width ? [text] : wrapAnsi(text, width).split('\n');
}

/** Text cut to at most `width` cells; what was cut shows as an ellipsis. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  return cutRow([{ text }], width, ellipsis)
    .map((piece) => piece.text)
    .join('');
}

/** A row cut to at most `width` cells; what was cut shows as an ellipsis. */
export function cutRow(row: Row, width: number, ellipsis: string): Row {
  if (widthOf(row) <= width) return row;
  const pieces: Piece[] = [];
  let room = Math.max(0, width - ellipsis.length);
  for (const { text, part } of row) {
    let kept = '';
    for (const character of charactersOf(text)) {
      room -= stringWidth(character);
      if (room < 0) break;
      kept += character;
    }
    if (kept !== '') pieces.push({ text: kept, part });
    if (room < 0) break;
  }
  return [...pieces, { text: ellipsis.slice(0, Math.max(0, width)) }];
}

/** A row of exactly `width` cells: cut, or filled with blanks. */
export function fitRow(row: Row, width: number, ellipsis: string): Row {
  const cut = cutRow(row, width, ellipsis);
  return [...cut, { text: ' '.repeat(Math.max(0, width - widthOf(cut))) }];
}

/** Rows as one text, in the looks of their parts. */
export function paintRows(rows: readonly Row[]): string {
  return rows.map((row) => row.map(({ text, part }) => paint(text, part)).join('')).join('\n');
}
