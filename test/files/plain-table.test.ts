import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTable } from '../../src/files/sample-table.ts';

const columns = { inputs: 2, outputs: 1, classes: [] };

const cell = fc.constantFrom('1', '-0.5', ' 2', '3 ', '\t4\f', '', ' ', 'x', 'é', '1e3');
const line = fc.oneof(
  fc.array(cell, { minLength: 3, maxLength: 3 }).map((cells) => cells.join(',')),
  fc.constantFrom('', '  ', '\t', ',', ',,', '1,2', '1,2,3,4', '1;2;3'),
);

/** The table, or the message of the mistake. */
function resultOf(text: string): unknown {
  try {
    return parseTable(text, 'samples', columns);
  } catch (error) {
    return String(error);
  }
}

test('a table without quotes, which is read without the CSV parser, is read as with it', () => {
  const tables = fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean());
  fc.assert(
    fc.property(tables, ([lines, end, endsWithEnd]) => {
      const text = `a,b,c${end}${lines.join(end)}${endsWithEnd ? end : ''}`;
      // A quoted cell in the header makes the CSV parser read the same table.
      expect(resultOf(text)).toEqual(resultOf(text.replace('a', '"a"')));
    }),
    { numRuns: 2000 },
  );
});
