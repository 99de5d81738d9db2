import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from './input-error.ts';
import { insteadOf } from './nearest-name.ts';
import { counted, quote } from './quoting.ts';

/** What a row has to hold: so many numbers for the inputs, then as many for the outputs, or the name of its class. */
export interface Columns {
  readonly inputs: number;
  readonly outputs: number;
  /**
   * The classes, in the order of the outputs; where there are none, those found in the file, numbers by size and words
   * by the alphabet.
   */
  readonly classes: readonly string[];
}

/** A sample, and the line of its file that it is on. */
export interface Row {
  readonly input: readonly number[];
  readonly target: readonly number[];
  /** Undefined where it is not on a line of its own. */
  readonly line?: number;
}

/** What a file of samples says. Names are empty where it has none. */
export interface Table {
  readonly rows: readonly Row[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A row as it is read: its class, where there are classes, becomes a target once all of them are known. */
interface ReadRow extends Omit<Row, 'target'> {
  readonly line: number;
  readonly target: readonly number[] | string;
}

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const isNumeral = (cell: string): boolean => numeral.test(cell);

/**
 * The samples in the text of a CSV file, whose first line may name the columns: then none of its inputs is a number.
 * Classes become targets of 1 for the class's own output and 0 for the others. Throws an InputError that names the line.
 */
export function parseTable(text: string, source: string, columns: Columns): Table {
  const { inputs, outputs } = columns;
  const rows: ReadRow[] = [];
  let header: readonly string[] | undefined;
  let width: number | undefined;
  // Each line becomes numbers at once: as text, a large file would take many times its size.
  forEachLine(text, source, (line) => {
    const isFirst = width === undefined;
    width ??= inputs + (outputs > 1 && line.cells.length === inputs + 1 ? 1 : outputs);
    checkWidth(line, source, columns, width);
    if (isFirst && !line.cells.slice(0, inputs).some(isNumeral)) header = line.cells;
    else rows.push(readRow(line, source, columns, header));
  });
  if (width === undefined) throw new InputError(source, 'found no rows, expected samples');
  if (rows.length === 0) throw new InputError(source, 'found no rows below the header, expected samples');
  const hasClasses = width < inputs + outputs;
  const classes = hasClasses ? classesOf(rows, source, columns) : [];
  const places = new Map(classes.map((name, at) => [name, at]));
  return {
    rows: rows.map(({ target, ...row }) => ({
      ...row,
      target: typeof target === 'string' ? oneHot(places, target, source, row.line) : target,
    })),
    inputNames: header?.slice(0, inputs) ?? [],
    outputNames: hasClasses ? classes : (header?.slice(inputs) ?? []),
  };
}

function readRow(
  { cells, line }: Line,
  source: string,
  { inputs, outputs }: Columns,
  header?: readonly string[],
): ReadRow {
  const numbers = (from: number, to?: number): readonly number[] =>
    cells
      .slice(from, to)
      .map((cell, at) => numberIn(cell, source, line, header?.[from + at] ?? `column ${from + at + 1}`));
  const isClass = cells.length < inputs + outputs;
  return { input: numbers(0, inputs), target: isClass ? (cells[inputs] ?? '') : numbers(inputs), line };
}

function forEachLine(text: string, source: string, read: (line: Line) => void): void {
  const take = (cells: readonly string[], { lines }: { readonly lines: number }): null => {
    read({ cells, line: lines });
    return null;
  };
  try {
    parse(text, { trim: true, skip_empty_lines: true, relax_column_count: true, on_record: take });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(source, problemOf(error));
  }
}

/** What the parser says of a quote that is out of place, in our words. */
function problemOf({ code, lines }: CsvError): string {
  const quotes = code === 'CSV_QUOTE_NOT_CLOSED' ? 'that is not closed' : 'in the middle of a cell';
  return `line ${lines}: found a double quote ${quotes}, expected cells in plain text or wholly in double quotes`;
}

function checkWidth({ cells, line }: Line, source: string, { inputs, outputs }: Columns, width: number): void {
  if (cells.length === width) return;
  const [, other] = /([;\t])/.exec(cells.length === 1 ? (cells[0] ?? '') : '') ?? [];
  if (other !== undefined) {
    throw new InputError(source, `line ${line}: found columns separated by ${quote(other)}, expected commas`);
  }
  const expected = `${inputs} for the inputs and ${outputs} for the outputs`;
  const orClass = outputs > 1 ? `, or ${inputs + 1} with the name of a class` : '';
  throw new InputError(
    source,
    `line ${line}: found ${counted(cells.length, 'column')}, expected ${inputs + outputs}, ${expected}${orClass}`,
  );
}

function numberIn(cell: string, source: string, line: number, column: string): number {
  const number = isNumeral(cell) ? Number(cell) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new InputError(source, `line ${line}, ${quote(column)}: found ${quote(cell)}, expected a finite number`);
}

/** The classes of a file, one for each output. */
function classesOf(rows: readonly ReadRow[], source: string, { outputs, classes }: Columns): readonly string[] {
  if (classes.length > 0) return classes;
  const names = [...new Set(rows.map(({ target }) => String(target)))];
  const found = names.every(isNumeral) ? names.toSorted((a, b) => Number(a) - Number(b)) : names.toSorted();
  if (found.length === outputs) return found;
  throw new InputError(
    source,
    `found ${counted(found.length, 'class', 'classes')}, ${list(found)}, expected ${outputs}, one for each output`,
  );
}

/** The first few of some names. */
function list(names: readonly string[]): string {
  const most = 5;
  return names.slice(0, most).map(quote).join(', ') + (names.length > most ? ', …' : '');
}

function oneHot(places: ReadonlyMap<string, number>, name: string, source: string, line: number): readonly number[] {
  const place = places.get(name);
  if (place !== undefined) return Array.from({ length: places.size }, (_, at) => (at === place ? 1 : 0));
  const known = [...places.keys()];
  throw new InputError(source, `line ${line}: found the class ${quote(name)}, ${insteadOf(name, known)}`);
}
