import * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import { maxListed } from './mistake-list.ts';

const { values: messages } = fileMessages;

/*
 * A file may hold millions of numbers. Plain loops check them, and describe only the first mistakes. zod's own arrays of
 * numbers would describe every mistake, and overflow the stack at about 100,000 mistakes.
 */

interface Mistake {
  readonly path: readonly number[];
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
    .check(reporting((value) => mistakesInRow(value, expected)))
    .register(z.globalRegistry, rowJsonSchema);
}

/**
 * The schema of rows of finite numbers. The rows may have different lengths. If a value is not an array, the message is
 * "found …, expected `expected`".
 */
export function numberRows(expected: string) {
  return z
    .custom<readonly (readonly number[])[]>()
    .check(reporting((value) => mistakesInRows(value, expected)))
    .register(z.globalRegistry, { type: 'array', items: rowJsonSchema });
}

function* mistakesInRow(row: unknown, expected: string): Generator<Mistake> {
  if (!Array.isArray(row)) {
    yield { path: [], found: row, expected };
    return;
  }
  for (let index = 0; index < row.length; index++) {
    if (!Number.isFinite(row[index])) yield { path: [index], found: row[index], expected: messages.finiteNumber };
  }
}

function* mistakesInRows(rows: unknown, expected: string): Generator<Mistake> {
  if (!Array.isArray(rows)) {
    yield { path: [], found: rows, expected };
    return;
  }
  // If no row is an array, they are the numbers of one row.
  const count = rows.some(Array.isArray) ? rows.length : Math.min(rows.length, 1);
  for (let index = 0; index < count; index++) {
    for (const mistake of mistakesInRow(rows[index], messages.rowOfNumbers)) {
      yield { ...mistake, path: [index, ...mistake.path] };
    }
  }
}

/** A check that reports the mistakes which `mistakesIn` finds in a value. The issues of zod describe the first ones. */
function reporting<Value>(mistakesIn: (value: unknown) => Iterable<Mistake>) {
  return z.check<Value>(({ value, issues }) => {
    const first: Mistake[] = [];
    let count = 0;
    for (const mistake of mistakesIn(value)) {
      count += 1;
      if (first.length < maxListed) first.push(mistake);
    }
    for (const [index, { path, found, expected }] of first.entries()) {
      const omitted = index === 0 ? count - first.length : 0;
      const message = messages.mistake(found, expected);
      issues.push({ code: 'custom', path: [...path], input: found, message, params: { omitted } });
    }
  });
}
