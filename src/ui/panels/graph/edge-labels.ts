import { type GraphEdge, type LineGrid, levelSides, type Passage } from './line-grid.ts';

/** The cells of an edge's line into which its local derivative can be written. */
export interface LabelPlace extends GraphEdge {
  readonly column: number;
  readonly row: number;
  readonly width: number;
}

/**
 * The cells around a label: at least one cell of the line before it, and a blank on both sides, because a minus sign looks
 * like a part of the line.
 */
export const cellsAroundLabel = 3;

/** The minimum width of a label: a sign, a digit, the point and two decimals. */
const minLabelWidth = 5;

/** The places of labels: for each edge, the longest level piece of its line that belongs to no other edge. */
export function labelPlaces(grid: LineGrid): readonly LabelPlace[] {
  const longest = new Map<string, LabelPlace>();
  for (const piece of [...grid].flatMap(([row, cells]) => piecesIn(row, cells))) {
    const key = `${piece.from} ${piece.to}`;
    if (piece.width >= (longest.get(key)?.width ?? 0)) longest.set(key, piece);
  }
  return [...longest.values()].filter(({ width }) => width >= minLabelWidth + cellsAroundLabel);
}

/** The level pieces of a row that belong to one edge each. */
function piecesIn(row: number, cells: ReadonlyMap<number, readonly Passage[]>): readonly LabelPlace[] {
  const pieces: LabelPlace[] = [];
  for (const column of [...cells.keys()].toSorted((a, b) => a - b)) {
    const edge = onlyLevelEdge(cells.get(column) ?? []);
    if (edge === undefined) continue;
    const last = pieces.at(-1);
    if (last?.from === edge.from && last.to === edge.to && last.column + last.width === column) {
      pieces[pieces.length - 1] = { ...last, width: last.width + 1 };
    } else pieces.push({ ...edge, column, row, width: 1 });
  }
  return pieces;
}

function onlyLevelEdge([only, ...others]: readonly Passage[]): GraphEdge | undefined {
  const isLevel = only?.sides === levelSides && others.length === 0;
  return isLevel ? { from: only.from, to: only.to } : undefined;
}
