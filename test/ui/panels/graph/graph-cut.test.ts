import { expect, test } from 'vitest';
import { chainOf, circuit, graphOf, loopOf, neuronGates } from './example-graphs.ts';
import { drawingOf, wholeWidth } from './graph-drawing.ts';

/** The names in a drawing without numbers. */
function namesIn(rows: readonly string[]): readonly string[] {
  return rows.slice(0, -1).flatMap((row) => row.match(/[a-z]\w*(\[\d+\])?/gi) ?? []);
}

/** The numbers in the last row of a drawing that shows a part of a graph. */
function countsIn(rows: readonly string[]): readonly number[] {
  const [, ...counts] = /^← (\d+) more +(\d+) of (\d+) quantities +(\d+) more →$/.exec(rows.at(-1) ?? '') ?? [];
  return counts.map(Number);
}

test('a chain that does not fit says how many quantities are shown and hidden on each side', () => {
  const rows = drawingOf(chainOf(30), { selected: 'x15' });
  const [before = 0, shown = 0, all, after = 0] = countsIn(rows);
  expect(all).toBe(30);
  expect(before + shown + after).toBe(30);
  expect(namesIn(rows)).toHaveLength(shown);
});

test('a hidden quantity that is computed from a shown one and leads to a shown one is counted once', () => {
  // w is shown. All turns are computed from w, and the turns before the selected quantity lead to it.
  const [before = 0, shown = 0, all, after = 0] = countsIn(drawingOf(loopOf(2000), { selected: 'a[1000]' }));
  expect(all).toBe(10_002);
  // The inputs of later turns are neither computed from a shown quantity nor lead to one.
  expect(before + shown + after).toBeLessThan(10_002);
  expect(before + shown + after).toBeGreaterThan(8_000);
});

test('at the start and at the end of a chain, nothing is hidden on that side', () => {
  expect(drawingOf(chainOf(30), { selected: 'x1' }).at(-1)).toMatch(/^ +\d+ of 30 quantities +\d+ more →$/);
  expect(drawingOf(chainOf(30), { selected: 'f' }).at(-1)).toMatch(/^← \d+ more +\d+ of 30 quantities +$/);
});

test.each([
  ['a[1000]', ['w', 'x[1000]', 'a[1000]', 'c[1000]']],
  ['c[1000]', ['a[1000]', 'b[1000]', 'c[1000]', 'h[1000]']],
  ['h[1000]', ['c[1000]', 'h[1000]', 'b[1001]']],
] as const)('of a graph of 10,000 quantities, the neighbours of %s are shown', (selected, expected) => {
  const names = namesIn(drawingOf(loopOf(2000), { selected }));
  expect(names).toEqual(expect.arrayContaining([...expected]));
});

test('an ellipsis marks the names of quantities with hidden neighbours', () => {
  const rows = drawingOf(chainOf(30), { selected: 'x15' });
  const [row = ''] = rows.filter((each) => each.includes('x15'));
  expect(row.trim()).toMatch(/^…x\d+─.*─x\d+…$/);
});

test.each([circuit, neuronGates])(
  'the first lessons fit whole at 80×24 in a panel as wide as the screen',
  (structure) => {
    const rows = drawingOf(structure, { size: wholeWidth });
    const text = rows.join('\n');
    expect(text).not.toMatch(/of \d+ quantities|…/);
    expect(namesIn([...rows, '']).toSorted()).toEqual(structure.nodes.map(({ name }) => name).toSorted());
  },
);

test('a long name is cut', () => {
  const structure = graphOf('a_very_long_name_of_a_quantity = x');
  expect(drawingOf(structure).join('\n')).toContain('─a_very_long…');
});

test('in a room without space for a node, nothing is drawn', () => {
  expect(drawingOf(circuit, { size: { columns: 5, rows: 3 } })).toEqual(['     ', '     ', '     ']);
});

test('successive steps through a large graph seldom move the drawing', () => {
  const columnsOf = (selected: number): string =>
    drawingOf(chainOf(10_000), { selected }).join('\n').replaceAll('▸', '─');
  const drawings = Array.from({ length: 40 }, (_, at) => columnsOf(5000 + at));
  const moves = drawings.slice(1).filter((drawing, at) => drawing !== drawings[at]).length;
  expect(moves).toBeLessThanOrEqual(10);
});
