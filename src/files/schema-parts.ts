import * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import { nameHint, nearest } from './nearest-name.ts';

const { names, values } = fileMessages;

// By default, zod compiles each schema before its first use. A program that reads one file does not gain that time back.
z.config({ jitless: true });

/** The maximum number of parameters, and therefore also of units and of inputs. */
export const maxParameters = 100_000_000;

/** The options of a schema whose message is "found …, expected `expected`". */
export function expecting(expected: string) {
  return { error: (issue: { readonly input?: unknown }) => values.mistake(issue.input, expected) };
}

export const finiteNumber = z.number(expecting(values.finiteNumber));

export const trueOrFalse = z.boolean(expecting(values.trueOrFalse));

/** A whole number from 1 to `maxParameters`. */
export function count(expected: string) {
  return z.int(expecting(expected)).check(z.gte(1), z.lte(maxParameters));
}

export function oneOf<const Name extends string>(allowed: readonly Name[]) {
  return z.enum(allowed, { error: ({ input }) => wrongName(input, allowed) });
}

/** The message for a value that is not one of the allowed names. */
export function wrongName(found: unknown, allowed: readonly string[]): string {
  const hint = typeof found === 'string' ? nameHint(found, allowed) : names.expectedOneOf(allowed);
  return names.unknown(found, hint);
}

/** An object without unknown keys. If a value is not an object, the message is "found …, expected `expected`". */
export function object<const Shape extends z.core.$ZodShape>(shape: Shape, expected: string) {
  const { error } = expecting(expected);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKey(issue.keys, shape, issue.input ?? {}) : error(issue),
  });
}

/** The message for the first unknown key. It suggests only keys that the object in the file does not have yet. */
function unknownKey([key = '']: readonly string[], shape: object, found: object): string {
  const known = Object.keys(shape);
  const near = nearest(
    key,
    known.filter((name) => !Object.hasOwn(found, name)),
  );
  return names.unknownKey(
    key,
    near === undefined ? names.expectedOneOf(known.filter(isForProgram)) : names.didYouMean(near),
  );
}

/** Whether a key is for the program. Keys that start with $, such as $schema, are for editors. */
function isForProgram(key: string): boolean {
  return !key.startsWith('$');
}

/** Checks that an object has exactly one of two keys. */
export function oneOfTwo<First extends string, Second extends string>(first: First, second: Second) {
  type Keys = { readonly [Key in First | Second]?: unknown };
  const has = (value: Keys, key: First | Second): boolean => value[key] !== undefined;
  return [
    z.refine<Keys>((value) => !(has(value, first) && has(value, second)), { error: values.both(first, second) }),
    z.refine<Keys>((value) => has(value, first) || has(value, second), { error: values.neither(first, second) }),
  ] as const;
}
