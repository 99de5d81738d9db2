import leven from 'leven';
import { fileMessages } from './file-messages.ts';

const { names: messages } = fileMessages;

/**
 * Returns the name that `text` is most likely a misspelling of: the first one at the smallest edit distance, ignoring
 * case. Undefined if every name differs in more than a third of its letters.
 */
export function nearest(text: string, names: readonly string[]): string | undefined {
  return nearestNames(text, names)[0];
}

/** All names at the smallest edit distance, as in `nearest`. */
export function nearestNames(text: string, names: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  const near = names.flatMap((name) => {
    const maxDistance = Math.floor(name.length / 3);
    const distance = editDistance(lower, name.toLowerCase(), maxDistance);
    return distance <= maxDistance ? [{ name, distance }] : [];
  });
  const smallest = near.reduce((least, { distance }) => Math.min(least, distance), Number.POSITIVE_INFINITY);
  return near.filter(({ distance }) => distance === smallest).map(({ name }) => name);
}

/**
 * The edit distance, or a larger number than `max` if it is larger. Two neighbouring letters that are interchanged count
 * as one edit.
 */
function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const interchanged = a.slice(0, start) + (a[start + 1] ?? '') + (a[start] ?? '') + a.slice(start + 2);
  return a !== b && interchanged === b ? 1 : leven(a, b, { maxDistance: max + 1 });
}

/**
 * The hint for a text that is not one of `names`: the nearest name, or a list of all names if no name is near. With
 * `examples`, the list has these examples in place of all names.
 */
export function nameHint(text: string, names: readonly string[], examples?: readonly string[]): string {
  const near = nearest(text, names);
  if (near !== undefined) return messages.didYouMean([near]);
  return examples === undefined ? messages.expectedOneOf(names) : messages.expectedSuchAs(examples);
}

/** The hint for a text that is not the name of a class. Of many classes, only the first are listed. */
export function classHint(text: string, classes: readonly string[]): string {
  const near = nearest(text, classes);
  return near === undefined ? messages.expectedClass(classes) : messages.didYouMean([near]);
}
