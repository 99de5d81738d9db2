import * as z from 'zod/mini';
import { fileMessages } from './file-messages.ts';
import { vocabularyHint } from './name-hint.ts';
import { nameHint } from './nearest-name.ts';
import type { Vocabulary } from './other-names.ts';

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

/** As `expecting`, but the message for a whole number above `max` is "found …, expected at most `max`". */
export function expectingUpTo(max: number, expected: string) {
  const isTooLarge = (input: unknown): boolean => Number.isInteger(input) && Number(input) > max;
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      values.mistake(input, isTooLarge(input) ? values.atMost(max) : expected),
  };
}

/** A whole number from `min` to `max`. */
export function wholeNumber(expected: string, min: number, max = Number.MAX_SAFE_INTEGER) {
  const options = expectingUpTo(max, expected);
  return z.int(options).check(z.gte(min, options), z.lte(max, options));
}

/** One of some names. `vocabulary` says what they are the names of. */
export function oneOf<const Name extends string>(allowed: readonly Name[], vocabulary?: Vocabulary) {
  return z.enum(allowed, { error: ({ input }) => wrongName(input, allowed, vocabulary) });
}

/** The message for a value that is not one of the allowed names. */
export function wrongName(found: unknown, allowed: readonly string[], vocabulary?: Vocabulary): string {
  return names.unknown(found, hintFor(found, allowed, vocabulary));
}

function hintFor(found: unknown, allowed: readonly string[], vocabulary: Vocabulary | undefined): string {
  if (typeof found !== 'string') return names.expectedOneOf(allowed);
  return vocabulary === undefined ? nameHint(found, allowed) : vocabularyHint(found, allowed, vocabulary);
}

/**
 * An object without unknown keys. If a value is not an object, the message is "found …, expected `expected`". If it has
 * unknown keys, the message is the list of known keys, one in each line. From this list, schema-issue.ts makes the
 * messages about the first unknown keys. A file may have too many unknown keys to make a message for each.
 */
export function object<const Shape extends z.core.$ZodShape>(shape: Shape, expected: string) {
  const { error } = expecting(expected);
  const known = Object.keys(shape).join('\n');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : error(issue)) });
}

/** Checks that an object has exactly one of two keys. It does so even if other parts of the object have mistakes. */
export function oneOfTwo<First extends string, Second extends string>(first: First, second: Second) {
  type Keys = { readonly [Key in First | Second]?: unknown };
  const has = (value: Keys, key: First | Second): boolean => value[key] !== undefined;
  const when = ({ value }: { readonly value: unknown }): boolean =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return [
    z.refine<Keys>((value) => !(has(value, first) && has(value, second)), {
      error: values.both(first, second),
      when,
    }),
    z.refine<Keys>((value) => has(value, first) || has(value, second), {
      error: values.neither(first, second),
      params: { missing: [first, second] },
      when,
    }),
  ] as const;
}

/** The value of an object's own key. Undefined if `value` is not an object or has no such key. */
export function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
