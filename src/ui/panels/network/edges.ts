import { hasRole } from '../../../engine/graph/node.ts';
import type { Quantity } from '../../../engine/graph/quantity.ts';
import { nodeOf } from '../../../engine/graph/quantity.ts';
import { layerAt, type Network } from '../../../engine/models/network.ts';
import { parameterAt, parameterName, weightIndex } from '../../../engine/models/parameters.ts';
import type { Glyphs, LineGlyphs } from '../../../notation/glyphs.ts';
import { type Canvas, characterAt, isFree, write } from '../../draw/canvas.ts';
import type { Part } from '../../draw/theme.ts';
import type { DenseView } from '../../state/view.ts';
import type { Column, Diagram } from './diagram.ts';

/** A weight that is drawn between two units. */
export interface Edge {
  /** The first and the last column of cells that the edge may use. */
  readonly start: number;
  readonly end: number;
  readonly startRow: number;
  readonly endRow: number;
  readonly parameter: number;
  readonly weight: number;
  /** Whether |weight| is nearly as large as the largest |weight| between the same two layers. */
  readonly isThick: boolean;
  /** How the edge is highlighted. `path`: the weight is on a path from the selected parameter to E_total. */
  readonly part: Part | undefined;
  /** Whether the present step uses the weight. */
  readonly isUsedByStep: boolean;
}

/** An edge is thick if its |weight| is above this fraction of the largest |weight| between the same two layers. */
const minThickFraction = 0.8;

/**
 * The edges between neighbouring layers, in the order in which they are drawn. An edge is highlighted if it has a
 * `part` or if the present step uses its weight.
 */
export function edgesOf(view: DenseView, { columns }: Diagram): readonly Edge[] {
  return columns.flatMap((right, at) => {
    const left = columns[at - 1];
    if (left === undefined) return [];
    const all = edgesBetween(view, left, right);
    const edges = isRoomy(left, right)
      ? all
      : all.filter(({ part, isUsedByStep }) => isUsedByStep || part !== undefined);
    return edges.toSorted((a, b) => drawingOrder(a) - drawingOrder(b));
  });
}

export function drawEdges(canvas: Canvas, { glyphs }: DenseView, edges: readonly Edge[]): void {
  for (const edge of edges) drawEdge(canvas, edge, glyphs.lines);
}

/** Writes the names of the edges where they fit beside the units and edges that are already drawn. */
export function nameEdges(canvas: Canvas, view: DenseView, edges: readonly Edge[]): void {
  for (const edge of edges) nameEdge(canvas, edge, view);
}

/** Whether all edges between two layers can be told apart. If not, only the highlighted edges are drawn. */
function isRoomy(left: Column, right: Column): boolean {
  const gap = right.left - left.left - left.width;
  return 2 * left.units.length * right.units.length <= gap + 2 && [left, right].every(isSpread);
}

/**
 * Whether the units of a column are far enough apart for slanted edges. More than two units need room for names, too.
 */
function isSpread({ units }: Column): boolean {
  const minDistance = units.length > 2 ? 3 : 2;
  return units.slice(1).every((unit, at) => unit.row - (units[at]?.row ?? 0) >= minDistance);
}

/** Level edges are drawn after slanted edges, and highlighted edges after both. */
function drawingOrder({ startRow, endRow, part, isUsedByStep }: Edge): number {
  return (startRow === endRow ? 1 : 0) + (part === undefined ? 0 : 2) + (isUsedByStep ? 4 : 0);
}

function edgesBetween(view: DenseView, left: Column, right: Column): readonly Edge[] {
  const { network } = view.experiment;
  const layer = layerAt(network, right.layer);
  const step = view.snapshot.step?.quantity;
  const used = step === undefined ? undefined : parameterUsed(network, step);
  const values = view.snapshot.values.before;
  const [start, end] = [left.left + left.width, right.left - 2];
  const edges = right.units.flatMap((target) =>
    left.units.map((source) => {
      const parameter = weightIndex(layer, target.unit, source.unit);
      const part = partOf(view, right.layer, source.unit, parameter);
      const weight = values[parameter] ?? 0;
      const isUsedByStep = parameter === used;
      return { start, end, startRow: source.row, endRow: target.row, parameter, weight, part, isUsedByStep };
    }),
  );
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight)));
  return edges.map((edge) => ({ ...edge, isThick: Math.abs(edge.weight) > minThickFraction * largest }));
}

/** The `part` of the edge from unit `source` into a unit of `layer`. */
function partOf(
  { experiment, selected }: DenseView,
  layer: number,
  source: number,
  parameter: number,
): Part | undefined {
  if (parameter === selected) return 'selected parameter';
  const { layer: selectedLayer, unit } = parameterAt(experiment.network, selected);
  const isNext = layer === selectedLayer + 1 && (unit === undefined || source === unit);
  return isNext || layer > selectedLayer + 1 ? 'path' : undefined;
}

/** The parameter whose gradient, optimizer variable or new value a step computes, or the weight of a path. */
function parameterUsed(network: Network, quantity: Quantity): number | undefined {
  const node = nodeOf(quantity);
  if (hasRole(node, 'parameter', 'optimizer')) return node.index;
  if (quantity.kind !== 'path' || !hasRole(quantity.through, 'net')) return undefined;
  const { block, index } = quantity.through;
  return weightIndex(layerAt(network, block.layer), index, node.index);
}

/**
 * The slanted part of an edge. The edge is level before and after its slanted part:
 *
 *     ───         startRow
 *        ╲
 *         ╲       `width` columns from `left` on, `rows` rows
 *          ╲
 *           ───   endRow
 */
interface Slant {
  readonly left: number;
  readonly width: number;
  readonly rows: number;
}

function slantOf({ start, end, startRow, endRow }: Edge): Slant {
  const room = end - start + 1;
  const rows = Math.max(1, Math.abs(endRow - startRow) - 1);
  const width = Math.min(room, rows);
  return { left: start + Math.floor((room - width) / 2), width, rows };
}

/** The characters of an edge. Negative weights have broken lines. */
interface Strokes {
  readonly level: string;
  readonly slant: string;
}

function strokesOf({ weight, isThick, startRow, endRow }: Edge, lines: LineGlyphs): Strokes {
  const isFalling = endRow > startRow;
  if (weight < 0) {
    return {
      level: isThick ? lines.thickBroken : lines.thinBroken,
      slant: isFalling ? lines.fallingBroken : lines.risingBroken,
    };
  }
  return { level: isThick ? lines.thick : lines.thin, slant: isFalling ? lines.falling : lines.rising };
}

function drawEdge(canvas: Canvas, edge: Edge, lines: LineGlyphs): void {
  const { start, end, startRow, endRow, part } = edge;
  const strokes = strokesOf(edge, lines);
  if (startRow === endRow) {
    write(canvas, start, startRow, strokes.level.repeat(Math.max(0, end - start + 1)), part);
    return;
  }
  const { left, width } = slantOf(edge);
  drawSlant(canvas, edge, strokes.slant, lines);
  for (let column = start; column < left; column++) drawIfFree(canvas, column, startRow, strokes.level, part);
  for (let column = left + width; column <= end; column++) drawIfFree(canvas, column, endRow, strokes.level, part);
}

/** Draws the slanted part of an edge. Where the slanted parts of two edges meet, a crossing is drawn. */
function drawSlant(canvas: Canvas, edge: Edge, stroke: string, lines: LineGlyphs): void {
  const { startRow, endRow, part } = edge;
  const { left, width, rows } = slantOf(edge);
  // If the edge leads to a neighbouring row, no row is between the two rows, so the slant takes the start row.
  const firstRow = Math.abs(endRow - startRow) === 1 ? startRow : rowAfterStart(edge);
  const direction = Math.sign(endRow - startRow);
  for (let at = 0; at < rows; at++) {
    const column = left + (rows === 1 ? 0 : Math.floor((at * (width - 1)) / (rows - 1)));
    const row = firstRow + at * direction;
    const drawn = characterAt(canvas, column, row);
    write(canvas, column, row, isSlant(drawn, lines) && drawn !== stroke ? lines.crossing : stroke, part);
  }
}

function drawIfFree(canvas: Canvas, column: number, row: number, text: string, part: Part | undefined): void {
  if (characterAt(canvas, column, row) === ' ') write(canvas, column, row, text, part);
}

function isSlant(character: string, lines: LineGlyphs): boolean {
  return [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken].includes(character);
}

/** The row next to the start row, in the direction of the end row. */
function rowAfterStart({ startRow, endRow }: Edge): number {
  return startRow + Math.sign(endRow - startRow);
}

function nameEdge(canvas: Canvas, edge: Edge, { experiment, glyphs }: DenseView): void {
  const name = markOf(edge, glyphs) + parameterName(experiment.network, edge.parameter);
  const isLevel = edge.startRow === edge.endRow;
  const place = isLevel ? middleOf(edge, name.length) : placeBesideSlant(canvas, edge, name.length, glyphs.lines);
  if (place !== undefined) {
    write(canvas, place.column, place.row, name, edge.isUsedByStep ? 'just computed' : edge.part);
  }
}

/** The cell in which a name starts. */
interface NamePlace {
  readonly column: number;
  readonly row: number;
}

/**
 * The place of a name in the middle of a level edge. Undefined if the edge is too short for the name and a cell on each
 * side of the name.
 */
function middleOf({ start, end, startRow }: Edge, length: number): NamePlace | undefined {
  const room = end - start + 1;
  return room >= length + 2 ? { column: start + Math.floor((room - length) / 2), row: startRow } : undefined;
}

/**
 * The place of a name beside the slanted part of an edge. If this place is not free, the name of the selected weight,
 * or of the weight that the present step uses, takes a level part of the edge. Undefined if there is no place for the
 * name.
 */
function placeBesideSlant(canvas: Canvas, edge: Edge, length: number, lines: LineGlyphs): NamePlace | undefined {
  const { start, end, startRow, endRow, part, isUsedByStep } = edge;
  const row = rowAfterStart(edge);
  const columns = Array.from({ length: end - start + 1 }, (_, at) => start + at);
  const firstSlant = columns.find((column) => isSlant(characterAt(canvas, column, row), lines)) ?? start;
  const beside = firstSlant - length;
  if (row !== endRow && isFree(canvas, beside, row, length)) return { column: beside, row };
  if (part !== 'selected parameter' && !isUsedByStep) return undefined;
  const { left, width } = slantOf(edge);
  if (left - start >= length) return { column: start, row: startRow };
  return end - left - width + 1 >= length ? { column: left + width, row: endRow } : undefined;
}

function markOf({ part, isUsedByStep }: Edge, glyphs: Glyphs): string {
  if (isUsedByStep) return glyphs.justComputed;
  if (part === 'selected parameter') return glyphs.selected;
  return part === 'path' ? glyphs.errorPath : '';
}
