import { describe, expect, test } from 'vitest';
import type { Cursor } from '../../src/terminal/cursor.ts';
import { diffGrids } from '../../src/terminal/frame-diff.ts';
import { emptyGrid, parseFrame } from '../../src/terminal/grid.ts';
import { plainStyle } from '../../src/terminal/style.ts';
import { cellsOf, createScreen, writeTo } from '../support/screens.ts';

const atStart: Cursor = { cell: { row: 0, column: 0 }, style: plainStyle };

/** The patch that turns the frame `before` into the frame `after`. The cursor starts in the first cell. */
function patchOf(before: string, after: string, columns: number, rows: number) {
  const old = parseFrame(before, emptyGrid(columns, rows));
  return diffGrids(old, parseFrame(after, old), atStart);
}

/** Checks that writing the patch to a screen with the frame `before` shows `after`. Returns the text of the patch. */
async function checkedPatch(before: string, after: string, columns: number, rows = 1): Promise<string> {
  const screen = createScreen(columns, rows);
  const expected = createScreen(columns, rows);
  /** The text that draws a frame on an empty screen, without wrapping, and moves the cursor to the first cell. */
  const drawing = (frame: string): string => `\u001B[?7l${frame.replaceAll('\n', '\r\n')}\u001B[m\u001B[H`;
  const { text } = patchOf(before, after, columns, rows);
  await writeTo(screen, drawing(before) + text);
  await writeTo(expected, drawing(after));
  expect(cellsOf(screen)).toEqual(cellsOf(expected));
  return text;
}

describe('wide characters', () => {
  test('a patch replaces both cells of an old wide character', async () => {
    expect(await checkedPatch('誤x', 'abx', 5)).toBe('ab');
    expect(await checkedPatch('a誤x', 'a  x', 5)).toBe('a  ');
  });

  test('a patch contains a new wide character once, although the character takes two cells', async () => {
    expect(await checkedPatch('abx', '誤x', 5)).toBe('誤');
    expect(await checkedPatch('漢x', '誤x', 5)).toBe('誤');
  });

  test('the cursor position after a wide character is unknown, so the next move is by row and column', async () => {
    expect(await checkedPatch('abcd', '誤xd', 5)).toBe('誤\u001B[;3Hx');
    expect(patchOf('ab', '誤', 5, 1).cursor.cell).toBeUndefined();
  });

  test('a patch moves the cursor over an unchanged wide character instead of writing the character again', async () => {
    expect(await checkedPatch('a誤c', 'X誤Y', 5)).toBe('X\u001B[2CY');
  });

  test('moving a wide character by one cell leaves no half of the character on the screen', async () => {
    await checkedPatch('誤ab', 'a誤b', 6);
    await checkedPatch('a誤b', '誤ab', 6);
    await checkedPatch('誤漢', 'a誤漢', 6);
    await checkedPatch('a誤漢', '誤漢', 6);
  });

  test('a wide character is drawn in the last two columns, but as a blank if it starts in the last column', async () => {
    await checkedPatch('abcd', 'ab誤', 4);
    expect(await checkedPatch('abcd', 'abc誤', 4)).toBe('abc ');
    expect(await checkedPatch('ab誤', 'abc誤', 4)).toBe('abc ');
  });

  test('erasing the end of a row starts at the first cell of an old wide character', async () => {
    expect(await checkedPatch('a誤漢誤', 'a', 8)).toBe('\u001B[C\u001B[K');
  });
});

test('a row with a character of uncertain width is erased and written whole', () => {
  expect(patchOf('ab👩‍🔬c', 'ab👩‍🔬d', 8, 1).text).toBe('\u001B[Kab👩‍🔬\u001B[;5Hd');
});

test('a row that had a character of uncertain width is erased before its new text is written', () => {
  expect(patchOf('ab👩‍🔬c', 'abXXc', 8, 1).text).toBe('\u001B[KabXXc');
});

test('the cursor position is unknown after the last column is written, and known after any other column', () => {
  expect(patchOf('abc', 'abX', 3, 1).cursor.cell).toBeUndefined();
  expect(patchOf('abc', 'aXc', 3, 1).cursor.cell).toEqual({ row: 0, column: 2 });
});

test('erased cells do not get the background of the cells that are written before them', async () => {
  expect(await checkedPatch('abcdef', '\u001B[41ma\u001B[49m', 6)).toBe('\u001B[41ma\u001B[m\u001B[K');
});
