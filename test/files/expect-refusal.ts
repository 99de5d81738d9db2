import { expect } from 'vitest';
import { InputError } from '../../src/files/input-error.ts';
import { isPrintable } from '../../src/files/quoting.ts';

/** A sentence about a mistake, with or without the place of the mistake in front of it. */
const mistake =
  /^(?:[\w.[\]$]+: |line \d+, column \d+: )?(?:found .+(?:, expected .+|, did you mean .+\?|: the .+)|no such file|cannot be read .+)$/u;

/**
 * Expects an InputError with one to five printable lines, each about another mistake, and perhaps the number of further
 * mistakes. Each line starts with one of `sources`.
 */
export function expectRefusal(error: unknown, sources: readonly string[]): void {
  if (!(error instanceof InputError)) throw error;
  const lines = error.message.split('\n');
  expect(lines.length).toBeLessThanOrEqual(6);
  expect(new Set(lines).size, error.message).toBe(lines.length);
  for (const [index, line] of lines.entries()) {
    const source = sources.find((each) => line.startsWith(`${each}: `)) ?? '?';
    const text = line.slice(source.length + 2);
    if (index === 5) expect(text).toMatch(/^and \d+ more mistakes?$/);
    else expect(text).toMatch(mistake);
    expect(isPrintable(line)).toBe(true);
  }
}
