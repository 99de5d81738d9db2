/** The one of `names` that `text` is most likely a slip of, if any is near: case is free, a third may be wrong. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const allowed = (name: string) => Math.floor(name.length / 3);
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
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, character] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (character === other ? 0 : 1);
      const deleted = (row[column + 1] ?? 0) + 1;
      const inserted = (next[column] ?? 0) + 1;
      next.push(Math.min(replaced, deleted, inserted));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
