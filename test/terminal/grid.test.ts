import { expect, test } from 'vitest';
import { emptyGrid, parseFrame } from '../../src/terminal/grid.ts';

/** The cells of the first row, each as its text followed by the SGR parameters of its style. */
function parsed(text: string, columns: number): readonly string[] {
  const [row = []] = parseFrame(text, emptyGrid(columns, 1)).rows;
  return row.map((cell) => [cell.text, cell.style.parameters].filter((part) => part !== '').join(' '));
}

test.each([
  ['blanks fill the rest of a row', 'ab', 4, ['a', 'b', ' ', ' ']],
  ['text beyond the last column is cut off', 'abcde', 3, ['a', 'b', 'c']],
  ['a wide character takes two cells, and the second has no text', 'a誤b', 4, ['a', '誤', '', 'b']],
  ['a wide character that starts in the last column becomes a blank', 'ab誤', 3, ['a', 'b', ' ']],
  [
    'a combining mark belongs to the character before it, even if the style changes between them',
    'e\u001B[1m\u0301x',
    2,
    ['e\u0301', 'x 1'],
  ],
  [
    'style codes accumulate until their style is reset',
    '\u001B[35ma\u001B[1mb\u001B[39mc\u001B[0md',
    4,
    ['a 35', 'b 1;35', 'c 1', 'd'],
  ],
  ['a blank keeps its style only if the style is visible on a blank', '\u001B[1m \u001B[41m ', 2, [' ', '  1;41']],
])('in a parsed frame, %s', (_, text, columns, cells) => {
  expect(parsed(text, columns)).toEqual(cells);
});

test('rows of a frame that do not fit on the screen are cut off, and missing rows are blank', () => {
  expect(parseFrame('a\nb\nc', emptyGrid(1, 2)).rows.map(([cell]) => cell?.text)).toEqual(['a', 'b']);
  expect(parseFrame('a', emptyGrid(1, 2)).rows.map(([cell]) => cell?.text)).toEqual(['a', ' ']);
});

test('parsing a row with the same text as before returns the same object', () => {
  const before = parseFrame('a\nb', emptyGrid(3, 2));
  const after = parseFrame('a\nc', before);
  expect(after.rows[0]).toBe(before.rows[0]);
  expect(after.rows[1]).not.toBe(before.rows[1]);
});
