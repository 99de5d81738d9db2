import { layerAt } from '../../engine/experiment.ts';
import { parameterAt, parameterName, weightIndex } from '../../engine/parameters.ts';
import type { LineGlyphs } from '../../notation/glyphs.ts';
import { type Canvas, characterAt, write } from '../canvas.ts';
import { chosenParameter } from '../model.ts';
import type { Part } from '../theme.ts';
import type { View } from '../view.ts';
import type { Diagram, PlacedUnit } from './network.ts';

/** An edge to be drawn. */
interface Edge {
  readonly from: PlacedUnit;
  readonly to: PlacedUnit;
  readonly parameter: number;
  readonly weight: number;
  /** Whether its weight is large beside the others of its layer. */
  readonly isThick: boolean;
  readonly part: Part | undefined;
}

/** Between more units than this, only the edges of the chosen parameter's paths are drawn. */
const mostEdges = 16;

/** Draws the edges between neighbouring columns, marked ones last, and names where there is room. */
export function drawEdges(canvas: Canvas, view: View, diagram: Diagram): void {
  for (const [at, to] of diagram.columns.entries()) {
    const from = diagram.columns[at - 1];
    if (from === undefined) continue;
    const all = edgesBetween(view, from, to);
    const edges = all.length <= mostEdges ? all : all.filter(({ part }) => part !== undefined);
    const ordered = edges.toSorted((a, b) => drawingOrder(a) - drawingOrder(b));
    for (const edge of ordered) drawEdge(canvas, edge, diagram.unitWidth, view.glyphs.lines);
    for (const edge of ordered) nameEdge(canvas, edge, view, diagram.unitWidth);
  }
}

/** Level edges over slanted ones, marked ones over both. */
function drawingOrder({ from, to, part }: Edge): number {
  return (from.row === to.row ? 1 : 0) + (part === undefined ? 0 : 2);
}

function edgesBetween(view: View, from: readonly PlacedUnit[], to: readonly PlacedUnit[]): readonly Edge[] {
  const { network } = view.model.experiment;
  const values = view.moment.reading.before;
  const edges = to.flatMap((target) =>
    from.map((source) => {
      const parameter = weightIndex(layerAt(network, target.layer), target.unit, source.unit);
      return { from: source, to: target, parameter, weight: values[parameter] ?? 0 };
    }),
  );
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight)));
  return edges.map((edge) => ({ ...edge, isThick: Math.abs(edge.weight) > 0.8 * largest, part: partOf(view, edge) }));
}

/** How an edge on a path from the chosen parameter to E_total is marked: as its factor in the formula is. */
function partOf({ model }: View, { from, to, parameter }: Pick<Edge, 'from' | 'to' | 'parameter'>): Part | undefined {
  const chosen = chosenParameter(model);
  if (parameter === chosen) return 'carried';
  const { layer, unit } = parameterAt(model.experiment.network, chosen);
  const starts = from.layer === layer && (unit === undefined || from.unit === unit);
  return starts || (from.layer > layer && to.layer > from.layer) ? 'path' : undefined;
}

function drawEdge(
  canvas: Canvas,
  { from, to, weight, isThick, part }: Edge,
  unitWidth: number,
  lines: LineGlyphs,
): void {
  const [start, end] = [from.column + unitWidth, to.column - 2];
  const level = weight < 0 ? (isThick ? lines.thickBroken : lines.thinBroken) : isThick ? lines.thick : lines.thin;
  const down = to.row > from.row;
  const slanted = weight < 0 ? (down ? lines.fallingBroken : lines.risingBroken) : down ? lines.falling : lines.rising;
  const height = Math.abs(to.row - from.row);
  if (height === 0) {
    write(canvas, start, from.row, level.repeat(Math.max(0, end - start + 1)), part);
    return;
  }
  const rows = Math.max(1, height - 1);
  const width = end - start + 1;
  const across = Math.min(width, rows);
  const left = start + Math.floor((width - across) / 2);
  for (let at = 0; at < rows; at++) {
    const column = left + (rows === 1 ? 0 : Math.floor((at * Math.max(0, across - 1)) / Math.max(1, rows - 1)));
    const row = height === 1 ? from.row : from.row + (down ? at + 1 : -(at + 1));
    put(canvas, column, row, slanted, part, lines);
  }
  if (height === 1) return;
  for (let column = start; column < left; column++) put(canvas, column, from.row, level, part, lines);
  for (let column = left + across; column <= end; column++) put(canvas, column, to.row, level, part, lines);
}

function put(
  canvas: Canvas,
  column: number,
  row: number,
  character: string,
  part: Part | undefined,
  lines: LineGlyphs,
): void {
  const there = characterAt(canvas, column, row);
  const slants: readonly string[] = [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken];
  const crosses = slants.includes(there) && slants.includes(character) && there !== character;
  const isLevel = !slants.includes(character);
  if (isLevel && there !== ' ') return;
  write(canvas, column, row, crosses ? lines.crossing : character, part);
}

/** Writes an edge's name on its level stretch, or beside its slant, where nothing else stands. */
function nameEdge(canvas: Canvas, edge: Edge, view: View, unitWidth: number): void {
  const { from, to, parameter, part } = edge;
  const mark = part === 'carried' ? view.glyphs.chosen : part === 'path' ? view.glyphs.back : '';
  const name = mark + parameterName(view.model.experiment.network, parameter);
  const [start, end] = [from.column + unitWidth, to.column - 2];
  if (end - start + 1 < name.length + 2) return;
  if (from.row === to.row) {
    write(canvas, start + Math.floor((end - start + 1 - name.length) / 2), from.row, name, part);
    return;
  }
  const down = to.row > from.row;
  const row = from.row + (down ? 1 : -1);
  if (Math.abs(to.row - from.row) < 2) return;
  const slant = leftmostSlant(canvas, row, start, end, view.glyphs.lines);
  if (slant === undefined) return;
  const column = slant - name.length;
  const isFree = Array.from(name).every((_, at) => characterAt(canvas, column + at, row) === ' ');
  if (column >= start - 1 && isFree) write(canvas, column, row, name, part);
}

function leftmostSlant(canvas: Canvas, row: number, start: number, end: number, lines: LineGlyphs): number | undefined {
  const slants: readonly string[] = [lines.falling, lines.rising, lines.fallingBroken, lines.risingBroken];
  for (let column = start; column <= end; column++)
    if (slants.includes(characterAt(canvas, column, row))) return column;
  return undefined;
}
