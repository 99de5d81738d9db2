import { forEachLine, type Line } from '../csv-lines.ts';
import { fileMessages } from '../file-messages.ts';
import { cellMistakes, type LineMistake } from '../line-mistakes.ts';
import { type MistakeList, maxListed, textOf } from '../mistake-list.ts';
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
  const listed: string[] = [];
  let mistakeCount = 0;
  let header: Line | undefined;
  let columns: readonly number[] = [];
  let hasWrongWidth = false;

  const report = (line: number, { column, problem }: LineMistake): void => {
    mistakeCount += 1;
    if (listed.length === maxListed) return;
    const name = column === undefined ? undefined : names[column];
    const sentence = textOf(problem);
    listed.push(name === undefined ? messages.atLine(line, sentence) : messages.atCell(line, name, sentence));
  };
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
      // Lines with another width than the header often follow each other.
      if (!hasWrongWidth) report(line, { problem: formulaMessages.wrongWidth(cells.length, width) });
      hasWrongWidth = true;
      return;
    }
    const row = columns.map((column) => cells[column] ?? '');
    const mistakes = cellMistakes(row);
    for (const mistake of mistakes) report(line, mistake);
    // Without −0, a saved session has the same numbers after it is read again: JSON writes −0 as 0.
    if (mistakes.length === 0) for (const cell of row) numbers.push(Number(cell) + 0);
  };
  const quoteMistake = forEachLine(text, (line) => {
    if (header === undefined) readHeader(line);
    else if (!columns.includes(-1)) readRow(line, header);
  });
  if (quoteMistake !== undefined) report(quoteMistake.line, quoteMistake);
  const count = numbers.length / names.length;
  if (mistakeCount === 0 && count === 0) {
    listed.push(header === undefined ? messages.noRows : messages.noRowsBelowHeader);
    mistakeCount = 1;
  }
  const rows = mistakeCount === 0 ? { count, inputs: Float64Array.from(numbers) } : undefined;
  return { rows, mistakes: { source, listed, count: mistakeCount } };
}

/** What is wrong with a column of the header, if anything. */
function columnProblem(name: string, header: readonly string[]): string | undefined {
  const count = header.filter((each) => each === name).length;
  if (count > 1) return formulaMessages.repeatedColumn(name);
  if (count === 1) return undefined;
  const near = nearest(name, header);
  return near === undefined ? formulaMessages.noColumn(name, header) : formulaMessages.misspelledColumn(name, near);
}
