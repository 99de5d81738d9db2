// biome-ignore-all lint/suspicious/noControlCharactersInRegex: codes begin with an escape character.
import { type AnsiCode, reduceAnsiCodesIncremental, tokenize } from '@alcalzone/ansi-tokenize';
import stringWidth from 'string-width';
import { charactersOf } from '../notation/cell-width.ts';
import { plain, type Style, showsOnBlank, styleOf } from './style.ts';

/** What stands in one cell of the screen; the second cell of a wide character has no text. */
export interface Cell {
  readonly text: string;
  readonly style: Style;
}

/** The cells of one row, as many as there are columns. */
export type Line = readonly Cell[];

/** A screen's worth of cells. */
export interface Grid {
  readonly lines: readonly Line[];
  /** The text that each line was read from. */
  readonly sources: readonly string[];
}

export const blank: Cell = { text: ' ', style: plain };

/** A screen with nothing on it. */
export function emptyGrid(columns: number, rows: number): Grid {
  const line = Array.from({ length: columns }, () => blank);
  return { lines: Array.from({ length: rows }, () => line), sources: Array.from({ length: rows }, () => '') };
}

/**
 * A frame (rows of styled text, with a line break between them) as cells; what is beyond the screen is left out. Lines that
 * are what they were `before`, in a grid as wide, are taken from there.
 */
export function gridOf(frame: string, before: Grid): Grid {
  const columns = before.lines[0]?.length ?? 0;
  const texts = frame.split('\n');
  const sources = before.lines.map((_, row) => texts[row] ?? '');
  const lines = before.lines.map((line, row) => {
    const source = sources[row] ?? '';
    return source === before.sources[row] ? line : lineOf(source, columns);
  });
  return { lines, sources };
}

/** Codes between stretches of text. */
const code = /(\u001B\[[\d;]*m)/;

function lineOf(source: string, columns: number): Line {
  const line: Cell[] = [];
  let codes: AnsiCode[] = [];
  for (const [at, part] of source.split(code).entries()) {
    if (at % 2 === 0) addText(line, part, styleOf(codes));
    else
      codes = reduceAnsiCodesIncremental(
        codes,
        tokenize(part).filter((token) => token.type === 'ansi'),
      );
  }
  // Half of a wide character has no place.
  if (line[columns]?.text === '') line[columns - 1] = blank;
  while (line.length < columns) line.push(blank);
  return line.slice(0, columns);
}

function addText(line: Cell[], text: string, style: Style): void {
  const blankStyle = showsOnBlank(style) ? style : plain;
  for (const character of charactersOf(text)) {
    const width = stringWidth(character);
    const last = line.at(-1);
    if (width > 0) line.push({ text: character, style: character === ' ' ? blankStyle : style });
    // A mark by itself stands with what is before it.
    else if (last !== undefined) line[line.length - 1] = { ...last, text: last.text + character };
    for (let cell = 1; cell < width; cell++) line.push({ text: '', style });
  }
}

export function isSameCell(one: Cell | undefined, other: Cell | undefined): boolean {
  return one === other || (one?.text === other?.text && one?.style === other?.style);
}
