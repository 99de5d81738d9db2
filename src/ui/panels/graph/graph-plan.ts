import stringWidth from 'string-width';
import { memoize } from '../../../engine/expressions/memoize.ts';
import { cutTo } from '../../draw/rows.ts';
import type { Size } from '../../state/layout.ts';
import { type LabelPlace, labelPlaces } from './edge-labels.ts';
import { type Columns, columnsOf } from './graph-columns.ts';
import { type HiddenNodes, hiddenNodes, leastWidth, maxNameWidth, maxNodes, nodesAround } from './graph-cut.ts';
import { type GraphLayout, layOut, type Room } from './graph-layout.ts';
import { orderedColumns } from './graph-order.ts';
import { type GraphStructure, inputsOf, subgraphOf, usersOf } from './graph-structure.ts';
import { type LineGrid, lineGrid } from './line-grid.ts';

/** Everything about a drawing that does not depend on the values of the nodes. */
export interface GraphPlan {
  readonly layout: GraphLayout;
  readonly grid: LineGrid;
  readonly labels: readonly LabelPlace[];
  /** The names of the shown nodes, cut to the room. */
  readonly names: ReadonlyMap<number, string>;
  /** Undefined if all nodes are shown. */
  readonly hidden: HiddenNodes | undefined;
}

export interface PlanOptions {
  readonly size: Size;
  readonly decimals: number;
  readonly ellipsis: string;
}

/** A number takes at least the cells of a sign, a digit, the point and two decimals. */
const minValueWidth = 5;

/** The width of a number: its decimals, and a sign, a digit and the point. */
export function widthOfValues(decimals: number): number {
  return decimals + 3;
}

/** The plans of a graph that are made already, by their options. Undefined if nothing fits. */
type Plans = Map<string, GraphPlan | undefined>;

const plansOf = memoize((_structure: GraphStructure): Plans => new Map());

/** The maximum number of plans that are kept for a graph. */
const maxPlans = 200;

/** The plan of the drawing with the selected node. Undefined if the room is too small for one node. */
export function planGraph(structure: GraphStructure, selected: number, options: PlanOptions): GraphPlan | undefined {
  const { size, decimals, ellipsis } = options;
  const plans = plansOf(structure);
  const key = [size.columns, size.rows, decimals, ellipsis].join(' ');
  const whole = known(plans, key, () => wholePlan(structure, options));
  const around = (node: number): GraphPlan | undefined =>
    known(plans, `${key} ${node}`, () => partPlan(structure, node, options));
  return whole ?? steadyPlan(structure, selected, around) ?? around(selected);
}

/** The numbers of successive nodes for which the same part of a large graph may be drawn. */
const stretches = [4, 2];

/**
 * The plan around a node near the selected one, if it shows all neighbours of the selected node. So the drawing stays the
 * same for some steps, because most steps compute the node after the one of the step before.
 */
function steadyPlan(
  structure: GraphStructure,
  selected: number,
  around: (node: number) => GraphPlan | undefined,
): GraphPlan | undefined {
  const needed = [selected, ...inputsOf(structure, selected), ...usersOf(structure, selected)];
  if (needed.length > maxNodes) return undefined;
  for (const stretch of stretches) {
    const middle = selected - (selected % stretch) + stretch / 2;
    const plan = around(Math.min(middle, structure.nodes.length - 1));
    if (plan !== undefined && needed.every((node) => plan.names.has(node))) return plan;
  }
  return undefined;
}

function known(plans: Plans, key: string, make: () => GraphPlan | undefined): GraphPlan | undefined {
  if (plans.has(key)) return plans.get(key);
  const plan = make();
  if (plans.size >= maxPlans) plans.clear();
  plans.set(key, plan);
  return plan;
}

function wholePlan(structure: GraphStructure, options: PlanOptions): GraphPlan | undefined {
  const { size, decimals, ellipsis } = options;
  if (structure.nodes.length > maxNodes) return undefined;
  const names = namesOf(structure, [...structure.nodes.keys()], ellipsis);
  const smallest = roomWith(size, { valueWidth: minValueWidth, isTight: true, names });
  const fitting = wholeColumns(structure).filter((columns) => leastWidth(columns, smallest) <= size.columns);
  for (let valueWidth = widthOfValues(decimals); valueWidth >= minValueWidth; valueWidth--) {
    for (const columns of fitting) {
      for (const isTight of [false, true]) {
        const layout = layOut(wholeOrder(columns), roomWith(size, { valueWidth, isTight, names }));
        if (layout !== undefined) return planWith(layout, names, undefined);
      }
    }
  }
  return undefined;
}

/** If leaves in the first column make at most this many more pieces of lines, they are there. */
const maxLongerLines = 2;

/** The columns of the whole graph, in the ways that are tried one after the other. */
const wholeColumns = memoize((structure: GraphStructure): readonly Columns[] => {
  const graph = subgraphOf(structure, structure.nodes.keys());
  const first = columnsOf(graph, 'first');
  const near = columnsOf(graph, 'near');
  return first.flat().length <= near.flat().length + maxLongerLines ? [first, near] : [near];
});

const wholeOrder = memoize(orderedColumns);

/** The part of the nodes that is tried again if they do not fit. */
const keptFraction = 0.85;

function partPlan(structure: GraphStructure, selected: number, options: PlanOptions): GraphPlan | undefined {
  const { columns, rows } = options.size;
  const valueWidth = widthOfValues(options.decimals);
  // The last row says how many nodes are hidden.
  const size = { columns, rows: rows - 1 };
  let shown = nodesAround(structure, selected, { ...size, valueWidth });
  for (;;) {
    const names = namesOf(structure, shown, options.ellipsis);
    const ordered = orderedColumns(columnsOf(subgraphOf(structure, shown), 'near'));
    for (const isTight of [false, true]) {
      const layout = layOut(ordered, roomWith(size, { valueWidth, isTight, names }));
      if (layout !== undefined) return planWith(layout, names, hiddenNodes(structure, shown));
    }
    if (shown.length === 1) return undefined;
    shown = shown.slice(0, Math.min(shown.length - 1, Math.round(shown.length * keptFraction)));
  }
}

function roomWith(
  size: Size,
  { valueWidth, isTight, names }: Pick<Room, 'valueWidth' | 'isTight'> & Pick<GraphPlan, 'names'>,
): Room {
  return { ...size, valueWidth, isTight, nameWidthOf: (node) => stringWidth(names.get(node) ?? '') };
}

function planWith(layout: GraphLayout, names: GraphPlan['names'], hidden: HiddenNodes | undefined): GraphPlan {
  const grid = lineGrid(layout.strokes);
  return { layout, grid, labels: labelPlaces(grid), names, hidden };
}

/** The names, with an ellipsis before the name of a node with hidden inputs, and after that of a node with hidden users. */
function namesOf(structure: GraphStructure, shown: readonly number[], ellipsis: string): ReadonlyMap<number, string> {
  const members = new Set(shown);
  const hides = (nodes: readonly number[]): boolean => nodes.some((node) => !members.has(node));
  return new Map(
    shown.map((node) => {
      const name = cutTo(structure.nodes[node]?.name ?? '', maxNameWidth, ellipsis);
      const before = hides(inputsOf(structure, node)) ? ellipsis : '';
      const after = hides(usersOf(structure, node)) ? ellipsis : '';
      return [node, before + name + after];
    }),
  );
}
