import type { Item } from './graph-columns.ts';
import type { OrderedItem } from './graph-order.ts';
import { fitRows } from './graph-row-fit.ts';
import { separated } from './graph-row-shifts.ts';
import { rowsOfShape, type Shape, shapes } from './node-shape.ts';
import { heightOf, portOf, type RowPlace } from './row-place.ts';

/** The shape of the nodes of a column: the one with most rows that fits. Undefined if none fits. */
export function shapeOfColumn(column: readonly Item[], height: number): Shape | undefined {
  const passes = column.filter(({ isPass }) => isPass).length;
  const nodes = column.length - passes;
  return shapes.find((shape) => {
    // Nodes of three rows need blank rows between them. Otherwise it is not clear which name a number belongs to.
    const space = shape === 'tall' ? Math.max(0, nodes - 1) : 0;
    return nodes * rowsOfShape[shape] + space + passes <= height;
  });
}

/** The shape of an item in a column. Undefined for a line that passes the column. */
function shapeOf({ item }: OrderedItem, columnShape: Shape | undefined): Shape | undefined {
  return item.isPass ? undefined : columnShape;
}

/** How often the rows of all columns are aligned with those of their neighbours. */
const sweeps = 6;

/** The rows of all items, so that as many lines as possible are straight. Undefined if a column does not fit. */
export function placeRows(
  columns: readonly (readonly OrderedItem[])[],
  height: number,
): readonly (readonly RowPlace[])[] | undefined {
  const columnShapes = columns.map((column) =>
    shapeOfColumn(
      column.map(({ item }) => item),
      height,
    ),
  );
  if (columnShapes.includes(undefined)) return undefined;
  const middle = (Math.max(...columns.flat().map((ordered) => ordered.middle)) + 1) / 2;
  let rows = new Map(columns.flat().map(({ item, middle: wish }) => [item.id, wish - middle + height / 2]));
  const sources = new Map<number, number[]>();
  for (const { item } of columns.flat()) {
    for (const { id } of item.next) sources.set(id, [...(sources.get(id) ?? []), item.id]);
  }
  const align = (at: number, sidesOf: (ordered: OrderedItem) => readonly number[]): void => {
    const column = columns[at] ?? [];
    const wishes = column.map((ordered) => {
      const ports = sidesOf(ordered).map((id) => rows.get(id) ?? 0);
      return ports.length === 0 ? (rows.get(ordered.item.id) ?? 0) : mean(ports);
    });
    const fitted = fitColumn(column, wishes, columnShapes[at], height);
    rows = new Map([...rows, ...fitted]);
  };
  const before = ({ item }: OrderedItem): readonly number[] => sources.get(item.id) ?? [];
  const after = ({ item }: OrderedItem): readonly number[] => item.next.map(({ id }) => id);
  for (let at = 0; at < columns.length; at++) align(at, () => []);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let at = 1; at < columns.length; at++) align(at, before);
    for (let at = columns.length - 2; at >= 0; at--) align(at, after);
  }
  for (let at = 1; at < columns.length; at++) align(at, before);
  const places = columns.map((column, at) =>
    column.map((ordered) => {
      const shape = shapeOf(ordered, columnShapes[at]);
      const port = rows.get(ordered.item.id) ?? 0;
      return { ordered, shape, top: port - portOf({ top: 0, shape }) };
    }),
  );
  return centred(separated(places, height), height);
}

/** Moves the whole drawing to the middle of the room. */
function centred(columns: readonly (readonly RowPlace[])[], height: number): readonly (readonly RowPlace[])[] {
  const all = columns.flat();
  const first = Math.min(...all.map(({ top }) => top));
  const end = Math.max(...all.map(({ top, shape }) => top + heightOf(shape)));
  const down = Math.floor((height - (end - first)) / 2) - first;
  return columns.map((column) => column.map((place) => ({ ...place, top: place.top + down })));
}

/** The port of each item of a column, by its id. */
function fitColumn(
  column: readonly OrderedItem[],
  wishes: readonly number[],
  columnShape: Shape | undefined,
  height: number,
): readonly (readonly [number, number])[] {
  const spaces = spacesIn(
    column,
    columnShape,
    height - column.reduce((all, each) => all + heightOf(shapeOf(each, columnShape)), 0),
  );
  const stack = column.map((ordered, at) => {
    const shape = shapeOf(ordered, columnShape);
    const wanted = (wishes[at] ?? 0) - portOf({ top: 0, shape });
    return { height: heightOf(shape), wanted, weight: shape === undefined ? 4 : 1, space: spaces[at] ?? 0 };
  });
  const tops = fitRows(stack, height);
  return column.map((ordered, at) => [
    ordered.item.id,
    portOf({ top: tops[at] ?? 0, shape: shapeOf(ordered, columnShape) }),
  ]);
}

/**
 * The blank rows after each item: at most one, as long as there are free rows. Tall nodes come first, then items that lead
 * to the same item, because a blank row makes room for the line that joins theirs.
 */
function spacesIn(column: readonly OrderedItem[], shape: Shape | undefined, free: number): readonly number[] {
  const priorityOf = (at: number): number => {
    const [upper, lower] = [column[at]?.item, column[at + 1]?.item];
    if (upper === undefined || lower === undefined) return 0;
    const areNodes = !upper.isPass && !lower.isPass;
    if (areNodes && shape === 'tall') return 4;
    if (upper.next.some((next) => lower.next.includes(next))) return 3;
    return areNodes ? 2 : 1;
  };
  const pairs = column.slice(1).map((_, at) => ({ at, priority: priorityOf(at) }));
  const spaced = pairs.toSorted((a, b) => b.priority - a.priority).slice(0, free);
  return column.map((_, at) => (spaced.some((pair) => pair.at === at) ? 1 : 0));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0) / numbers.length;
}
