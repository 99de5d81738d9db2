// biome-ignore-all lint/suspicious/noControlCharactersInRegex: SGR codes begin with an escape character.
import { type AnsiCode, reduceAnsiCodesIncremental, tokenize } from '@alcalzone/ansi-tokenize';
import stringWidth from 'string-width';
import { charactersOf } from '../notation/cell-width.ts';
import { plainStyle, type Style, showsOnBlank, styleOf } from './style.ts';

/** One cell of the screen. */
export interface Cell {
  /** A character with its combining marks. Empty in the second cell of a wide character. */
  readonly text: string;
  readonly style: Style;
}

/** A row of the screen: one cell for each column. */
export type CellRow = readonly Cell[];

/** The content of a screen. */
export interface Grid {
  readonly rows: readonly CellRow[];
  /** The text that each row was parsed from. */
  readonly sources: readonly string[];
}

export const blankCell: Cell = { text: ' ', style: plainStyle };

export function emptyGrid(columns: number, rows: number): Grid {
  const row = Array.from({ length: columns }, () => blankCell);
  return { rows: Array.from({ length: rows }, () => row), sources: Array.from({ length: rows }, () => '') };
}

/**
 * Parses a frame, which is rows of styled text with a line break between them, into a grid of the size of `before`.
 * Text outside of that size is cut off. A row with the same text as in `before` is the same object as in `before`.
 */
export function parseFrame(frame: string, before: Grid): Grid {
  const columns = before.rows[0]?.length ?? 0;
  const texts = frame.split('\n');
  const sources = before.rows.map((_, row) => texts[row] ?? '');
  const rows = before.rows.map((cells, row) => {
    const source = sources[row] ?? '';
    return source === before.sources[row] ? cells : parseRow(source, columns);
  });
  return { rows, sources };
}

/** An SGR code, which sets a colour or style. Because of the group, `split` puts the codes at the odd indices. */
const sgrCode = /(\u001B\[[\d;]*m)/;

/**
 * Parses the text of a row. For example, "a誤\u001B[1mb" in 6 columns is
 *
 *     column    0     1     2     3     4     5
 *     text     'a'   '誤'   ''   'b'   ' '   ' '
 *     style     –     –     –    bold   –     –
 */
function parseRow(source: string, columns: number): CellRow {
  const cells: Cell[] = [];
  let codes: AnsiCode[] = [];
  for (const [index, part] of source.split(sgrCode).entries()) {
    if (index % 2 === 0) addText(cells, part, styleOf(codes));
    else codes = reduceAnsiCodesIncremental(codes, codesIn(part));
  }
  // A wide character that starts in the last column does not fit. A blank replaces it.
  if (cells[columns]?.text === '') cells[columns - 1] = blankCell;
  while (cells.length < columns) cells.push(blankCell);
  return cells.slice(0, columns);
}

function codesIn(text: string): AnsiCode[] {
  return tokenize(text).filter((token) => token.type === 'ansi');
}

function addText(cells: Cell[], text: string, style: Style): void {
  // Blanks that look the same get the same style, so that they are equal cells.
  const blankStyle = showsOnBlank(style) ? style : plainStyle;
  for (const character of charactersOf(text)) {
    const width = stringWidth(character);
    const last = cells.at(-1);
    if (width > 0) cells.push({ text: character, style: character === ' ' ? blankStyle : style });
    // A combining mark at the start of a piece of text belongs to the last character of the previous piece.
    else if (last !== undefined) cells[cells.length - 1] = { ...last, text: last.text + character };
    for (let cell = 1; cell < width; cell++) cells.push({ text: '', style });
  }
}

export function isSameCell(one: Cell | undefined, other: Cell | undefined): boolean {
  return one === other || (one?.text === other?.text && one?.style === other?.style);
}
