/** A line of the benchmark: what was measured, ours beside a reference of the same run, and the ratio allowed. */
export interface BenchRow {
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
  readonly ratio: number | undefined;
  readonly bound: number | undefined;
}

/** The middle value of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The rows as an aligned table. */
export function tableOf(rows: readonly BenchRow[]): string {
  const ratio = ({ ratio: value }: BenchRow): string => (value === undefined ? '' : `${value.toFixed(2)}×`);
  const bound = ({ bound: value }: BenchRow): string => (value === undefined ? '' : `≤ ${value}×`);
  const cells = [
    ['what', 'ours', 'reference', 'ratio', 'bound'],
    ...rows.map((row) => [row.what, row.ours, row.reference, ratio(row), bound(row)]),
  ];
  return aligned(cells);
}

/** Rows of cells as columns of text, the first row being the headings. */
export function aligned(cells: readonly (readonly string[])[]): string {
  const columns = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
