import type { Quantity } from '../../../engine/expressions/quantity.ts';
import { layerAt, type Network } from '../../../engine/models/network.ts';
import { parameterAt, parameterName, weightIndex } from '../../../engine/models/parameters.ts';
import type { Glyphs, LineGlyphs } from '../../../notation/glyphs.ts';
import { type Canvas, characterAt, isFree, write } from '../../draw/canvas.ts';
import type { Part } from '../../draw/theme.ts';
import { experimentOf } from '../../state/model.ts';
import type { View } from '../../state/view.ts';
import type { Column, Diagram } from './diagram.ts';

/** A weight that is drawn between two units. */
export interface Edge {
  /** The first and the last cell between the two columns that an edge may use. */
  readonly start: number;
  readonly end: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly parameter: number;
  readonly weight: number;
  /** Whether the weight is large compared with the others of its layer. */
  readonly isThick: boolean;
  /** The looks of the selected weight, or of a weight on its paths to E_total. */
  readonly part: Part | undefined;
  /** Whether the present step uses the weight. */
  readonly isUsed: boolean;
}

/** A weight is thick from this part of the layer's largest one on. */
const minThickPart = 0.8;

/** The edges between neighbouring columns in the order in which they are drawn: marked edges last. */
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

/** Writes the names of the edges where there is room. The units have to be drawn before. */
export function nameEdges(canvas: Canvas, view: View, edges: readonly Edge[]): void {
  for (const edge of edges) nameEdge(canvas, edge, view);
}

/** Whether all edges between two columns can be told apart. If not, only the marked ones are drawn. */
function isRoomy(from: Column, to: Column): boolean {
  const gap = to.left - from.left - from.width;
  return 2 * from.units.length * to.units.length <= gap + 2 && [from, to].every(isSpread);
}

/** Whether there is room between the units of a column for slanted edges, and for the names of many edges. */
function isSpread({ units }: Column): boolean {
  const minDistance = units.length > 2 ? 3 : 2;
  return units.slice(1).every((unit, at) => unit.row - (units[at]?.row ?? 0) >= minDistance);
}

/** Level edges are drawn over slanted ones, and marked edges over both. */
function drawingOrder({ fromRow, toRow, part, isUsed }: Edge): number {
  return (fromRow === toRow ? 1 : 0) + (part === undefined ? 0 : 2) + (isUsed ? 4 : 0);
}

function edgesBetween(view: View, from: Column, to: Column): readonly Edge[] {
  const { network } = experimentOf(view.model);
  const layer = layerAt(network, to.layer);
  const step = view.snapshot.step?.quantity;
  const used = step === undefined ? undefined : parameterUsed(network, step);
  const values = view.snapshot.values.before;
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
  return edges.map((edge) => ({ ...edge, isThick: Math.abs(edge.weight) > minThickPart * largest }));
}

/** The looks of an edge into `layer`: of the selected weight, or of a path from it to E_total. */
function partOf({ model, selected }: View, layer: number, source: number, parameter: number): Part | undefined {
  if (parameter === selected) return 'input';
  const { layer: first, unit } = parameterAt(experimentOf(model).network, selected);
  const isNext = layer === first + 1 && (unit === undefined || source === unit);
  return isNext || layer > first + 1 ? 'path' : undefined;
}

/** The one weight that a step uses: whose gradient or update it computes, or through which its path goes. */
function parameterUsed(network: Network, quantity: Quantity): number | undefined {
  if (quantity.kind === 'gradient' || quantity.kind === 'optimizer' || quantity.kind === 'updated') {
    return quantity.parameter;
  }
  if (quantity.kind !== 'path') return undefined;
  return weightIndex(layerAt(network, quantity.layer + 1), quantity.through, quantity.unit);
}

/**
 * The course of an edge between two rows: level up to `left`, slanted over `across` columns and `rows` rows, level again.
 *
 *     ──╲         fromRow
 *        ╲        rows
 *         ╲──     toRow
 *     start ↑  end
 *          left
 */
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

/** The characters of an edge. Broken lines are negative weights. */
interface Strokes {
  readonly level: string;
  readonly slant: string;
}

function strokesOf({ weight, isThick, fromRow, toRow }: Edge, lines: LineGlyphs): Strokes {
  const isFalling = toRow > fromRow;
  if (weight < 0) {
    return {
      level: isThick ? lines.thickBroken : lines.thinBroken,
      slant: isFalling ? lines.fallingBroken : lines.risingBroken,
    };
  }
  return { level: isThick ? lines.thick : lines.thin, slant: isFalling ? lines.falling : lines.rising };
}

function drawEdge(canvas: Canvas, edge: Edge, lines: LineGlyphs): void {
  const { start, end, fromRow, toRow, part } = edge;
  const strokes = strokesOf(edge, lines);
  if (fromRow === toRow) {
    write(canvas, start, fromRow, strokes.level.repeat(Math.max(0, end - start + 1)), part);
    return;
  }
  const { left, across } = courseOf(edge);
  drawSlant(canvas, edge, strokes.slant, lines);
  for (let column = start; column < left; column++) drawIfFree(canvas, column, fromRow, strokes.level, part);
  for (let column = left + across; column <= end; column++) drawIfFree(canvas, column, toRow, strokes.level, part);
}

/** Draws the slanted part of an edge. Where it meets another slant, the two become a crossing. */
function drawSlant(canvas: Canvas, edge: Edge, slant: string, lines: LineGlyphs): void {
  const { fromRow, toRow, part } = edge;
  const { left, across, rows } = courseOf(edge);
  // Between neighbouring rows, the slant is in the first of them.
  const firstRow = Math.abs(toRow - fromRow) === 1 ? fromRow : rowAfterStart(edge);
  const direction = Math.sign(toRow - fromRow);
  for (let at = 0; at < rows; at++) {
    const column = left + (rows === 1 ? 0 : Math.floor((at * (across - 1)) / (rows - 1)));
    const row = firstRow + at * direction;
    const present = characterAt(canvas, column, row);
    write(canvas, column, row, isSlant(present, lines) && present !== slant ? lines.crossing : slant, part);
  }
}

function drawIfFree(canvas: Canvas, column: number, row: number, text: string, part: Part | undefined): void {
  if (characterAt(canvas, column, row) === ' ') write(canvas, column, row, text, part);
}

function isSlant(character: string, lines: LineGlyphs): boolean {
  return [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken].includes(character);
}

/** The row after the one in which an edge starts. */
function rowAfterStart({ fromRow, toRow }: Edge): number {
  return fromRow + Math.sign(toRow - fromRow);
}

/** Names a level edge in its middle, and a slanted one beside its slant; a marked one wherever its name fits. */
function nameEdge(canvas: Canvas, edge: Edge, { model, glyphs }: View): void {
  const { start, end, fromRow, toRow, parameter, part, isUsed } = edge;
  const name = markOf(edge, glyphs) + parameterName(experimentOf(model).network, parameter);
  const room = end - start + 1;
  const put = (column: number, row: number): void => write(canvas, column, row, name, isUsed ? 'just computed' : part);
  if (fromRow === toRow) {
    if (room >= name.length + 2) put(start + Math.floor((room - name.length) / 2), fromRow);
    return;
  }
  const row = rowAfterStart(edge);
  const slant = Array.from({ length: room }, (_, at) => start + at).find((column) =>
    isSlant(characterAt(canvas, column, row), glyphs.lines),
  );
  const beside = (slant ?? start) - name.length;
  const { left, across } = courseOf(edge);
  if (row !== toRow && isFree(canvas, beside, row, name.length)) put(beside, row);
  else if (part !== 'input' && !isUsed) return;
  else if (left - start >= name.length) put(start, fromRow);
  else if (end - left - across + 1 >= name.length) put(left + across, toRow);
}

function markOf({ part, isUsed }: Edge, glyphs: Glyphs): string {
  if (isUsed) return glyphs.justComputed;
  if (part === 'input') return glyphs.selected;
  return part === 'path' ? glyphs.errorPath : '';
}
