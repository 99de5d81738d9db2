import { type Network, unitsIn } from '../../engine/experiment.ts';
import { parameterAt } from '../../engine/parameters.ts';
import { type Quantity, unitName } from '../../engine/quantities.ts';
import { exactNumber } from '../../notation/numbers.ts';
import { symbolOf } from '../../notation/symbols.ts';
import { type Canvas, createCanvas, type Row, rowsOf, write } from '../canvas.ts';
import { chosenParameter } from '../model.ts';
import type { Part } from '../theme.ts';
import { shown, type View } from '../view.ts';
import { words } from '../words/english.ts';
import { drawEdges } from './edges.ts';

/** A unit's place in the drawing. */
export interface PlacedUnit {
  readonly layer: number;
  readonly unit: number;
  /** First column of its number, and the row it stands in. */
  readonly column: number;
  readonly row: number;
}

/** What of the network is drawn where. */
export interface Diagram {
  readonly network: Network;
  /** Columns of units from left to right, each from top to bottom. */
  readonly columns: readonly (readonly PlacedUnit[])[];
  /** Width of a unit's number. */
  readonly unitWidth: number;
  /** Whether names stand above or below the numbers, or before them. */
  readonly isTall: boolean;
}

/** The units with their numbers and the edges between them; the chosen parameter's paths to E_total are marked. */
export function networkRows(view: View, width: number, height: number): readonly Row[] {
  const canvas = createCanvas(width, height);
  const diagram = place(view, width, height);
  drawEdges(canvas, view, diagram);
  for (const column of diagram.columns) drawUnits(canvas, view, diagram, column, height);
  return rowsOf(canvas);
}

const leastGap = 4;

function place(view: View, width: number, height: number): Diagram {
  const { network } = view.model.experiment;
  const depth = network.layers.length + 1;
  const chosen = parameterAt(network, chosenParameter(view.model));
  const largest = Math.max(...Array.from({ length: depth }, (_, layer) => unitsIn(network, layer)));
  const isTall = largest <= mostTall(height);
  const numberWidth = view.model.decimals + 3;
  const unitWidth = isTall ? numberWidth : numberWidth + 1 + longestName(network);
  const targets = isTall ? 0 : numberWidth + 1;
  const fitting = Math.max(2, Math.floor((width - targets + leastGap) / (unitWidth + leastGap)));
  const count = Math.min(depth, fitting);
  const first = Math.max(0, Math.min(chosen.layer - Math.floor(count / 2), depth - count));
  const showsTargets = first + count === depth;
  const room = width - (showsTargets ? targets : 0) - unitWidth + 1;
  const pitch = count === 1 ? 0 : Math.min(room / (count - 1), unitWidth + 24);
  const columns = Array.from({ length: count }, (_, at) => {
    const layer = first + at;
    const around =
      layer === chosen.layer
        ? (chosen.unit ?? 0)
        : chosen.kind === 'weight' && layer === chosen.layer - 1
          ? chosen.input
          : 0;
    return placeColumn(unitsIn(network, layer), around, height, isTall).map(({ unit, row }) => ({
      layer,
      unit,
      row,
      column: Math.round(at * pitch),
    }));
  });
  return { network, columns, unitWidth, isTall };
}

/** How many units can stand one above the other with their names in rows of their own. */
function mostTall(height: number): number {
  if (height < 4) return height < 2 ? 0 : 1;
  return Math.max(2, Math.floor(height / 2));
}

/** The rows of a layer's units, evenly spread; of a large layer a window around one unit, and a row for the rest. */
function placeColumn(
  units: number,
  around: number,
  height: number,
  isTall: boolean,
): readonly { unit: number; row: number }[] {
  const most = isTall ? mostTall(height) : height;
  const count = units <= most ? units : Math.max(1, most - 1);
  const first = Math.max(0, Math.min(around - Math.floor(count / 2), units - count));
  const usable = units <= most ? height : height - 1;
  return Array.from({ length: count }, (_, at) => ({ unit: first + at, row: rowOf(at, count, usable, isTall) }));
}

function rowOf(at: number, count: number, height: number, isTall: boolean): number {
  if (!isTall) return count === 1 ? Math.floor(height / 2) : Math.round((at * (height - 1)) / Math.max(1, count - 1));
  if (count === 1) return Math.floor(height / 2);
  const margin = height >= 3 * count + 1 ? 2 : 1;
  const [top, bottom] = [margin, height - 1 - (count === 2 ? margin : 0)];
  return Math.round(top + (at * (bottom - top)) / (count - 1));
}

function longestName(network: Network): number {
  return Math.max(
    ...network.layers.map(({ number, units }) => unitName(network, number, units - 1).length),
    `i${network.inputs}`.length,
  );
}

function drawUnits(canvas: Canvas, view: View, diagram: Diagram, column: readonly PlacedUnit[], height: number): void {
  const { network, isTall, unitWidth } = diagram;
  for (const [at, unit] of column.entries()) {
    const isUpper = column.length !== 2 || at === 0;
    const name = unitName(network, unit.layer, unit.unit);
    const { text, part } = numberOf(view, unit);
    const nameRow = isTall ? unit.row + (isUpper ? -1 : 1) : unit.row;
    const target = unit.layer === network.layers.length && isTall ? ` ${targetOf(view, unit)}` : '';
    const centred = isTall ? unit.column + Math.max(0, Math.floor((unitWidth - 1 - name.length) / 2)) : unit.column;
    const nameColumn = Math.min(centred, canvas.width - name.length - target.length);
    write(canvas, nameColumn, nameRow, name, isAbout(view, unit) ? 'chosen' : 'faint');
    write(canvas, nameColumn + name.length, nameRow, target, targetPart(view, unit));
    write(canvas, isTall ? unit.column : unit.column + unitWidth - view.model.decimals - 3, unit.row, text, part);
    const tagRow = nameRow + (isUpper ? -1 : 1);
    if (isTall && tagRow >= 0 && tagRow < height && column.length <= 2) drawTag(canvas, view, unit, tagRow, unitWidth);
    if (unit.layer === network.layers.length && !isTall)
      write(canvas, unit.column + unitWidth, unit.row, targetOf(view, unit), targetPart(view, unit));
  }
  const last = column.at(-1);
  const all = last === undefined ? 0 : unitsIn(network, last.layer);
  if (last !== undefined && column.length < all) {
    write(
      canvas,
      last.column,
      height - 1,
      `${view.glyphs.verticalEllipsis} ${words.more(all - column.length)}`,
      'faint',
    );
  }
}

function isAbout({ moment }: View, { layer, unit }: PlacedUnit): boolean {
  const quantity = moment.step?.quantity;
  return quantity !== undefined && 'layer' in quantity && quantity.layer === layer && quantity.unit === unit;
}

/** A unit's out; its net while that is all there is. */
function numberOf(view: View, { layer, unit }: PlacedUnit): { text: string; part: Part | undefined } {
  const { moment } = view;
  const sample = sampleShown(view);
  const out: Quantity = layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample };
  const value = moment.known(out);
  const quantity = moment.step?.quantity;
  const isJust = quantity?.kind === 'out' && quantity.layer === layer && quantity.unit === unit;
  if (value !== undefined)
    return { text: shown(view, value), part: isJust ? 'just computed' : roleInPath(view, layer, unit) };
  return { text: '', part: undefined };
}

/** Beneath or above a unit: what was computed of it last, by name: net, E, ①, ②, δ. */
function drawTag(canvas: Canvas, view: View, unit: PlacedUnit, row: number, unitWidth: number): void {
  const tag = tagOf(view, unit);
  if (tag === undefined) return;
  const centred = unit.column + Math.floor((unitWidth - 1 - tag.text.length) / 2);
  const start = Math.max(0, Math.min(centred, canvas.width - tag.text.length));
  write(canvas, start, row, tag.text, tag.part);
}

function tagOf(view: View, { layer, unit }: PlacedUnit): { text: string; part: Part } | undefined {
  if (layer === 0) return undefined;
  const { moment, glyphs } = view;
  const sample = sampleShown(view);
  const last = unitsIn(view.model.experiment.network, layer);
  if (unit >= last) return undefined;
  const step = moment.step?.quantity;
  const candidates: readonly (readonly [Quantity, string])[] = [
    [{ kind: 'delta', layer, unit, sample }, glyphs.delta],
    [{ kind: 'slope', layer, unit, sample }, glyphs.marks[1] ?? ''],
    [{ kind: 'out-gradient', layer, unit, sample }, glyphs.marks[0] ?? ''],
    ...(layer === view.model.experiment.network.layers.length ? [[{ kind: 'error', unit, sample }, 'E'] as const] : []),
    [{ kind: 'net', layer, unit, sample }, 'net'],
  ];
  for (const [quantity, name] of candidates) {
    const value = moment.known(quantity);
    if (value === undefined) continue;
    const isJust =
      step !== undefined &&
      symbolOf(view.model.experiment.network, step, glyphs) ===
        symbolOf(view.model.experiment.network, quantity, glyphs);
    return { text: `${name} ${shown(view, value)}`, part: isJust ? 'just computed' : 'faint' };
  }
  return undefined;
}

/** The factor that a unit stands for in the chosen parameter's formula: what it carries, or a slope on the way to E. */
function roleInPath({ model }: View, layer: number, unit: number): Part | undefined {
  const chosen = parameterAt(model.experiment.network, chosenParameter(model));
  if (chosen.kind === 'weight' && layer === chosen.layer - 1 && unit === chosen.input) return 'carried';
  const isTarget = layer === chosen.layer && (chosen.unit === undefined || unit === chosen.unit);
  return isTarget || layer > chosen.layer ? 'slope' : undefined;
}

/** Where a path to E_total ends, its target is marked as E's slope is in the formula. */
function targetPart(view: View, { layer, unit }: PlacedUnit): Part {
  return roleInPath(view, layer, unit) === 'slope' ? 'error' : 'faint';
}

/** What an output should have been; in full where that is short. */
function targetOf(view: View, { unit }: PlacedUnit): string {
  const target = view.moment.known({ kind: 'target', unit, sample: sampleShown(view) }) ?? Number.NaN;
  const exact = exactNumber(target, view.glyphs);
  return view.glyphs.target + (exact.length <= view.model.decimals + 2 ? exact : shown(view, target));
}

/** The sample whose numbers the network shows: that of the step at hand, or the batch's first. */
export function sampleShown({ moment }: View): number | undefined {
  const { batch } = moment.reading.update;
  if (batch.length === 1) return undefined;
  const quantity = moment.step?.quantity;
  return (quantity !== undefined && 'sample' in quantity ? quantity.sample : undefined) ?? batch[0];
}
