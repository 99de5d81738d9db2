import { fileMessages } from './file-messages.ts';
import type { KnownParts } from './known-parts.ts';
import type { Problem } from './problem.ts';
import { weightShapeProblems } from './weight-shape.ts';

const { network: messages } = fileMessages;

type WrongCount = Parameters<typeof messages.wrongCount>;
type Layer = NonNullable<KnownParts['layers']>[number];
type Path = Problem['path'];

/**
 * The numbers of inputs or units that a file may mean: first the number that it states, then the numbers of rows or
 * columns that differ from it. A list that fits one of these is not reported again. Undefined if not known.
 */
type Counts = readonly number[] | undefined;

const only = (count: number | undefined): Counts => (count === undefined ? undefined : [count]);

/** Yields a problem for each list whose length does not fit the network. */
export function* shapeProblems(file: KnownParts): Generator<Problem> {
  const { inputs, outputs } = yield* layersProblems(file);
  const samples = typeof file.samples === 'object' ? file.samples : [];
  yield* rowProblems(
    samples.map(({ input }) => input),
    { path: ['samples'], counts: inputs, owner: 'input', each: 'input' },
  );
  yield* rowProblems(
    samples.map(({ target }) => target),
    { path: ['samples'], counts: outputs, owner: 'output', each: 'target' },
  );
  yield* namesProblems(['inputNames'], file.inputNames, inputs, 'input');
  yield* namesProblems(['outputNames'], file.outputNames, outputs, 'output');
}

/** Yields the problems of all layers. Returns the numbers of inputs and outputs that the file may mean. */
function* layersProblems(file: KnownParts): Generator<Problem, { readonly inputs: Counts; readonly outputs: Counts }> {
  const found = weightShapeProblems(file);
  if (found !== undefined) yield* found;
  let inputs = only(file.inputs);
  let fanIn = inputs;
  for (const [index, layer] of file.layers?.entries() ?? []) {
    let units = only(layer.units);
    if (found === undefined && layer.weights !== undefined) {
      const counts = yield* matrixProblems(index, layer.weights, { fanIn, units }, file.weightLayout);
      if (index === 0) inputs = counts.fanIn;
      units = counts.units;
    }
    yield* biasProblems(index, layer, units);
    fanIn = units;
  }
  return { inputs, outputs: file.layers === undefined ? undefined : fanIn };
}

interface MatrixCounts {
  readonly fanIn: Counts;
  readonly units: Counts;
}

/** Yields the problems of the weights of a layer. Returns the counts together with those of the weights. */
function* matrixProblems(
  index: number,
  weights: NonNullable<Layer['weights']>,
  counts: MatrixCounts,
  layout: KnownParts['weightLayout'],
): Generator<Problem, MatrixCounts> {
  if (layout === undefined) return counts;
  const path = ['layers', index, 'weights'];
  const unitsSide = { counts: counts.units, owner: 'unit' } as const;
  const inputsSide = { counts: counts.fanIn, owner: index === 0 ? 'input' : 'unit before' } as const;
  const [down, across] = layout === 'units-by-inputs' ? [unitsSide, inputsSide] : [inputsSide, unitsSide];
  const columns = commonLength(weights);
  if (isTurned(weights.length, columns, down.counts, across.counts)) {
    yield { path, message: messages.turnedMatrix(weights.length, columns ?? 0) };
    return counts;
  }
  yield* countProblem(path, weights.length, 'row', down.counts, down.owner);
  yield* rowProblems(weights, { path, ...across, each: 'row' });
  const [units, fanIn] = layout === 'units-by-inputs' ? [weights.length, columns] : [columns, weights.length];
  return { units: withCount(counts.units, units), fanIn: withCount(counts.fanIn, fanIn) };
}

/** Whether a matrix that does not fit would fit with its rows and columns interchanged. */
function isTurned(rows: number, columns: number | undefined, expectedRows: Counts, expectedColumns: Counts): boolean {
  const [expected, across] = [expectedRows?.[0], expectedColumns?.[0]];
  return rows !== columns && rows === across && columns === expected;
}

function* biasProblems(index: number, { bias }: Layer, units: Counts): Generator<Problem> {
  if (bias?.values === undefined) return;
  yield* countProblem(['layers', index, 'bias', 'values'], bias.values.length, 'number', units, 'unit');
}

function* namesProblems(path: Path, names: KnownParts['inputNames'], counts: Counts, owner: WrongCount[3]) {
  if (names !== undefined && names.length > 0) yield* countProblem(path, names.length, 'name', counts, owner);
}

function* countProblem(
  path: Path,
  length: number,
  noun: WrongCount[1],
  counts: Counts,
  owner: WrongCount[3],
): Generator<Problem> {
  const expected = counts?.[0];
  if (expected === undefined || counts?.includes(length)) return;
  yield { path, message: messages.wrongCount(length, noun, expected, owner) };
}

/** What rows of numbers should fit, and how a message names them. */
interface RowsExpected {
  /** The path of the list of samples, or of the weights of a layer. */
  readonly path: Path;
  readonly counts: Counts;
  readonly owner: WrongCount[3];
  readonly each: NonNullable<WrongCount[4]>;
}

/** Yields a problem for each row of a wrong length, or a single one if all rows have the same wrong length. */
function* rowProblems(
  rows: readonly (readonly number[] | undefined)[],
  { path, counts, owner, each }: RowsExpected,
): Generator<Problem> {
  const expected = counts?.[0];
  if (expected === undefined) return;
  const common = commonLength(rows);
  if (rows.length > 1 && common !== undefined) {
    if (counts?.includes(common)) return;
    yield { path, message: messages.wrongCount(common, 'number', expected, owner, each) };
    return;
  }
  for (const [index, row] of rows.entries()) {
    const rowPath = each === 'row' ? [...path, index] : [...path, index, each];
    if (row !== undefined) yield* countProblem(rowPath, row.length, 'number', counts, owner);
  }
}

/** The length of all rows. Undefined if they differ, or if one of them is not known. */
function commonLength(rows: readonly (readonly number[] | undefined)[]): number | undefined {
  const length = rows[0]?.length;
  return rows.every((row) => row?.length === length) ? length : undefined;
}

/** Adds a count that the file has elsewhere to the counts that it may mean. */
function withCount(counts: Counts, count: number | undefined): Counts {
  return counts === undefined || count === undefined ? counts : [...counts, count];
}
