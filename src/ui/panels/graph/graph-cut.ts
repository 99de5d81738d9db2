import { arrivalsAt } from './graph-bundles.ts';
import { columnsOf, type Item } from './graph-columns.ts';
import { shapeThatFits } from './graph-row-places.ts';
import { type GraphStructure, inputsOf, subgraphOf, usersOf } from './graph-structure.ts';
import { rowsOfShape, type Shape, widthOfShape } from './node-shape.ts';

/** The maximum number of nodes in one drawing. The time for a layout grows with it. */
export const maxNodes = 48;

/** A gap with one track takes about this many cells. */
const usualGap = 3;

/**
 * The nodes around the selected one that are likely to fit, from the nearest to the farthest: those that it is computed from,
 * those that use it, and so on.
 */
export function nodesAround(
  structure: GraphStructure,
  selected: number,
  room: { readonly columns: number; readonly rows: number; readonly valueWidth: number },
): readonly number[] {
  const shown = [selected];
  const tried = new Set(shown);
  for (let at = 0; at < shown.length && shown.length < maxNodes; at++) {
    const node = shown[at] ?? selected;
    for (const next of neighboursOf(structure, node, selected)) {
      if (tried.has(next) || tried.size > 3 * maxNodes) continue;
      tried.add(next);
      if (isLikelyToFit(structure, [...shown, next], room)) shown.push(next);
    }
  }
  return shown.slice(0, maxNodes);
}

/** A node with more users, such as a shared weight, leads only to its inputs, unless it is selected. */
const maxUsers = 4;

/** The nodes to which a node leads: its inputs and its users, from the nearest to the selected node to the farthest. */
function neighboursOf(structure: GraphStructure, node: number, selected: number): readonly number[] {
  const users = usersOf(structure, node);
  const followed = node === selected || users.length <= maxUsers ? users : [];
  return [...nearest(inputsOf(structure, node), node), ...nearest(followed, node)];
}

/** At most `maxNodes` of some nodes, beginning with those whose equations are next to a node's equation. */
function nearest(nodes: readonly number[], to: number): readonly number[] {
  return nodes.toSorted((a, b) => Math.abs(a - to) - Math.abs(b - to)).slice(0, maxNodes);
}

function isLikelyToFit(
  structure: GraphStructure,
  shown: readonly number[],
  { columns, rows, valueWidth }: { readonly columns: number; readonly rows: number; readonly valueWidth: number },
): boolean {
  let used = 1 - usualGap;
  let before: readonly Item[] = [];
  for (const column of columnsOf(subgraphOf(structure, shown), 'near')) {
    const nodes = column.filter(({ isPass }) => !isPass);
    const shape = shapeThatFits({ nodes: nodes.length, passes: column.length - nodes.length }, rows);
    if (shape === undefined || !areClear(before, column, shape)) return false;
    before = column;
    const names = Math.max(0, ...nodes.map(({ node }) => structure.nodes[node]?.name.length ?? 0));
    used += (nodes.length === 0 ? 1 : widthOfShape(shape, names, valueWidth)) + usualGap;
  }
  return used <= columns;
}

/** Whether each bundle that arrives at a node has a row of its own. */
function areClear(before: readonly Item[], column: readonly Item[], shape: Shape): boolean {
  return column.every((item) => {
    const arriving = before.filter(({ next }) => next.includes(item));
    return item.isPass || arrivalsAt(arriving, (source) => source).length <= rowsOfShape[shape];
  });
}

/** The hidden nodes on which a shown node depends, and those that depend on a shown node. */
export interface HiddenNodes {
  readonly before: number;
  readonly after: number;
}

export function hiddenNodes(structure: GraphStructure, shown: readonly number[]): HiddenNodes {
  const before = reached(structure, shown, inputsOf);
  const after = reached(structure, shown, usersOf);
  return { before: before.size - shown.length, after: after.size - shown.length };
}

function reached(
  structure: GraphStructure,
  shown: readonly number[],
  step: (structure: GraphStructure, node: number) => readonly number[],
): ReadonlySet<number> {
  const found = new Set(shown);
  for (const node of found) for (const next of step(structure, node)) found.add(next);
  return found;
}
