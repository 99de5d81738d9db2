import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import { isNumeral } from './line-mistakes.ts';
import { classHint } from './nearest-name.ts';
import type { Problem } from './problem.ts';

const { samples: messages } = fileMessages;

/** A class in a network file: the number of an output, from 0, or the name of an output. */
export type Class = number | string;

/** Yields a problem for each class of a sample that no output has. */
export function* classProblems({ samples, layers, outputNames }: KnownParts): Generator<Problem> {
  const outputs = layers?.at(-1)?.units;
  if (outputs === undefined || outputNames === undefined || typeof samples !== 'object') return;
  for (const [index, { class: found }] of samples.entries()) {
    const message = found === undefined ? undefined : classMistake(found, outputs, outputNames);
    if (message !== undefined) yield { path: ['samples', index, 'class'], message };
  }
}

/** Returns a function that makes the message, as a file may have a mistake in every sample. */
function classMistake(found: Class, outputs: number, names: readonly string[]): (() => string) | undefined {
  const last = lastClass(outputs);
  const classes = outputs > 1 ? names : [];
  if (typeof found === 'string') {
    const first = classes.indexOf(found);
    if (first === -1) return () => unknownNameMessage(found, outputs, classes);
    return classes.includes(found, first + 1) ? () => messages.repeatedClass(found) : undefined;
  }
  // In a CSV file, a class is a name, even if it is written as a number.
  const sameNumber = classes.find((name) => isSameNumber(name, found));
  if (found > last) {
    return () =>
      sameNumber === undefined
        ? messages.wrongClass(found, outputs, undefined)
        : messages.classNameAsNumber(found, sameNumber);
  }
  const name = classes[found];
  const isAmbiguous = sameNumber !== undefined && name !== undefined && !isSameNumber(name, found);
  return isAmbiguous ? () => messages.ambiguousClass(found, name) : undefined;
}

function unknownNameMessage(found: string, outputs: number, classes: readonly string[]): string {
  const isNumberOfClass = /^\d+$/.test(found) && Number(found) <= lastClass(outputs);
  if (isNumberOfClass) return messages.classNumberAsName(found);
  return messages.wrongClass(found, outputs, classes.length > 0 ? classHint(found, classes) : undefined);
}

/** With one output, the classes are its targets, 0 and 1. */
function lastClass(outputs: number): number {
  return outputs === 1 ? 1 : outputs - 1;
}

function isSameNumber(name: string, number: number): boolean {
  return isNumeral(name) && Number(name) === number;
}

/**
 * The target of a class: 1 for its output and 0 for all other outputs. With one output, the target is the class, 0 or 1.
 * The class must be free of `classProblems`.
 */
export function targetOfClass(found: Class, outputs: number, names: readonly string[]): readonly number[] {
  const index = typeof found === 'string' ? names.indexOf(found) : found;
  return outputs === 1 ? [index] : Array.from({ length: outputs }, (_, output) => (output === index ? 1 : 0));
}
