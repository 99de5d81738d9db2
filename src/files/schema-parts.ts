import * as z from 'zod/mini';
import { insteadOf, nearest } from './nearest-name.ts';
import { alternatives, describe, quote } from './quoting.ts';

/** The most units, inputs and parameters a network may have. */
export const mostParameters = 100_000_000;

/** For a schema that says, of anything else, what it found in the place of `expected`. */
export function expecting(expected: string) {
  return { error: (issue: { readonly input?: unknown }) => `found ${describe(issue.input)}, expected ${expected}` };
}

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, { error: ({ input }) => wrongName(input, names) });
}

/** What is said of a value that is none of some names. */
export function wrongName(found: unknown, names: readonly string[]): string {
  return `found ${describe(found)}, ${typeof found === 'string' ? insteadOf(found, names) : `expected ${alternatives(names)}`}`;
}

export function object<const Shape extends z.core.$ZodShape>(shape: Shape, expected: string) {
  const { error } = expecting(expected);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKey(issue.keys, shape, issue.input ?? {}) : error(issue),
  });
}

/** Names the key that the first unknown one may be a slip of, or else all that are known. */
function unknownKey(keys: readonly string[], shape: object, input: object): string {
  const [key = ''] = keys;
  const free = Object.keys(shape).filter((name) => !Object.hasOwn(input, name));
  const near = nearest(key, free);
  const hint =
    near === undefined ? `expected ${alternatives(Object.keys(shape).filter(isOwn))}` : `did you mean ${quote(near)}?`;
  return `found the unknown key ${quote(key)}, ${hint}`;
}

/** Whether a key is this format's and not one that editors know. */
function isOwn(key: string): boolean {
  return !key.startsWith('$');
}

/** Of two keys, one has to be there, and only one. */
export function oneOfTwo<First extends string, Second extends string>(first: First, second: Second) {
  type Keys = { readonly [Key in First | Second]?: unknown };
  const has = (value: Keys, key: First | Second): boolean => value[key] !== undefined;
  return [
    z.refine<Keys>((value) => !(has(value, first) && has(value, second)), {
      error: `found both "${first}" and "${second}", expected one of them`,
    }),
    z.refine<Keys>((value) => has(value, first) || has(value, second), {
      error: `found neither "${first}" nor "${second}", expected one of them`,
    }),
  ] as const;
}

export function count(expected: string) {
  return z.int(expecting(expected)).check(z.gte(1), z.lte(mostParameters));
}
