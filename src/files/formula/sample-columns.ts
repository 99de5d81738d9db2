import { forEachLine, type Line } from '../csv-lines.ts';
import { fileMessages } from '../file-messages.ts';
import { cellMistakes } from '../line-mistakes.ts';
import { createReport } from '../line-report.ts';
import type { MistakeList } from '../mistake-list.ts';
import { nearest } from '../nearest-name.ts';
import { formulaMessages } from './formula-messages.ts';

const { samples: messages } = fileMessages;

/** Rows of numbers, one row for each line. */
export interface SampleRows {
  readonly count: number;
  /** Row by row. */
  readonly inputs: Float64Array;
}

/**
 * Reads the columns with the given names from a CSV file whose first line has the names of its columns. `rows` is
 * undefined if there are mistakes.
 */
export function readColumns(
  text: string,
  source: string,
  names: readonly string[],
): { readonly rows: SampleRows | undefined; readonly mistakes: MistakeList } {
  const numbers: number[] = [];
  const { report, listMistakes } = createReport();
  let header: Line | undefined;
  let columns: readonly number[] = [];

  const readHeader = (line: Line): void => {
    header = line;
    columns = names.map((name) => line.cells.indexOf(name));
    for (const name of names) {
      const problem = columnProblem(name, line.cells);
      if (problem !== undefined) report(line.line, { problem });
    }
  };
  const readRow = ({ cells, line }: Line, { cells: { length: width } }: Line): void => {
    if (cells.length !== width) {
      report(line, { problem: formulaMessages.wrongWidth(cells.length, width), cause: 'width' });
      return;
    }
    const row = columns.map((column) => cells[column] ?? '');
    const mistakes = cellMistakes(row);
    for (const mistake of mistakes) report(line, mistake, names);
    // Without −0, a saved session has the same numbers after it is read again: JSON writes −0 as 0.
    if (mistakes.length === 0) for (const cell of row) numbers.push(Number(cell) + 0);
  };
  const quoteMistake = forEachLine(text, (line) => {
    if (header === undefined) readHeader(line);
    else if (!columns.includes(-1)) readRow(line, header);
  });
  if (quoteMistake !== undefined) report(quoteMistake.line, quoteMistake);
  const count = numbers.length / names.length;
  const found = listMistakes();
  if (found.count > 0) return { rows: undefined, mistakes: { source, ...found } };
  if (count > 0) return { rows: { count, inputs: Float64Array.from(numbers) }, mistakes: { source, ...found } };
  const noRows = header === undefined ? messages.noRows : messages.noRowsBelowHeader;
  return { rows: undefined, mistakes: { source, listed: [noRows], count: 1 } };
}

/** What is wrong with a column of the header, if anything. */
function columnProblem(name: string, header: readonly string[]): string | undefined {
  const count = header.filter((each) => each === name).length;
  if (count > 1) return formulaMessages.repeatedColumn(name);
  if (count === 1) return undefined;
  const near = nearest(name, header);
  return near === undefined ? formulaMessages.noColumn(name, header) : formulaMessages.misspelledColumn(name, near);
}
