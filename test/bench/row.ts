/**
 * A measurement of the program and of a reference. `ratio` is the time of the program divided by the time of the
 * reference. `bound` is the largest ratio that is acceptable, or a text that says what is acceptable of `ours`.
 */
export interface BenchRow {
  readonly name: string;
  readonly ours: string;
  readonly reference: string;
  readonly ratio: number | undefined;
  readonly bound: number | string | undefined;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function tableOf(rows: readonly BenchRow[]): string {
  const ratio = ({ ratio: value }: BenchRow): string => (value === undefined ? '' : `${value.toFixed(2)}×`);
  const bound = ({ bound: value = '' }: BenchRow): string => (typeof value === 'string' ? value : `≤ ${value}×`);
  const cells = [
    ['measurement', 'ours', 'reference', 'ratio', 'bound'],
    ...rows.map((row) => [row.name, row.ours, row.reference, ratio(row), bound(row)]),
  ];
  return alignedTable(cells);
}

/** Rows of cells as text with aligned columns. */
export function alignedTable(cells: readonly (readonly string[])[]): string {
  const columns = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
