/** The one of `names` that `text` is most likely a slip of, if any is near: case is free, a third may be wrong. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const allowed = (name: string) => Math.max(1, Math.floor(name.length / 3));
  return names
    .filter((name) => Math.abs(name.length - text.length) <= allowed(name))
    .map((name) => ({ name, edits: editsBetween(text.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= allowed(name))
    .reduce(
      (best, next) => (best === undefined || next.edits < best.edits ? next : best),
      undefined as Match | undefined,
    )?.name;
}

interface Match {
  readonly name: string;
  readonly edits: number;
}

/** Characters to insert, delete or replace to get from one text to the other (Levenshtein). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, character] of [...from].entries()) {
    const next = [at + 1];
    for (let to_ = 0; to_ < to.length; to_++) {
      const replaced = (row[to_] ?? 0) + (character === to[to_] ? 0 : 1);
      next.push(Math.min(replaced, (row[to_ + 1] ?? 0) + 1, (next[to_] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
