import * as z from 'zod/mini';
import { describe } from './quoting.ts';

/*
 * Numbers come by the million, so plain loops check them and stop at the first mistake: an array of zod's numbers
 * lists every mistake, and overflows the stack with some 100,000 of them.
 */

interface Mistake {
  readonly path: number[];
  readonly found: unknown;
  readonly expected: string;
}

/** What JSON Schema says of a row. */
const row = { type: 'array', items: { type: 'number' } };

/** Finite numbers in a row. `expected` says what for, where there is no array at all. */
export function numberRow(expected: string) {
  return z
    .custom<readonly number[]>()
    .check(reporting((value) => mistakeInRow(value, expected)))
    .register(z.globalRegistry, row);
}

/** Rows of finite numbers. They need not be of the same length. */
export function numberRows(expected: string) {
  return z
    .custom<readonly (readonly number[])[]>()
    .check(reporting((value) => mistakeInRows(value, expected)))
    .register(z.globalRegistry, { type: 'array', items: row });
}

function mistakeInRow(row: unknown, expected: string): Mistake | undefined {
  if (!Array.isArray(row)) return { path: [], found: row, expected };
  const at = row.findIndex((number) => !Number.isFinite(number));
  return at === -1 ? undefined : { path: [at], found: row[at], expected: 'a finite number' };
}

function mistakeInRows(rows: unknown, expected: string): Mistake | undefined {
  if (!Array.isArray(rows)) return { path: [], found: rows, expected };
  for (const [at, row] of rows.entries()) {
    const mistake = mistakeInRow(row, 'a row of numbers');
    if (mistake !== undefined) return { ...mistake, path: [at, ...mistake.path] };
  }
  return undefined;
}

function reporting<Value>(mistakeIn: (value: unknown) => Mistake | undefined) {
  return z.check<Value>(({ value, issues }) => {
    const mistake = mistakeIn(value);
    if (mistake === undefined) return;
    const { path, found, expected } = mistake;
    issues.push({ code: 'custom', path, input: found, message: `found ${describe(found)}, expected ${expected}` });
  });
}
