import type { Subgraph } from './graph-structure.ts';

/** What stands in a column of the drawing: a node, or a line that passes the column on its way to later columns. */
export interface Item {
  readonly id: number;
  /** The node, or the node where the line starts. */
  readonly node: number;
  readonly isPass: boolean;
  readonly column: number;
  /** The items of the next column to which the value goes. */
  readonly next: readonly Item[];
}

/** The items of each column, from the left. */
export type Columns = readonly (readonly Item[])[];

/** The column of each node, from 0. `first`: leaves stand in column 0. `near`: leaves stand before their first user. */
export type LeafPlace = 'first' | 'near';

/** The columns from left to right. Each edge leads from an item to an item of the next column. */
export function columnsOf(graph: Subgraph, leaves: LeafPlace): Columns {
  const columns: Item[][] = [];
  const ranks = ranksOf(graph, leaves);
  const items = new Map<number, Item>();
  let count = 0;
  const add = (item: Omit<Item, 'id'>): Item => {
    const added = { ...item, id: count };
    count += 1;
    columns[item.column] ??= [];
    columns[item.column]?.push(added);
    return added;
  };
  // Users are made before the nodes that they use. One line leads to all users of a node.
  for (const node of graph.nodes.toReversed()) {
    const rank = ranks.get(node) ?? 0;
    const users = graph.users.get(node) ?? [];
    const inColumn = (column: number): readonly Item[] =>
      users.filter((user) => ranks.get(user) === column).flatMap((user) => items.get(user) ?? []);
    let next: readonly Item[] = [];
    for (let column = Math.max(rank, ...users.map((user) => ranks.get(user) ?? 0)) - 1; column > rank; column--) {
      next = [add({ node, isPass: true, column, next: [...inColumn(column + 1), ...next] })];
    }
    items.set(node, add({ node, isPass: false, column: rank, next: [...inColumn(rank + 1), ...next] }));
  }
  return columns.map((column) => column.toReversed());
}

/**
 * The column of each node: one after the last of its inputs. A node without inputs, or with leaves only as inputs, moves
 * to the right until it is next to its first user, because that makes lines shorter.
 */
export function ranksOf({ nodes, inputs, users }: Subgraph, leaves: LeafPlace): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  const rankOf = (node: number): number => ranks.get(node) ?? 0;
  const isLeaf = (node: number): boolean => (inputs.get(node) ?? []).length === 0;
  for (const node of nodes) {
    ranks.set(node, Math.max(-1, ...(inputs.get(node) ?? []).map(rankOf)) + 1);
  }
  for (const node of nodes.toReversed()) {
    const after = users.get(node) ?? [];
    if (after.length === 0 || !(inputs.get(node) ?? []).every(isLeaf)) continue;
    if (leaves === 'near' || !isLeaf(node)) ranks.set(node, Math.min(...after.map(rankOf)) - 1);
  }
  const lowest = Math.min(...ranks.values());
  return new Map([...ranks].map(([node, rank]) => [node, rank - lowest]));
}
