import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTable } from '../../src/files/sample-table.ts';

const resultOf = (text: string) => parseTable(text, 'data.csv', { inputs: 2, outputs: 1, classes: [] });

const cell = fc.constantFrom('1', '-0.5', ' 2', '3 ', '\t4\f', '', ' ', 'x', 'é', '1e3');
const line = fc.oneof(
  fc.array(cell, { minLength: 3, maxLength: 3 }).map((cells) => cells.join(',')),
  fc.constantFrom('', '  ', '\t', ',', ',,', '1,2', '1,2,3,4', '1;2;3'),
);

test('a table without double quotes is read as the CSV parser reads it', () => {
  const tables = fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean());
  fc.assert(
    fc.property(tables, ([lines, end, endsWithEnd]) => {
      const text = `a,b,c${end}${lines.join(end)}${endsWithEnd ? end : ''}`;
      // A quoted cell in the header makes the CSV parser read the table.
      expect(resultOf(text)).toEqual(resultOf(text.replace('a', '"a"')));
    }),
    { numRuns: 1000 },
  );
});
