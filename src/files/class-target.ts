import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import { nameHint } from './nearest-name.ts';
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

function classMistake(found: Class, outputs: number, names: readonly string[]): string | undefined {
  if (typeof found === 'string') {
    if (outputs > 1 && names.includes(found)) return undefined;
    return messages.wrongClass(found, outputs, outputs > 1 && names.length > 0 ? nameHint(found, names) : undefined);
  }
  if (found > (outputs === 1 ? 1 : outputs - 1)) return messages.wrongClass(found, outputs, undefined);
  // In a CSV file, a class is a name, even if it is written as a number.
  const name = names[found];
  const isAmbiguous = outputs > 1 && name !== undefined && name !== String(found) && names.includes(String(found));
  return isAmbiguous ? messages.ambiguousClass(found, name) : undefined;
}

/**
 * The target of a class: 1 for its output and 0 for all other outputs. With one output, the target is the class, 0 or 1.
 * The class must be free of `classProblems`.
 */
export function targetOfClass(found: Class, outputs: number, names: readonly string[]): readonly number[] {
  const index = typeof found === 'string' ? names.indexOf(found) : found;
  return outputs === 1 ? [index] : Array.from({ length: outputs }, (_, output) => (output === index ? 1 : 0));
}
