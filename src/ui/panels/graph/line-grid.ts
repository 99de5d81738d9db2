import type { Cell, Stroke } from './graph-lines.ts';

/** An edge of the graph, from a node to a node that uses it. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
}

/** A line that passes a cell: the sides of the cell at which it goes on, as a sum of `sides`. */
export interface Passage extends GraphEdge {
  readonly sides: number;
}

export const sides = { up: 1, right: 2, down: 4, left: 8 } as const;

/** The sides of a cell that a level line passes, and an upright line. */
export const levelSides = sides.left + sides.right;
const uprightSides = sides.up + sides.down;

/** The cells with lines: by row, by column. In a cell, an edge occurs at most once. */
export type LineGrid = ReadonlyMap<number, ReadonlyMap<number, readonly Passage[]>>;

export function lineGrid(strokes: readonly Stroke[]): LineGrid {
  const grid = new Map<number, Map<number, readonly Passage[]>>();
  for (const stroke of strokes) {
    for (const { row, column, sides: passed } of cellsOf(stroke)) {
      const cells = grid.get(row) ?? new Map<number, readonly Passage[]>();
      grid.set(row, cells);
      const added = stroke.to.map((to): Passage => ({ from: stroke.from, to, sides: passed }));
      cells.set(column, added.reduce(withSides, cells.get(column) ?? []));
    }
  }
  return grid;
}

/** The cells of a stroke, and the sides of each cell that it passes. */
function cellsOf({ start, end, isOpen }: Stroke): readonly (Cell & { readonly sides: number })[] {
  const isLevel = start.row === end.row;
  const [back, forth] = isLevel ? [sides.left, sides.right] : [sides.up, sides.down];
  const last = isLevel ? end.column - start.column : end.row - start.row;
  return Array.from({ length: last + 1 }, (_, at) => ({
    column: start.column + (isLevel ? at : 0),
    row: start.row + (isLevel ? 0 : at),
    sides: (at > 0 || isOpen[0] ? back : 0) + (at < last || isOpen[1] ? forth : 0),
  }));
}

function withSides(passages: readonly Passage[], added: Passage): readonly Passage[] {
  const isSame = ({ from, to }: Passage): boolean => from === added.from && to === added.to;
  if (!passages.some(isSame)) return [...passages, added];
  return passages.map((each) => (isSame(each) ? { ...each, sides: each.sides | added.sides } : each));
}

/**
 * The lines that are drawn in a cell. Where a level line crosses an upright line of another node without a connection,
 * only one of them is drawn: the upright line, or the highlighted one.
 */
export function drawnPassages(passages: readonly Passage[], isLit: (edge: GraphEdge) => boolean): readonly Passage[] {
  const bySource = [...Map.groupBy(passages, ({ from }) => from).values()];
  const sidesOf = (lines: readonly Passage[]): number => lines.reduce((all, { sides: each }) => all | each, 0);
  const levels = bySource.filter((lines) => sidesOf(lines) === levelSides);
  const uprights = bySource.filter((lines) => sidesOf(lines) === uprightSides);
  if (levels.length === 0 || uprights.length === 0 || levels.length + uprights.length < bySource.length)
    return passages;
  return levels.flat().some(isLit) && !uprights.flat().some(isLit) ? levels.flat() : uprights.flat();
}
