import leven, { closestMatch } from 'leven';

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
