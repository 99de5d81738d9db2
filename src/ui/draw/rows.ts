import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { charactersOf, takesOneCellEach } from '../../notation/cell-width.ts';
import { type Part, paint } from './theme.ts';

/** A text in one style. */
export interface Piece {
  readonly text: string;
  readonly part?: Part | undefined;
}

/** One row of the screen, or of a panel. */
export type Row = readonly Piece[];

/** The width of a row in cells. */
export function widthOf(row: Row): number {
  return row.reduce((total, { text }) => total + stringWidth(text), 0);
}

/** The text of a row without its styles. */
export function plainText(row: Row): string {
  return row.map(({ text }) => text).join('');
}

/** Breaks a text between words into lines of at most `width` cells. */
export function wrapped(text: string, width: number): readonly string[] {
  // wrap-ansi takes time to load its tables of emoji, so a text that fits is not passed to it.
  return takesOneCellEach(text) && text.length <= width ? [text] : wrapAnsi(text, width).split('\n');
}

/** Wraps a text into rows in one style. */
export function wrappedRows(text: string, width: number, part?: Part): readonly Row[] {
  return wrapped(text, width).map((line) => [{ text: line, part }]);
}

/** Cuts a text to at most `width` cells, with an ellipsis at the cut. */
export function cutTo(text: string, width: number, ellipsis: string): string {
  return plainText(cutRow([{ text }], width, ellipsis));
}

/** Cuts a row to at most `width` cells, with an ellipsis at the cut. */
export function cutRow(row: Row, width: number, ellipsis: string): Row {
  if (widthOf(row) <= width) return row;
  const pieces: Piece[] = [];
  let room = Math.max(0, width - ellipsis.length);
  for (const { text, part } of row) {
    const kept = cutText(text, room);
    if (kept !== '') pieces.push({ text: kept, part });
    if (kept !== text) break;
    room -= stringWidth(kept);
  }
  return [...pieces, { text: ellipsis.slice(0, Math.max(0, width)) }];
}

/** As many characters of a text as fit into `room` cells. */
function cutText(text: string, room: number): string {
  let kept = '';
  let width = 0;
  for (const character of charactersOf(text)) {
    width += stringWidth(character);
    if (width > room) return kept;
    kept += character;
  }
  return kept;
}

/** Makes a row exactly `width` cells wide: cuts it, or adds blanks. */
export function fitRow(row: Row, width: number, ellipsis: string): Row {
  const cut = cutRow(row, width, ellipsis);
  return [...cut, { text: ' '.repeat(Math.max(0, width - widthOf(cut))) }];
}

/** The rows as one text, with the escape codes of their styles. */
export function paintRows(rows: readonly Row[]): string {
  return rows.map((row) => row.map(({ text, part }) => paint(text, part)).join('')).join('\n');
}

/** The first text that fits into `width` cells, or the last text if none fits. */
export function firstFitting(texts: readonly string[], width: number): string {
  return texts.find((text) => stringWidth(text) <= width) ?? texts.at(-1) ?? '';
}
