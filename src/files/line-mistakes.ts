import { fileMessages } from './file-messages.ts';
import type { Message } from './mistake-list.ts';
import { classHint } from './nearest-name.ts';
import { isPrintable } from './quoting.ts';

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

/** A mistake in a line. `column` is the index of a cell, from 0. Undefined if the mistake is not in one cell. */
export interface LineMistake {
  readonly column?: number;
  readonly problem: Message;
  /** Of several mistakes with the same cause, only the first is reported. */
  readonly cause?: string | undefined;
}

const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Separators of columns that are used in place of commas. */
const separators = /[;\t]/;

export const isNumeral = (cell: string): boolean => numeral.test(cell);

/** `hasClassColumn` is undefined until a line has shown whether the file has a column of classes. */
export function widthMistake(
  cells: readonly string[],
  { inputs, outputs }: Columns,
  hasClassColumn: boolean | undefined,
): string | undefined {
  const withClass = outputs > 1 && hasClassColumn !== false ? [inputs + 1] : [];
  const widths = [...(hasClassColumn === true ? [] : [inputs + outputs]), ...withClass];
  if (widths.includes(cells.length)) return undefined;
  const [separator] = separators.exec(cells.length === 1 ? (cells[0] ?? '') : '') ?? [];
  return separator === undefined
    ? messages.wrongWidth(cells.length, inputs, outputs, hasClassColumn)
    : messages.wrongSeparator(separator);
}

export function cellMistakes(cells: readonly string[]): readonly LineMistake[] {
  const mistakes: LineMistake[] = [];
  for (const [column, cell] of cells.entries()) {
    if (isNumeral(cell) && Number.isFinite(Number(cell))) continue;
    // If one cell has a semicolon or a tab, so have the other cells and lines.
    const cause = separators.test(cell) ? 'separator' : undefined;
    mistakes.push({ column, problem: values.mistake(cell, values.finiteNumber), cause });
  }
  return mistakes;
}

/** How often each name is in a list. */
export function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/**
 * The mistakes in the class of a row. `column` is its index. `counts` says how often each of the given classes is given.
 * If `counts` is empty, every name is a class.
 */
export function classMistakes(
  name: string,
  column: number,
  counts: ReadonlyMap<string, number>,
): readonly LineMistake[] {
  const mistake = nameMistake(name, column, messages.className);
  if (mistake !== undefined) return [mistake];
  if (counts.size === 0) return [];
  const cause = `class ${name}`;
  const count = counts.get(name);
  if (count === undefined) {
    return [{ problem: () => messages.unknownClass(name, classHint(name, [...counts.keys()])), cause }];
  }
  return count > 1 ? [{ problem: messages.repeatedClass(name), cause }] : [];
}

/** The mistakes in the cells of a header that are the names of inputs and outputs. */
export function headerMistakes(names: readonly string[]): readonly LineMistake[] {
  return names.flatMap((name, column) => nameMistake(name, column, messages.columnName) ?? []);
}

/** A mistake if a name could not be read again from a saved session (network-schema.ts). */
function nameMistake(name: string, column: number, expected: string): LineMistake | undefined {
  if (name.trim() === '') return { column, problem: values.mistake(name, expected) };
  return isPrintable(name) ? undefined : { column, problem: values.mistake(name, values.textOnOneLine) };
}
