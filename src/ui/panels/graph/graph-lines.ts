import type { Item } from './graph-columns.ts';

/** The edges from one node to one or more nodes. */
export interface Edges {
  readonly from: number;
  readonly to: readonly number[];
}

/** A straight piece of a line, with the edges that it belongs to. */
export interface Stroke extends Edges {
  /** The first cell and the last cell, in the same row or in the same column of cells. */
  readonly start: Cell;
  readonly end: Cell;
  /** Whether the line goes on in the cell before the first cell, and in the cell after the last one. */
  readonly isOpen: readonly [atStart: boolean, atEnd: boolean];
}

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** The nodes that a value reaches by way of an item. */
export function nodesReached(item: Item): readonly number[] {
  return item.isPass ? item.next.flatMap(nodesReached) : [item.node];
}

export function level(
  row: number,
  [first, last]: readonly [number, number],
  edges: Edges,
  isOpen: Stroke['isOpen'],
): readonly Stroke[] {
  if (first > last) return [];
  return [{ ...edges, start: { column: first, row }, end: { column: last, row }, isOpen }];
}

export function upright(column: number, rows: readonly [number, number], edges: Edges): readonly Stroke[] {
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (first === last) return [];
  return [{ ...edges, start: { column, row: first }, end: { column, row: last }, isOpen: [false, false] }];
}
