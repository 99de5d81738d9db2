import leven, { closestMatch } from 'leven';
import { alternatives, quote } from './quoting.ts';

/** The one of `names` that `text` is most likely a slip of, if any is near: case is free, a third may be wrong. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const near = names.filter((name) => {
    const most = Math.floor(name.length / 3);
    return leven(lower, name.toLowerCase(), { maxDistance: most + 1 }) <= most;
  });
  const closest = closestMatch(
    lower,
    near.map((name) => name.toLowerCase()),
  );
  return near.find((name) => name.toLowerCase() === closest);
}

/**
 * What was expected in the place of a name that is none of `names`: the one it may be a slip of, or else any of them, or
 * of `examples` where they are too many to list.
 */
export function insteadOf(text: string, names: readonly string[], examples?: readonly string[]): string {
  const near = nearest(text, names);
  if (near !== undefined) return `did you mean ${quote(near)}?`;
  return examples === undefined ? `expected ${alternatives(names)}` : `expected one such as ${alternatives(examples)}`;
}
