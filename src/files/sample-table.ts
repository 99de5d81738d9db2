import { targetOfClass } from './class-target.ts';
import { forEachLine, type Line } from './csv-lines.ts';
import { fileMessages } from './file-messages.ts';
import {
  type Columns,
  cellMistakes,
  classMistakes,
  countsOf,
  headerMistakes,
  isNumeral,
  widthMistake,
} from './line-mistakes.ts';
import { createReport } from './line-report.ts';
import type { MistakeList } from './mistake-list.ts';

const { samples: messages } = fileMessages;

/** A sample of a CSV file. */
export interface Row {
  readonly input: readonly number[];
  readonly target: readonly number[];
  /** The line of the CSV file, from 1. */
  readonly line: number;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Empty without a header. */
  readonly inputNames: readonly string[];
  /** The classes, or the names in the header. Empty if the file has neither. */
  readonly outputNames: readonly string[];
}

/** The samples of a CSV file, and its mistakes. */
export interface ParsedTable {
  /** Undefined if there are mistakes. */
  readonly table: Table | undefined;
  readonly mistakes: MistakeList;
}

/** A row whose target may still be the name of a class. Names become targets after all lines are read. */
interface UnfinishedRow extends Omit<Row, 'target'> {
  readonly target: readonly number[] | string;
}

/** The lines of a CSV file that are read, and the mistakes in them. */
interface ReadLines {
  readonly rows: readonly UnfinishedRow[];
  readonly header: readonly string[] | undefined;
  /** Whether one column has the names of classes. */
  readonly hasClassColumn: boolean;
  readonly lineCount: number;
  /** The number of rows whose only mistake is a word in the last column. */
  readonly wordsAtEnd: number;
  readonly listed: readonly string[];
  readonly mistakeCount: number;
}

/**
 * Parses the samples of a CSV file. The first line is a header if none of its input cells is a number. A class becomes
 * a one-hot target. Of mistakes that have the same cause, only the first is reported.
 */
export function parseTable(text: string, source: string, columns: Columns): ParsedTable {
  const { inputs, outputs, classes } = columns;
  const { rows, header, hasClassColumn, ...found } = readLines(text, columns);
  const names = hasClassColumn ? classesOf(rows, classes) : [];
  const refused = (listed: readonly string[], count = listed.length): ParsedTable => ({
    table: undefined,
    mistakes: { source, listed, count },
  });
  const { wordsAtEnd, mistakeCount } = found;
  // A single word may be a mistake, but words in all lines are classes.
  if (wordsAtEnd > 1 && wordsAtEnd === rows.length && wordsAtEnd === mistakeCount) {
    return refused([messages.classesAfterNumbers(inputs, outputs)]);
  }
  if (mistakeCount > 0) return refused(found.listed, mistakeCount);
  if (rows.length === 0) return refused([found.lineCount === 0 ? messages.noRows : messages.noRowsBelowHeader]);
  // shape-check.ts checks the number of given classes.
  if (hasClassColumn && classes.length === 0 && names.length !== outputs) {
    return refused([messages.wrongClassCount(names, outputs)]);
  }
  const table = {
    rows: withTargets(rows, names, outputs),
    inputNames: header?.slice(0, inputs) ?? [],
    outputNames: hasClassColumn ? names : (header?.slice(inputs) ?? []),
  };
  return { table, mistakes: { source, listed: [], count: 0 } };
}

function readLines(text: string, columns: Columns): ReadLines {
  const { inputs, outputs, classes } = columns;
  const classCounts = countsOf(classes);
  const rows: UnfinishedRow[] = [];
  const { report, listMistakes } = createReport();
  let header: readonly string[] | undefined;
  let hasClassColumn: boolean | undefined;
  let firstWidth = 0;
  let lineCount = 0;
  let wordsAtEnd = 0;

  const readHeader = ({ cells, line }: Line): void => {
    header = cells;
    // The name of a column of classes is not used.
    const names = hasClassColumn ? cells.slice(0, inputs) : cells;
    for (const mistake of headerMistakes(names)) report(line, mistake);
  };
  const readRow = ({ cells, line }: Line): void => {
    const name = hasClassColumn ? (cells[inputs] ?? '') : undefined;
    const numberCells = hasClassColumn ? cells.slice(0, inputs) : cells;
    const ofClass = name === undefined ? [] : classMistakes(name, inputs, classCounts);
    const mistakes = [...cellMistakes(numberCells), ...ofClass];
    for (const mistake of mistakes) report(line, mistake, header);
    if (mistakes.length === 1 && mistakes[0]?.column === cells.length - 1 && cells.at(-1) !== '') wordsAtEnd += 1;
    const numbers = numberCells.map(Number);
    rows.push({ input: numbers.slice(0, inputs), target: name ?? numbers.slice(inputs), line });
  };
  // Each line is converted to numbers before the next line is read, because the texts of all cells together would take
  // many times the file's size.
  const quoteMistake = forEachLine(text, (line) => {
    const { cells } = line;
    lineCount += 1;
    if (lineCount === 1) firstWidth = cells.length;
    const problem = widthMistake(cells, columns, hasClassColumn);
    if (problem !== undefined) {
      // Lines as wide as the first line have the same mistake as the first line.
      report(line.line, { problem, cause: cells.length === firstWidth ? 'width' : undefined });
      return;
    }
    hasClassColumn ??= outputs > 1 && cells.length === inputs + 1;
    if (lineCount === 1 && !cells.slice(0, inputs).some(isNumeral)) readHeader(line);
    else readRow(line);
  });
  if (quoteMistake !== undefined) report(quoteMistake.line, quoteMistake);
  const { listed, count } = listMistakes();
  const hasClasses = hasClassColumn ?? false;
  return { rows, header, hasClassColumn: hasClasses, lineCount, wordsAtEnd, listed, mistakeCount: count };
}

/** The given classes, or else the sorted classes in the file. */
function classesOf(rows: readonly UnfinishedRow[], classes: readonly string[]): readonly string[] {
  if (classes.length > 0) return classes;
  const names = [...new Set(rows.map(({ target }) => String(target)))];
  return names.every(isNumeral) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();
}

function withTargets(rows: readonly UnfinishedRow[], classes: readonly string[], outputs: number): readonly Row[] {
  const targets = new Map(classes.map((name) => [name, targetOfClass(name, outputs, classes)]));
  return rows.map(({ target, ...row }) => ({
    ...row,
    target: typeof target === 'string' ? (targets.get(target) ?? []) : target,
  }));
}
