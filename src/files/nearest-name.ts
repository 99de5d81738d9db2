import leven, { closestMatch } from 'leven';
import { fileMessages } from './file-messages.ts';

const { names: messages } = fileMessages;

/**
 * Returns the name that `text` is most likely a misspelling of: the one at the smallest edit distance, ignoring case.
 * Undefined if every name differs in more than a third of its letters.
 */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const near = names.filter((name) => {
    const maxDistance = Math.floor(name.length / 3);
    return leven(lower, name.toLowerCase(), { maxDistance: maxDistance + 1 }) <= maxDistance;
  });
  const closest = closestMatch(
    lower,
    near.map((name) => name.toLowerCase()),
  );
  return near.find((name) => name.toLowerCase() === closest);
}

/**
 * The hint for a text that is not one of `names`: the nearest name, or a list of all names if no name is near. With
 * `examples`, the list has these examples in place of all names.
 */
export function nameHint(text: string, names: readonly string[], examples?: readonly string[]): string {
  const near = nearest(text, names);
  if (near !== undefined) return messages.didYouMean(near);
  return examples === undefined ? messages.expectedOneOf(names) : messages.expectedSuchAs(examples);
}
