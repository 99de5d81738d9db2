/** Calls `work` for each range of at most `atOnce` of `count` items, and yields after each call. */
export function* inSlices(
  count: number,
  atOnce: number,
  work: (first: number, end: number) => void,
): Generator<void, void> {
  for (let first = 0; first < count; first += atOnce) {
    work(first, Math.min(count, first + atOnce));
    yield;
  }
}
