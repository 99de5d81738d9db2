import type { Quantity } from '../../../engine/expressions/quantity.ts';
import { layerAt, type Network } from '../../../engine/models/network.ts';
import { parameterAt, parameterName, weightIndex } from '../../../engine/models/parameters.ts';
import type { Glyphs, LineGlyphs } from '../../../notation/glyphs.ts';
import { type Canvas, characterAt, isFree, write } from '../../draw/canvas.ts';
import type { Part } from '../../draw/theme.ts';
import { experimentOf } from '../../state/model.ts';
import type { View } from '../../state/view.ts';
import type { Column, Diagram } from './diagram.ts';

/** An edge to be drawn: where from, in which row, and where to. */
export interface Edge {
  /** The first and the last cell between the two columns that an edge may take. */
  readonly start: number;
  readonly end: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly parameter: number;
  readonly weight: number;
  /** Whether its weight is large beside the others of its layer. */
  readonly isThick: boolean;
  /** As its factor in the formula, if it is on a path from the chosen parameter to E_total. */
  readonly part: Part | undefined;
  /** Whether the step at hand is about its weight. */
  readonly isUsed: boolean;
}

const thickFrom = 0.8;

/** The edges between neighbouring columns, in the order in which they are drawn: marked ones last. */
export function edgesOf(view: View, { columns }: Diagram): readonly Edge[] {
  return columns.flatMap((to, at) => {
    const from = columns[at - 1];
    if (from === undefined) return [];
    const all = edgesBetween(view, from, to);
    const edges = isRoomy(from, to) ? all : all.filter(({ part, isUsed }) => isUsed || part !== undefined);
    return edges.toSorted((a, b) => drawingOrder(a) - drawingOrder(b));
  });
}

export function drawEdges(canvas: Canvas, { glyphs }: View, edges: readonly Edge[]): void {
  for (const edge of edges) drawEdge(canvas, edge, glyphs.lines);
}

/** Writes the edges' names where there is room, once the units stand. */
export function nameEdges(canvas: Canvas, view: View, edges: readonly Edge[]): void {
  for (const edge of edges) nameEdge(canvas, edge, view);
}

/** Whether all edges between two columns can be told apart; if not, only those of the chosen paths are drawn. */
function isRoomy(from: Column, to: Column): boolean {
  const gap = to.left - from.left - from.width;
  return 2 * from.units.length * to.units.length <= gap + 2 && [from, to].every(isSpread);
}

/** Whether there is room for slanted edges between a column's units, and for their names if those are many. */
function isSpread({ units }: Column): boolean {
  const least = units.length > 2 ? 3 : 2;
  return units.slice(1).every((unit, at) => unit.row - (units[at]?.row ?? 0) >= least);
}

/** Level edges over slanted ones, marked ones over both. */
function drawingOrder({ fromRow, toRow, part, isUsed }: Edge): number {
  return (fromRow === toRow ? 1 : 0) + (part === undefined ? 0 : 2) + (isUsed ? 4 : 0);
}

function edgesBetween(view: View, from: Column, to: Column): readonly Edge[] {
  const { network } = experimentOf(view.model);
  const layer = layerAt(network, to.layer);
  const step = view.moment.step?.quantity;
  const used = step === undefined ? undefined : parameterUsed(network, step);
  const values = view.moment.reading.before;
  const [start, end] = [from.left + from.width, to.left - 2];
  const edges = to.units.flatMap((target) =>
    from.units.map((source) => {
      const parameter = weightIndex(layer, target.unit, source.unit);
      const part = partOf(view, to.layer, source.unit, parameter);
      const weight = values[parameter] ?? 0;
      const isUsed = parameter === used;
      return { start, end, fromRow: source.row, toRow: target.row, parameter, weight, part, isUsed };
    }),
  );
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight)));
  return edges.map((edge) => ({ ...edge, isThick: Math.abs(edge.weight) > thickFrom * largest }));
}

/** How an edge into `layer` is marked if it is on a path from the chosen parameter to E_total. */
function partOf({ model, chosen }: View, layer: number, source: number, parameter: number): Part | undefined {
  if (parameter === chosen) return 'carried';
  const { layer: first, unit } = parameterAt(experimentOf(model).network, chosen);
  const isNext = layer === first + 1 && (unit === undefined || source === unit);
  return isNext || layer > first + 1 ? 'path' : undefined;
}

/** The one parameter that a step is about: whose gradient or update it is, or whose wire its path takes. */
function parameterUsed(network: Network, quantity: Quantity): number | undefined {
  if (quantity.kind === 'gradient' || quantity.kind === 'optimizer' || quantity.kind === 'updated') {
    return quantity.parameter;
  }
  if (quantity.kind !== 'path') return undefined;
  return weightIndex(layerAt(network, quantity.layer + 1), quantity.through, quantity.unit);
}

/** How an edge that is not level goes: level as far as `left`, slanted over `across` columns and `rows` rows, level. */
interface Course {
  readonly left: number;
  readonly across: number;
  readonly rows: number;
}

function courseOf({ start, end, fromRow, toRow }: Edge): Course {
  const room = end - start + 1;
  const rows = Math.max(1, Math.abs(toRow - fromRow) - 1);
  const across = Math.min(room, rows);
  return { left: start + Math.floor((room - across) / 2), across, rows };
}

/** Broken lines are negative weights. */
function drawEdge(canvas: Canvas, edge: Edge, lines: LineGlyphs): void {
  const { start, end, fromRow, toRow, weight, isThick, part } = edge;
  const isNegative = weight < 0;
  const level = isThick ? lines[isNegative ? 'thickBroken' : 'thick'] : lines[isNegative ? 'thinBroken' : 'thin'];
  if (fromRow === toRow) {
    write(canvas, start, fromRow, level.repeat(Math.max(0, end - start + 1)), part);
    return;
  }
  const { left, across, rows } = courseOf(edge);
  const isFalling = toRow > fromRow;
  const slant = isFalling
    ? lines[isNegative ? 'fallingBroken' : 'falling']
    : lines[isNegative ? 'risingBroken' : 'rising'];
  // Between neighbouring rows the slant stands in the first of them.
  const firstRow = Math.abs(toRow - fromRow) === 1 ? fromRow : rowBeyond(edge);
  for (let at = 0; at < rows; at++) {
    const column = left + (rows === 1 ? 0 : Math.floor((at * (across - 1)) / (rows - 1)));
    const row = firstRow + (isFalling ? at : -at);
    const there = characterAt(canvas, column, row);
    write(canvas, column, row, isSlant(there, lines) && there !== slant ? lines.crossing : slant, part);
  }
  const putLevel = (column: number, row: number): void => {
    if (characterAt(canvas, column, row) === ' ') write(canvas, column, row, level, part);
  };
  for (let column = start; column < left; column++) putLevel(column, fromRow);
  for (let column = left + across; column <= end; column++) putLevel(column, toRow);
}

function isSlant(character: string, lines: LineGlyphs): boolean {
  return [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken].includes(character);
}

/** The row after the one that an edge starts in, on its way to the other end. */
function rowBeyond({ fromRow, toRow }: Edge): number {
  return fromRow + Math.sign(toRow - fromRow);
}

/** In the middle of a level edge, or beside a slant; the names of marked ones wherever they fit. */
function nameEdge(canvas: Canvas, edge: Edge, { model, glyphs }: View): void {
  const { start, end, fromRow, toRow, parameter, part, isUsed } = edge;
  const name = markOf(edge, glyphs) + parameterName(experimentOf(model).network, parameter);
  const room = end - start + 1;
  const put = (column: number, row: number): void => write(canvas, column, row, name, isUsed ? 'just computed' : part);
  if (fromRow === toRow) {
    if (room >= name.length + 2) put(start + Math.floor((room - name.length) / 2), fromRow);
    return;
  }
  const row = rowBeyond(edge);
  const slant = Array.from({ length: room }, (_, at) => start + at).find((column) =>
    isSlant(characterAt(canvas, column, row), glyphs.lines),
  );
  const beside = (slant ?? start) - name.length;
  const { left, across } = courseOf(edge);
  if (row !== toRow && isFree(canvas, beside, row, name.length)) put(beside, row);
  else if (part !== 'carried' && !isUsed) return;
  else if (left - start >= name.length) put(start, fromRow);
  else if (end - left - across + 1 >= name.length) put(left + across, toRow);
}

function markOf({ part, isUsed }: Edge, glyphs: Glyphs): string {
  if (isUsed) return glyphs.just;
  if (part === 'carried') return glyphs.chosen;
  return part === 'path' ? glyphs.back : '';
}
