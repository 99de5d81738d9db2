/** A thing that is to be placed in a column of cells. */
export interface Stacked {
  /** The number of rows that it takes. */
  readonly height: number;
  /** The row where its first row should be. */
  readonly wanted: number;
  /** How much its wish counts. */
  readonly weight: number;
  /** The minimum number of blank rows after it. */
  readonly space: number;
}

/** Neighbours that touch each other and move together. */
interface Group {
  readonly start: number;
  readonly weight: number;
  readonly size: number;
}

/**
 * The first row of each thing, from top to bottom, in `height` rows. The rows are as near to the wanted ones as they can be
 * with the least squares (by the algorithm "pool adjacent violators").
 */
export function fitRows(stack: readonly Stacked[], height: number): readonly number[] {
  const offsets: number[] = [];
  let used = 0;
  for (const { height: rows, space } of stack) {
    offsets.push(used);
    used += rows + space;
  }
  const last = stack.at(-1);
  const slack = height - (used - (last?.space ?? 0));
  const groups: Group[] = [];
  stack.forEach(({ wanted, weight }, at) => {
    let group: Group = { start: wanted - (offsets[at] ?? 0), weight, size: 1 };
    for (let before = groups.at(-1); before !== undefined && before.start > group.start; before = groups.at(-1)) {
      groups.pop();
      group = joined(before, group);
    }
    groups.push(group);
  });
  const starts = groups.flatMap(({ start, size }) => {
    const row = Math.max(0, Math.min(Math.round(start), slack));
    return Array.from({ length: size }, () => row);
  });
  return starts.map((start, at) => start + (offsets[at] ?? 0));
}

function joined(a: Group, b: Group): Group {
  const weight = a.weight + b.weight;
  return { start: (a.start * a.weight + b.start * b.weight) / weight, weight, size: a.size + b.size };
}
