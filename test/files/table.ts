import { throwMistakes } from '../../src/files/input-error.ts';
import type { Columns } from '../../src/files/line-mistakes.ts';
import { parseTable, type Table } from '../../src/files/sample-table.ts';

/** The table in the text of the CSV file data.csv. Throws an InputError that lists the mistakes in it. */
export function tableIn(text: string, columns: Columns): Table {
  const { table, mistakes } = parseTable(text, 'data.csv', columns);
  throwMistakes([mistakes]);
  if (table === undefined) throw new Error('found neither a table nor mistakes');
  return table;
}
