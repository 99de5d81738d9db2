import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import { countsOf, isNumeral } from './line-mistakes.ts';
import { classHint } from './nearest-name.ts';
import type { Problem } from './problem.ts';

const { samples: messages } = fileMessages;

/** A class in a network file: the number of an output, from 0, or the name of an output. */
export type Class = number | string;

/** The classes of a network. */
interface Classes {
  readonly outputs: number;
  /** Empty if the outputs have no names, or if there is only one output. */
  readonly names: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** The names that are written as numbers, by their number. */
  readonly numerals: ReadonlyMap<number, readonly string[]>;
}

/** Yields a problem for each class of a sample that no output has. */
export function* classProblems({ samples, layers, outputNames }: KnownParts): Generator<Problem> {
  const outputs = layers?.at(-1)?.units;
  if (outputs === undefined || outputNames === undefined || typeof samples !== 'object') return;
  const names = outputs > 1 ? outputNames : [];
  const numerals = Map.groupBy(names.filter(isNumeral), Number);
  const classes = { outputs, names, counts: countsOf(names), numerals };
  for (const [index, { class: found }] of samples.entries()) {
    const message = found === undefined ? undefined : classMistake(found, classes);
    if (message !== undefined) yield { path: ['samples', index, 'class'], message };
  }
}

/** Returns a function that makes the message, as a file may have a mistake in every sample. */
function classMistake(found: Class, classes: Classes): (() => string) | undefined {
  const { outputs, names, counts, numerals } = classes;
  if (typeof found === 'string') {
    const count = counts.get(found);
    if (count === undefined) return () => unknownNameMessage(found, classes);
    return count > 1 ? () => messages.repeatedClass(found) : undefined;
  }
  const sameNumber = numerals.get(found) ?? [];
  if (found > lastClass(outputs)) {
    const [name] = sameNumber;
    return () =>
      name === undefined ? messages.wrongClass(found, outputs, undefined) : messages.classNameAsNumber(found, name);
  }
  const name = names[found];
  // In a CSV file, a class is a name, even if it is written as a number.
  const isAmbiguous = name !== undefined && name !== String(found) && sameNumber.some((each) => each !== name);
  return isAmbiguous ? () => messages.ambiguousClass(found, name) : undefined;
}

function unknownNameMessage(found: string, { outputs, names }: Classes): string {
  const isNumberOfClass = /^\d+$/.test(found) && Number(found) <= lastClass(outputs);
  if (isNumberOfClass) return messages.classNumberAsName(found);
  return messages.wrongClass(found, outputs, names.length > 0 ? classHint(found, names) : undefined);
}

/** With one output, the classes are its targets, 0 and 1. */
function lastClass(outputs: number): number {
  return outputs === 1 ? 1 : outputs - 1;
}

/**
 * The target of a class: 1 for its output and 0 for all other outputs. With one output, the target is the class, 0 or 1.
 * The class must be free of `classProblems`.
 */
export function targetOfClass(found: Class, outputs: number, names: readonly string[]): readonly number[] {
  const index = typeof found === 'string' ? names.indexOf(found) : found;
  return outputs === 1 ? [index] : Array.from({ length: outputs }, (_, output) => (output === index ? 1 : 0));
}
