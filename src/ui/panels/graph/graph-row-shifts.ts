import { bundlesBetween } from './graph-bundles.ts';
import { assignTracks, orderedPairs } from './graph-tracks.ts';
import { heightOf, type RowPlace } from './row-place.ts';

type Columns = readonly (readonly RowPlace[])[];

/**
 * Moves items up or down where the lines before their column would lie on each other: where a value starts in the row in
 * which another one arrives, and the other way round.
 */
export function separated(columns: Columns, height: number): Columns {
  const [first, ...others] = columns;
  if (first === undefined) return columns;
  const moved = [first];
  for (const column of others) moved.push(separatedColumn(moved.at(-1) ?? [], column, height));
  return moved;
}

/** The distances by which an item is tried to be moved, in rows. */
const distances = [1, -1, 2, -2, 3, -3];

function separatedColumn(
  before: readonly RowPlace[],
  column: readonly RowPlace[],
  height: number,
): readonly RowPlace[] {
  let best = { column, pairs: pairsBetween(before, column) };
  while (assignTracks(bundlesBetween(before, best.column)) === undefined) {
    const candidates = best.column.flatMap((_, at) =>
      distances.flatMap((distance) => {
        const shifted = shiftedAt(best.column, at, distance, height);
        return shifted === undefined ? [] : [{ column: shifted, pairs: pairsBetween(before, shifted) }];
      }),
    );
    const [next] = candidates.toSorted((a, b) => a.pairs - b.pairs);
    if (next === undefined || next.pairs >= best.pairs) return best.column;
    best = next;
  }
  return best.column;
}

function pairsBetween(left: readonly RowPlace[], right: readonly RowPlace[]): number {
  return orderedPairs(bundlesBetween(left, right)).length;
}

/** The column with one item moved, and with it the items that are in its way. Undefined if there is no room. */
function shiftedAt(
  column: readonly RowPlace[],
  at: number,
  distance: number,
  height: number,
): readonly RowPlace[] | undefined {
  const tops = column.map(({ top }) => top);
  tops[at] = (tops[at] ?? 0) + distance;
  const heightAt = (index: number): number => heightOf(column[index]?.shape);
  for (let below = at + 1; below < column.length; below++) {
    tops[below] = Math.max(tops[below] ?? 0, (tops[below - 1] ?? 0) + heightAt(below - 1));
  }
  for (let above = at - 1; above >= 0; above--) {
    tops[above] = Math.min(tops[above] ?? 0, (tops[above + 1] ?? 0) - heightAt(above));
  }
  const last = column.length - 1;
  if ((tops[0] ?? 0) < 0 || (tops[last] ?? 0) + heightAt(last) > height) return undefined;
  return column.map((place, index) => ({ ...place, top: tops[index] ?? place.top }));
}
