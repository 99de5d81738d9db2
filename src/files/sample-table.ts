import { CsvError, parse } from 'csv-parse/sync';
import { fileMessages } from './file-messages.ts';
import { InputError } from './input-error.ts';
import { nameHint } from './nearest-name.ts';

const { samples: messages, values } = fileMessages;

/** The expected columns of a CSV file: the inputs, then the outputs or one column with the name of a class. */
export interface Columns {
  readonly inputs: number;
  readonly outputs: number;
  /**
   * The classes in the order of the outputs. If empty, the classes are those in the file, sorted: by size if all of
   * them are numbers, otherwise by name.
   */
  readonly classes: readonly string[];
}

export interface Row {
  readonly input: readonly number[];
  readonly target: readonly number[];
  /** The line of the CSV file, from 1. Undefined for samples in a network file. */
  readonly line?: number;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Empty without a header. */
  readonly inputNames: readonly string[];
  /** The classes, or the names in the header. Empty if the file has neither. */
  readonly outputNames: readonly string[];
}

/** The columns that a file has according to its first line. */
interface Layout extends Columns {
  /** Whether one column with the name of a class is in place of the columns of the outputs. */
  readonly hasClassColumn: boolean;
}

interface Line {
  readonly cells: readonly string[];
  /** The number of the line in the file, from 1. If cells contain line breaks, this is the last line of the cells. */
  readonly line: number;
}

/** A row whose target may still be the name of a class. Names become targets after all lines are read. */
interface UnfinishedRow extends Omit<Row, 'target'> {
  readonly line: number;
  readonly target: readonly number[] | string;
}

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const isNumeral = (cell: string): boolean => numeral.test(cell);

/**
 * Parses the samples of a CSV file. The first line is a header if none of its input cells is a number. A class becomes
 * a one-hot target. Throws an InputError that names the line of a mistake.
 */
export function parseTable(text: string, source: string, columns: Columns): Table {
  const { inputs, outputs } = columns;
  const rows: UnfinishedRow[] = [];
  let header: readonly string[] | undefined;
  let layout: Layout | undefined;
  // Each line is converted to numbers before the next line is read, because the texts of all cells together would take
  // many times the file's size.
  forEachLine(text, source, (line) => {
    const isFirstLine = layout === undefined;
    layout ??= { ...columns, hasClassColumn: outputs > 1 && line.cells.length === inputs + 1 };
    checkWidth(line, source, layout);
    if (isFirstLine && !line.cells.slice(0, inputs).some(isNumeral)) header = line.cells;
    else rows.push(parseRow(line, source, layout, header));
  });
  if (layout === undefined) throw new InputError(source, messages.noRows);
  if (rows.length === 0) throw new InputError(source, messages.noRowsBelowHeader);
  const { hasClassColumn } = layout;
  const classes = hasClassColumn ? classesOf(rows, source, columns) : [];
  return {
    rows: withTargets(rows, source, classes),
    inputNames: header?.slice(0, inputs) ?? [],
    outputNames: hasClassColumn ? classes : (header?.slice(inputs) ?? []),
  };
}

function forEachLine(text: string, source: string, read: (line: Line) => void): void {
  if (isPlain(text)) {
    forEachPlainLine(text, read);
    return;
  }
  const onRecord = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    read({ cells, line: lines });
    return null;
  };
  try {
    parse(text, { trim: true, skip_empty_lines: true, relax_column_count: true, on_record: onRecord });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // With these options, the parser refuses only misplaced double quotes.
    const problem = error.code === 'CSV_QUOTE_NOT_CLOSED' ? messages.unclosedQuote : messages.quoteInsideCell;
    throw new InputError(source, messages.atLine(Number(error.lines), problem));
  }
}

/**
 * Whether a text needs no CSV parser: it has no double quotes, and all of its lines end in the same way, with LF or with
 * CR LF.
 */
function isPlain(text: string): boolean {
  if (text.includes('"')) return false;
  return !text.includes('\r') || !/\r(?!\n)|(?<!\r)\n/.test(text);
}

/** Reads lines as the CSV parser does, but in a fifth of the time. */
function forEachPlainLine(text: string, read: (line: Line) => void): void {
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const cells = text.slice(start, end).split(',').map(trimmed);
    if (cells.length > 1 || cells[0] !== '') read({ cells, line });
    start = end + 1;
  }
}

/** The characters that the CSV parser trims. */
const blanks = '\t\f\r ';

function trimmed(cell: string): string {
  let [start, end] = [0, cell.length];
  while (start < end && blanks.includes(cell.charAt(start))) start++;
  while (end > start && blanks.includes(cell.charAt(end - 1))) end--;
  return cell.slice(start, end);
}

function checkWidth({ cells, line }: Line, source: string, { inputs, outputs, hasClassColumn }: Layout): void {
  if (cells.length === inputs + (hasClassColumn ? 1 : outputs)) return;
  const [separator] = /[;\t]/.exec(cells.length === 1 ? (cells[0] ?? '') : '') ?? [];
  const problem =
    separator === undefined ? messages.wrongWidth(cells.length, inputs, outputs) : messages.wrongSeparator(separator);
  throw new InputError(source, messages.atLine(line, problem));
}

function parseRow(
  { cells, line }: Line,
  source: string,
  { inputs, hasClassColumn }: Layout,
  header?: readonly string[],
): UnfinishedRow {
  const columnName = (index: number): string => header?.[index] ?? messages.column(index + 1);
  const numbers = (start: number, end?: number): readonly number[] =>
    cells.slice(start, end).map((cell, index) => parseNumber(cell, source, line, columnName(start + index)));
  return { input: numbers(0, inputs), target: hasClassColumn ? (cells[inputs] ?? '') : numbers(inputs), line };
}

function parseNumber(cell: string, source: string, line: number, column: string): number {
  const number = isNumeral(cell) ? Number(cell) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new InputError(source, messages.atCell(line, column, values.mistake(cell, values.finiteNumber)));
}

/**
 * The given classes, or else the sorted classes in the file. Throws an InputError if the file does not have one class
 * for each output.
 */
function classesOf(rows: readonly UnfinishedRow[], source: string, { outputs, classes }: Columns): readonly string[] {
  if (classes.length > 0) return classes;
  const names = [...new Set(rows.map(({ target }) => String(target)))];
  const sorted = names.every(isNumeral) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();
  if (sorted.length === outputs) return sorted;
  throw new InputError(source, messages.wrongClassCount(sorted, outputs));
}

function withTargets(rows: readonly UnfinishedRow[], source: string, classes: readonly string[]): readonly Row[] {
  const classIndices = new Map(classes.map((name, index) => [name, index]));
  const oneHot = (name: string, line: number): readonly number[] => {
    const classIndex = classIndices.get(name);
    if (classIndex !== undefined) return classes.map((_, index) => (index === classIndex ? 1 : 0));
    const problem = messages.unknownClass(name, nameHint(name, classes));
    throw new InputError(source, messages.atLine(line, problem));
  };
  return rows.map(({ target, ...row }) => ({
    ...row,
    target: typeof target === 'string' ? oneHot(target, row.line) : target,
  }));
}
