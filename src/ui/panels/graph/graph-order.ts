import { Graph, layout } from '@dagrejs/dagre';
import type { Columns, Item } from './graph-columns.ts';

/** An item with the place that the layout library gives to it. */
export interface OrderedItem {
  readonly item: Item;
  /** The distance of its middle from the top, in rows. */
  readonly middle: number;
}

/** The items of each column from top to bottom, in an order with few crossings of lines. */
export function orderedColumns(columns: Columns): readonly (readonly OrderedItem[])[] {
  if (columns.every((column) => column.length <= 1))
    return columns.map((column) => column.map((item) => ({ item, middle: 0 })));
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 1, ranksep: 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, isPass } of columns.flat()) graph.setNode(String(id), { width: 1, height: isPass ? 1 : 3 });
  for (const { id, next } of columns.flat()) {
    for (const target of next) graph.setEdge(String(id), String(target.id), { weight: target.isPass ? 4 : 1 });
  }
  layout(graph);
  const placed = columns.map((column) =>
    column.map((item) => ({ item, middle: Number(graph.node(String(item.id)).y) })),
  );
  const ordered = isUpsideDown(placed) ? placed.map((column) => column.map(mirrored)) : placed;
  return ordered.map((column) => column.toSorted((a, b) => a.middle - b.middle));
}

function mirrored({ item, middle }: OrderedItem): OrderedItem {
  return { item, middle: -middle };
}

/** Whether more pairs of a column are in the opposite order of the graph's nodes than in the same order. */
function isUpsideDown(columns: readonly (readonly OrderedItem[])[]): boolean {
  let balance = 0;
  for (const column of columns) {
    column.forEach((a, at) => {
      for (const b of column.slice(at + 1)) balance += Math.sign((b.item.node - a.item.node) * (b.middle - a.middle));
    });
  }
  return balance < 0;
}
