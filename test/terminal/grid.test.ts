import { expect, test } from 'vitest';
import { emptyGrid, parseFrame } from '../../src/terminal/grid.ts';

/** The cells of the first row: text, or text and SGR parameters. */
function parsed(text: string, columns: number): readonly string[] {
  const [row = []] = parseFrame(text, emptyGrid(columns, 1)).rows;
  return row.map((cell) => [cell.text, cell.style.parameters].filter((part) => part !== '').join(' '));
}

test.each([
  ['blanks fill the row', 'ab', 4, ['a', 'b', ' ', ' ']],
  ['text beyond the last column is cut off', 'abcde', 3, ['a', 'b', 'c']],
  ['a wide character takes two cells, the second without text', 'a誤b', 4, ['a', '誤', '', 'b']],
  ['half of a wide character does not fit in the last column', 'ab誤', 3, ['a', 'b', ' ']],
  [
    'a combining mark belongs to the character before, also after a change of style',
    'e\u001B[1m\u0301x',
    2,
    ['e\u0301', 'x 1'],
  ],
  [
    'styles add up until they are reset',
    '\u001B[35ma\u001B[1mb\u001B[39mc\u001B[0md',
    4,
    ['a 35', 'b 1;35', 'c 1', 'd'],
  ],
  ['a blank keeps only a style that shows', '\u001B[1m \u001B[41m ', 2, [' ', '  1;41']],
])('%s', (_, text, columns, cells) => {
  expect(parsed(text, columns)).toEqual(cells);
});

test('rows beyond the screen are cut off, and missing rows are blank', () => {
  expect(parseFrame('a\nb\nc', emptyGrid(1, 2)).rows.map(([cell]) => cell?.text)).toEqual(['a', 'b']);
  expect(parseFrame('a', emptyGrid(1, 2)).rows.map(([cell]) => cell?.text)).toEqual(['a', ' ']);
});

test('a row with the same text as before is the same object', () => {
  const before = parseFrame('a\nb', emptyGrid(3, 2));
  const after = parseFrame('a\nc', before);
  expect(after.rows[0]).toBe(before.rows[0]);
  expect(after.rows[1]).not.toBe(before.rows[1]);
});
