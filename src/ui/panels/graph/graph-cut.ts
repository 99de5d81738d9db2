import stringWidth from 'string-width';
import { arrivalsAt } from './graph-bundles.ts';
import { type Columns, columnsOf } from './graph-columns.ts';
import type { Room } from './graph-layout.ts';
import { shapeOfColumn } from './graph-row-places.ts';
import { type GraphStructure, inputsOf, subgraphOf, usersOf } from './graph-structure.ts';
import { rowsOfShape, widthOfShape } from './node-shape.ts';

/** The maximum number of nodes in one drawing. The time for a layout grows with it. */
export const maxNodes = 48;

/** The maximum width of a name in cells. */
export const maxNameWidth = 12;

/** The room for the drawing of a part of a graph. */
type CutRoom = Pick<Room, 'columns' | 'rows' | 'valueWidth'>;

/** A gap with one track takes about this many cells. */
const usualGap = 3;

/**
 * The nodes around the selected one that are likely to fit, from the nearest to the farthest: those that it is computed from,
 * those that use it, and so on.
 */
export function nodesAround(structure: GraphStructure, selected: number, room: CutRoom): readonly number[] {
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

function isLikelyToFit(structure: GraphStructure, shown: readonly number[], room: CutRoom): boolean {
  const columns = columnsOf(subgraphOf(structure, shown), 'near');
  const nameWidthOf = (node: number): number => Math.min(stringWidth(structure.nodes[node]?.name ?? ''), maxNameWidth);
  const width = leastWidth(columns, { ...room, nameWidthOf }) + (columns.length - 1) * (usualGap - 1);
  return width <= room.columns && areClear(columns, room.rows);
}

/**
 * The width of columns that have one cell after each column, for the mark of the next column. Infinity if the items of a
 * column do not fit into the rows.
 */
export function leastWidth(columns: Columns, room: Pick<Room, 'rows' | 'valueWidth' | 'nameWidthOf'>): number {
  return columns.reduce((total, column) => {
    const nodes = column.filter(({ isPass }) => !isPass);
    const shape = shapeOfColumn(column, room.rows);
    if (shape === undefined) return Number.POSITIVE_INFINITY;
    if (nodes.length === 0) return total + 1 + 1;
    const names = Math.max(...nodes.map(({ node }) => room.nameWidthOf(node)));
    return total + widthOfShape(shape, names, room.valueWidth) + 1;
  }, 0);
}

/** Whether each bundle that arrives at a node has a row of its own. */
function areClear(columns: Columns, rows: number): boolean {
  return columns.every((column, at) => {
    const before = columns[at - 1] ?? [];
    const shape = shapeOfColumn(column, rows);
    return column.every((item) => {
      const arriving = before.filter(({ next }) => next.includes(item));
      const bundles = arrivalsAt(arriving, (source) => source).length;
      return item.isPass || (shape !== undefined && bundles <= rowsOfShape[shape]);
    });
  });
}

/** Numbers of hidden nodes. No node is counted twice. */
export interface HiddenNodes {
  /** Those on which a shown node depends. */
  readonly before: number;
  /** The others that depend on a shown node. */
  readonly after: number;
}

export function hiddenNodes(structure: GraphStructure, shown: readonly number[]): HiddenNodes {
  const before = reached(structure, shown, inputsOf);
  const after = reached(structure, shown, usersOf);
  return { before: before.size - shown.length, after: [...after].filter((node) => !before.has(node)).length };
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
