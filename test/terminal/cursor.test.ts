import { expect, test } from 'vitest';
import { moveTo } from '../../src/terminal/cursor.ts';

const ESC = '\u001B';

test.each([
  ['from an unknown cell to the first cell', undefined, [0, 0], `${ESC}[H`],
  ['from an unknown cell to row 3, column 4', undefined, [3, 4], `${ESC}[4;5H`],
  ['from an unknown cell to row 0, column 4', undefined, [0, 4], `${ESC}[;5H`],
  ['one column to the right', [5, 20], [5, 21], `${ESC}[C`],
  ['one column to the left', [5, 21], [5, 20], '\b'],
  ['19 columns to the left', [5, 40], [5, 21], `${ESC}[19D`],
  ['to the start of the row', [5, 40], [5, 0], '\r'],
  ['from column 40 to column 1 of a row', [15, 40], [15, 1], `\r${ESC}[C`],
  ['down one row', [15, 40], [16, 40], `${ESC}D`],
  ['up one row', [16, 40], [15, 40], `${ESC}[A`],
  ['to the start of the next row', [15, 40], [16, 0], `${ESC}E`],
] as const)('moveTo returns the shortest movement %s', (_, from, to, expected) => {
  const cell = ([row, column]: readonly [number, number]) => ({ row, column });
  expect(moveTo(from && cell(from), cell(to))).toBe(expected);
});
