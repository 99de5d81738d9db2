import { layerAt } from '../../../engine/experiment.ts';
import { parameterAt, parameterName, weightIndex } from '../../../engine/parameters.ts';
import type { LineGlyphs } from '../../../notation/glyphs.ts';
import { type Canvas, characterAt, isFree, write } from '../../canvas.ts';
import { chosenParameter } from '../../model.ts';
import type { Part } from '../../theme.ts';
import type { View } from '../../view.ts';
import type { Column, Diagram } from './diagram.ts';

/** An edge to be drawn: where from, in which row, and where to. */
interface Edge {
  /** The first and the last cell between the two columns that an edge may take. */
  readonly start: number;
  readonly end: number;
  readonly fromRow: number;
  readonly toRow: number;
  readonly parameter: number;
  readonly weight: number;
  /** Whether its weight is large beside the others of its layer. */
  readonly isThick: boolean;
  readonly part: Part | undefined;
}

const thickFrom = 0.8;

/** Draws the edges between neighbouring columns, marked ones last, and names where there is room. */
export function drawEdges(canvas: Canvas, view: View, diagram: Diagram): void {
  for (const [at, to] of diagram.columns.entries()) {
    const from = diagram.columns[at - 1];
    if (from === undefined) continue;
    const all = edgesBetween(view, from, to);
    const edges = isRoomy(from, to) ? all : all.filter(({ part }) => part !== undefined);
    const ordered = edges.toSorted((a, b) => drawingOrder(a) - drawingOrder(b));
    for (const edge of ordered) drawEdge(canvas, edge, view.glyphs.lines);
    for (const edge of ordered) nameEdge(canvas, edge, view);
  }
}

/** Whether all edges between two columns can be told apart; if not, only those of the chosen paths are drawn. */
function isRoomy(from: Column, to: Column): boolean {
  const gap = to.left - from.left - from.width;
  return from.units.length * to.units.length <= 1.5 * gap && [from, to].every(isSpread);
}

/** Whether there is room for slanted edges between a column's units, and for their names if those are many. */
function isSpread({ units }: Column): boolean {
  const least = units.length > 2 ? 3 : 2;
  return units.slice(1).every((unit, at) => unit.row - (units[at]?.row ?? 0) >= least);
}

/** Level edges over slanted ones, marked ones over both. */
function drawingOrder({ fromRow, toRow, part }: Edge): number {
  return (fromRow === toRow ? 1 : 0) + (part === undefined ? 0 : 2);
}

function edgesBetween(view: View, from: Column, to: Column): readonly Edge[] {
  const { network } = view.model.experiment;
  const layer = layerAt(network, to.layer);
  const values = view.moment.reading.before;
  const [start, end] = [from.left + from.width, to.left - 2];
  const edges = to.units.flatMap((target) =>
    from.units.map((source) => {
      const parameter = weightIndex(layer, target.unit, source.unit);
      const part = partOf(view, to.layer, source.unit, parameter);
      const weight = values[parameter] ?? 0;
      return { start, end, fromRow: source.row, toRow: target.row, parameter, weight, part };
    }),
  );
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight)));
  return edges.map((edge) => ({ ...edge, isThick: Math.abs(edge.weight) > thickFrom * largest }));
}

/** How an edge into `layer` on a path from the chosen parameter to E_total is marked: as its factor in the formula. */
function partOf({ model }: View, layer: number, source: number, parameter: number): Part | undefined {
  const chosen = chosenParameter(model);
  if (parameter === chosen) return 'carried';
  const { layer: first, unit } = parameterAt(model.experiment.network, chosen);
  const isNext = layer === first + 1 && (unit === undefined || source === unit);
  return isNext || layer > first + 1 ? 'path' : undefined;
}

/** A level edge in one piece; any other level, slanted and level again. Broken lines are negative weights. */
function drawEdge(canvas: Canvas, edge: Edge, lines: LineGlyphs): void {
  const { start, end, fromRow, toRow, weight, isThick, part } = edge;
  const isNegative = weight < 0;
  const level = isThick ? lines[isNegative ? 'thickBroken' : 'thick'] : lines[isNegative ? 'thinBroken' : 'thin'];
  if (fromRow === toRow) {
    write(canvas, start, fromRow, level.repeat(Math.max(0, end - start + 1)), part);
    return;
  }
  const isFalling = toRow > fromRow;
  const slant = isFalling
    ? lines[isNegative ? 'fallingBroken' : 'falling']
    : lines[isNegative ? 'risingBroken' : 'rising'];
  const step = isFalling ? 1 : -1;
  const height = Math.abs(toRow - fromRow);
  const rows = Math.max(1, height - 1);
  const across = Math.min(end - start + 1, rows);
  const left = start + Math.floor((end - start + 1 - across) / 2);
  for (let at = 0; at < rows; at++) {
    const column = left + (rows === 1 ? 0 : Math.floor((at * (across - 1)) / (rows - 1)));
    putSlant(canvas, column, height === 1 ? fromRow : fromRow + step * (at + 1), slant, part, lines);
  }
  if (height === 1) return;
  for (let column = start; column < left; column++) putLevel(canvas, column, fromRow, level, part);
  for (let column = left + across; column <= end; column++) putLevel(canvas, column, toRow, level, part);
}

function putLevel(canvas: Canvas, column: number, row: number, character: string, part: Part | undefined): void {
  if (characterAt(canvas, column, row) === ' ') write(canvas, column, row, character, part);
}

function putSlant(
  canvas: Canvas,
  column: number,
  row: number,
  character: string,
  part: Part | undefined,
  lines: LineGlyphs,
): void {
  const there = characterAt(canvas, column, row);
  const crosses = isSlant(there, lines) && there !== character;
  write(canvas, column, row, crosses ? lines.crossing : character, part);
}

function isSlant(character: string, lines: LineGlyphs): boolean {
  return [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken].includes(character);
}

/** Writes an edge's name on its level stretch, or beside its slant, where nothing else stands. */
function nameEdge(canvas: Canvas, edge: Edge, { model, glyphs }: View): void {
  const { start, end, fromRow, toRow, parameter, part } = edge;
  const mark = part === 'carried' ? glyphs.chosen : part === 'path' ? glyphs.back : '';
  const name = mark + parameterName(model.experiment.network, parameter);
  const room = end - start + 1;
  if (room < name.length + 2) return;
  if (fromRow === toRow) {
    write(canvas, start + Math.floor((room - name.length) / 2), fromRow, name, part);
    return;
  }
  if (Math.abs(toRow - fromRow) < 2) return;
  const row = fromRow + (toRow > fromRow ? 1 : -1);
  const slant = Array.from({ length: room }, (_, at) => start + at).find((column) =>
    isSlant(characterAt(canvas, column, row), glyphs.lines),
  );
  if (slant === undefined) return;
  const column = slant - name.length;
  if (column >= start - 1 && isFree(canvas, column, row, name.length)) write(canvas, column, row, name, part);
}
