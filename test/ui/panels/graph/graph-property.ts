import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import { ascii, unicode } from '../../../../src/notation/glyphs.ts';
import { nameStart, type PlacedNode } from '../../../../src/ui/panels/graph/graph-layout.ts';
import { type GraphPlan, planGraph } from '../../../../src/ui/panels/graph/graph-plan.ts';
import type { GraphStructure } from '../../../../src/ui/panels/graph/graph-structure.ts';
import { drawnPassages, type GraphEdge, type Passage, sides } from '../../../../src/ui/panels/graph/line-grid.ts';
import { rowsOfShape } from '../../../../src/ui/panels/graph/node-shape.ts';
import type { Size } from '../../../../src/ui/state/layout.ts';
import { drawingOf } from './graph-drawing.ts';

/** A graph of up to 40 nodes, each with up to three inputs, a selected node, and a room. */
const graphs = fc
  .array(
    fc.record({
      name: fc.constantFrom('x', 'w12', 'h[3]', '中文', 'a_long_name_of_a_quantity', 'f'),
      inputs: fc.array(fc.nat(1_000), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map(
    (nodes): GraphStructure => ({
      nodes: nodes.map(({ name, inputs }, at) => ({
        name,
        // An input is one of the ten nodes before, or the first node.
        inputs: at === 0 ? [] : [...new Set(inputs.map((back) => Math.max(0, at - 1 - (back % 10))))],
      })),
    }),
  );

const rooms = fc.record({
  structure: graphs,
  selected: fc.nat(39),
  size: fc.record({ columns: fc.integer({ min: 10, max: 130 }), rows: fc.integer({ min: 2, max: 34 }) }),
  glyphs: fc.constantFrom(unicode, ascii),
});

interface Planned {
  readonly structure: GraphStructure;
  readonly plan: GraphPlan;
  readonly size: Size;
}

/** Checks a property of random drawings. Rooms that are too small for one node are left out. */
function checkPlans(numRuns: number, check: (planned: Planned) => void): void {
  fc.assert(
    fc.property(rooms, ({ structure, selected, size, glyphs }) => {
      const node = selected % structure.nodes.length;
      const plan = planGraph(structure, node, { size, decimals: 4, ellipsis: glyphs.ellipsis });
      if (plan !== undefined) check({ structure, plan, size });
    }),
    { numRuns },
  );
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The cells that the texts of a node may take: with all numbers, and without the marks in front of them. */
function boxesOf(plan: GraphPlan, placed: PlacedNode): readonly Box[] {
  const { left, top, width, shape, node } = placed;
  const name = stringWidth(plan.names.get(node) ?? '');
  const row = (at: number, start: number, cells: number): Box => ({
    left: start,
    top: top + at,
    width: cells,
    height: 1,
  });
  if (shape !== 'tall') return Array.from({ length: rowsOfShape[shape] }, (_, at) => row(at, left, width));
  const numbers = 1 + plan.layout.valueWidth;
  const start = left + Math.floor((width - numbers) / 2);
  return [row(0, start, numbers), row(1, nameStart(placed, left, name), name), row(2, start, numbers)];
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** The open ends of an edge's line: cells with a side that no neighbouring cell of the line continues. */
function openEnds(plan: GraphPlan, { from, to }: GraphEdge): readonly { column: number; row: number; side: number }[] {
  const passageAt = (column: number, row: number): number =>
    plan.grid
      .get(row)
      ?.get(column)
      ?.find((passage) => passage.from === from && passage.to === to)?.sides ?? 0;
  const neighbours = [
    { side: sides.up, across: sides.down, column: 0, row: -1 },
    { side: sides.right, across: sides.left, column: 1, row: 0 },
    { side: sides.down, across: sides.up, column: 0, row: 1 },
    { side: sides.left, across: sides.right, column: -1, row: 0 },
  ];
  return [...plan.grid].flatMap(([row, cells]) =>
    [...cells.keys()].flatMap((column) =>
      neighbours
        .filter(({ side }) => (passageAt(column, row) & side) !== 0)
        .filter(({ across, ...by }) => (passageAt(column + by.column, row + by.row) & across) === 0)
        .map(({ side }) => ({ column, row, side })),
    ),
  );
}

function isBeside({ top, shape }: PlacedNode, row: number): boolean {
  return row >= top && row < top + rowsOfShape[shape];
}

function haveCommonTarget(drawn: readonly Passage[], a: Passage, b: Passage): boolean {
  const targetsOf = ({ from }: Passage): readonly number[] =>
    drawn.filter((each) => each.from === from).map(({ to }) => to);
  return targetsOf(a).some((target) => targetsOf(b).includes(target));
}

/** Properties of random drawings, by what they say. Each checks `numRuns` drawings. */
export const graphProperties: Readonly<Record<string, (numRuns: number) => void>> = {
  'all texts of nodes are inside the room, and no two overlap': (numRuns) => {
    checkPlans(numRuns, ({ plan, size }) => {
      const boxes = plan.layout.nodes.flatMap((placed) => boxesOf(plan, placed));
      const isInside = ({ left, top, width, height }: Box): boolean =>
        left >= 1 && left + width <= size.columns && top >= 0 && top + height <= size.rows;
      expect(boxes.filter((box) => !isInside(box))).toEqual([]);
      const overlapping = boxes.filter((box, at) => boxes.slice(at + 1).some((other) => overlap(box, other)));
      expect(overlapping).toEqual([]);
    });
  },
  'no line runs through the text of a node': (numRuns) => {
    checkPlans(numRuns, ({ plan }) => {
      const boxes = plan.layout.nodes.flatMap((placed) => boxesOf(plan, placed));
      const lines = [...plan.grid].flatMap(([row, cells]) =>
        [...cells.keys()].map((column): Box => ({ left: column, top: row, width: 1, height: 1 })),
      );
      expect(lines.filter((cell) => boxes.some((box) => overlap(box, cell)))).toEqual([]);
    });
  },
  'the line of each edge leads from its node to the node that uses it': (numRuns) => {
    checkPlans(numRuns, ({ structure, plan }) => {
      const placed = new Map(plan.layout.nodes.map((each) => [each.node, each]));
      for (const target of plan.layout.nodes) {
        for (const from of structure.nodes[target.node]?.inputs ?? []) {
          const source = placed.get(from);
          if (source === undefined) continue;
          const ends = openEnds(plan, { from, to: target.node });
          const start = ends.find(({ side }) => side === sides.left);
          const end = ends.find(({ side }) => side === sides.right);
          expect(ends).toHaveLength(2);
          if (start === undefined || end === undefined) throw new Error('a line has an end above or below it');
          expect(isBeside(source, start.row)).toBe(true);
          expect(start.column).toBeGreaterThan(source.left);
          expect(start.column).toBeLessThanOrEqual(source.left + source.width + 1);
          expect(isBeside(target, end.row)).toBe(true);
          expect(end.column).toBeGreaterThanOrEqual(target.left - 2);
          expect(end.column).toBeLessThan(target.left + target.width);
        }
      }
    });
  },
  'the lines of two nodes are connected only if they lead to the same node': (numRuns) => {
    checkPlans(numRuns, ({ plan }) => {
      const cells = [...plan.grid.values()].flatMap((row) => [...row.values()]);
      const connected = cells
        .map((passages) => drawnPassages(passages, () => false))
        .filter((drawn) => !drawn.every((a) => drawn.every((b) => a.from === b.from || haveCommonTarget(drawn, a, b))));
      expect(connected).toEqual([]);
    });
  },
  'a drawing has as many rows and columns as the room': (numRuns) => {
    fc.assert(
      fc.property(rooms, ({ structure, selected, size, glyphs }) => {
        const rows = drawingOf(structure, { selected: selected % structure.nodes.length, size, glyphs });
        expect(rows).toHaveLength(size.rows);
        expect(rows.map((row) => stringWidth(row))).toEqual(rows.map(() => size.columns));
      }),
      { numRuns },
    );
  },
  'numbers move nothing: names and lines are where they are without numbers': (numRuns) => {
    const numbers = {
      node: (node: number) => ({
        value: node - 2.5,
        gradient: -1 / (node + 1),
        justComputed: undefined,
      }),
      edge: (from: number, to: number) => ({ derivative: from - to / 3, isJustComputed: false, part: undefined }),
    };
    fc.assert(
      fc.property(rooms, ({ structure, selected, size, glyphs }) => {
        const options = { selected: selected % structure.nodes.length, size, glyphs };
        const before = drawingOf(structure, options);
        const after = drawingOf(structure, { ...options, numbers });
        for (const [row, text] of before.entries()) {
          const cells = [...(after[row] ?? '')];
          const changed = [...text].filter((sign, at) => sign !== ' ' && sign !== cells[at]);
          // A local derivative replaces a piece of its line.
          expect(changed.filter((sign) => sign !== '─' && sign !== '-')).toEqual([]);
        }
      }),
      { numRuns },
    );
  },
  'the selected node is shown and marked': (numRuns) => {
    fc.assert(
      fc.property(rooms, ({ structure, selected, size }) => {
        const node = selected % structure.nodes.length;
        const plan = planGraph(structure, node, { size, decimals: 4, ellipsis: unicode.ellipsis });
        const rows = drawingOf(structure, { selected: node, size });
        expect(rows.join('').split(unicode.selected)).toHaveLength(plan === undefined ? 1 : 2);
      }),
      { numRuns },
    );
  },
};
