import * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';

const { values: messages } = fileMessages;

/*
 * A file may hold millions of numbers. Plain loops check them and stop at the first mistake. zod's own arrays of
 * numbers would list every mistake, and overflow the stack at about 100,000 mistakes.
 */

interface Mistake {
  readonly path: number[];
  readonly found: unknown;
  readonly expected: string;
}

const rowJsonSchema = { type: 'array', items: { type: 'number' } };

/**
 * The schema of a row of finite numbers. If a value is not an array, the message is "found …, expected `expected`".
 */
export function numberRow(expected: string) {
  return z
    .custom<readonly number[]>()
    .check(reporting((value) => mistakeInRow(value, expected)))
    .register(z.globalRegistry, rowJsonSchema);
}

/**
 * The schema of rows of finite numbers. The rows may have different lengths. If a value is not an array, the message is
 * "found …, expected `expected`".
 */
export function numberRows(expected: string) {
  return z
    .custom<readonly (readonly number[])[]>()
    .check(reporting((value) => mistakeInRows(value, expected)))
    .register(z.globalRegistry, { type: 'array', items: rowJsonSchema });
}

function mistakeInRow(row: unknown, expected: string): Mistake | undefined {
  if (!Array.isArray(row)) return { path: [], found: row, expected };
  const index = row.findIndex((number) => !Number.isFinite(number));
  return index === -1 ? undefined : { path: [index], found: row[index], expected: messages.finiteNumber };
}

function mistakeInRows(rows: unknown, expected: string): Mistake | undefined {
  if (!Array.isArray(rows)) return { path: [], found: rows, expected };
  for (const [index, row] of rows.entries()) {
    const mistake = mistakeInRow(row, messages.rowOfNumbers);
    if (mistake !== undefined) return { ...mistake, path: [index, ...mistake.path] };
  }
  return undefined;
}

/** A check that reports the mistake which `mistakeIn` finds in a value. */
function reporting<Value>(mistakeIn: (value: unknown) => Mistake | undefined) {
  return z.check<Value>(({ value, issues }) => {
    const mistake = mistakeIn(value);
    if (mistake === undefined) return;
    const { path, found, expected } = mistake;
    issues.push({ code: 'custom', path, input: found, message: messages.mistake(found, expected) });
  });
}
