import type { Quantity } from '../../../engine/expressions/quantity.ts';
import { isOutput, layerAt } from '../../../engine/models/network.ts';
import { biasIndex, parameterAt, parameterName } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import { stepOf } from '../../../engine/steps/steps.ts';
import { type Canvas, isFree, write } from '../../draw/canvas.ts';
import { cutTo, type Piece, widthOf } from '../../draw/rows.ts';
import type { Part } from '../../draw/theme.ts';
import { words } from '../../messages/en/screen-words.ts';
import { experimentOf, sampleInSight } from '../../state/model.ts';
import { givenWithin, isJustComputed, shown, shownWithin, type View } from '../../state/view.ts';
import type { Column, Diagram, PlacedUnit } from './diagram.ts';

/** A column's units: their numbers, their names, outputs with their targets; where there is room, what else is known. */
export function drawUnits(canvas: Canvas, view: View, diagram: Diagram, column: Column): void {
  const draw = diagram.isTall ? drawTall : drawFlat;
  for (const unit of column.units) draw(canvas, view, diagram, column, unit);
  if (column.hidden === 0) return;
  const more = `${view.glyphs.verticalEllipsis} ${words.more(column.hidden)}`;
  write(canvas, column.left, diagram.bottom - 1, more, 'faint');
}

/** The name above or below the number, and beyond it the number that was computed last of this unit. */
function drawTall(canvas: Canvas, view: View, diagram: Diagram, column: Column, unit: PlacedUnit): void {
  const { left, width, units } = column;
  const isLower = units.length === 2 && unit === units[1];
  const outward = isLower ? 1 : -1;
  const nameRow = unit.row + outward;
  const name = unitName(diagram.network, unit.layer, unit.unit);
  const target = targetOf(view, unit, width);
  const start = left + Math.max(0, Math.floor((width - 1 - name.length) / 2));
  const nameColumn = Math.min(start, canvas.width - name.length - (target === undefined ? 0 : target.text.length + 1));
  drawNumber(canvas, view, left, diagram.numberWidth, unit);
  write(canvas, nameColumn, nameRow, name, isAbout(view, unit) ? 'chosen' : 'faint');
  if (target !== undefined) write(canvas, nameColumn + name.length + 1, nameRow, target.text, target.part);
  for (const label of biasLabels(view, unit)) writeIfFree(canvas, nameColumn - label.text.length - 1, nameRow, label);
  const tag = tagOf(view, unit, width + 2);
  if (tag === undefined) return;
  const tagWidth = widthOf([tag]);
  const middle = left + Math.floor((width - 1 - tagWidth) / 2);
  writeIfFree(canvas, Math.max(0, Math.min(middle, canvas.width - tagWidth)), nameRow + outward, tag);
}

/** The name before the number. */
function drawFlat(canvas: Canvas, view: View, diagram: Diagram, { left, width }: Column, unit: PlacedUnit): void {
  const { numberWidth } = diagram;
  const name = unitName(diagram.network, unit.layer, unit.unit);
  const target = targetOf(view, unit, numberWidth);
  const numberColumn = left + width - numberWidth - (target === undefined ? 0 : 1 + numberWidth);
  write(canvas, left, unit.row, name, isAbout(view, unit) ? 'chosen' : 'faint');
  drawNumber(canvas, view, numberColumn, numberWidth, unit);
  if (target !== undefined) write(canvas, numberColumn + numberWidth + 1, unit.row, target.text, target.part);
  const [bias] = biasLabels(view, unit);
  if (bias?.part === 'carried') write(canvas, left - bias.text.length - 1, unit.row, bias.text, bias.part);
}

/** Writes a piece where it and the cells on both sides of it are blank. */
function writeIfFree(canvas: Canvas, column: number, row: number, piece: Piece): void {
  const [from, to] = [Math.max(0, column - 1), Math.min(canvas.width, column + widthOf([piece]) + 1)];
  if (column >= 0 && isFree(canvas, from, row, to - from)) write(canvas, column, row, piece.text, piece.part);
}

/** A unit's out, or an input, once it is known, in as many of `width` cells as it needs. */
function drawNumber(canvas: Canvas, view: View, column: number, width: number, { layer, unit, row }: PlacedUnit): void {
  const sample = sampleShown(view);
  const quantity: Quantity = layer === 0 ? { kind: 'input', unit, sample } : { kind: 'out', layer, unit, sample };
  const value = view.moment.known(quantity);
  if (value === undefined) return;
  const isJust = isJustComputed(view, quantity);
  const text = shownWithin(view, value, width);
  write(canvas, column, row, text, isJust ? 'just computed' : roleInPath(view, layer, unit));
  if (isJust) write(canvas, column - 1, row, view.glyphs.just, 'just computed');
}

/** Whether the step at hand is about a unit. */
function isAbout({ moment }: View, { layer, unit }: PlacedUnit): boolean {
  const quantity = moment.step?.quantity;
  return quantity !== undefined && 'layer' in quantity && quantity.layer === layer && quantity.unit === unit;
}

/** What was computed of a unit last, by name: net, E, ①, ②, δ; before that, and of an input, what it stands for. */
function tagOf(view: View, { layer, unit }: PlacedUnit, width: number): Piece | undefined {
  const { model, moment, glyphs } = view;
  const { network, inputNames, outputNames } = experimentOf(model);
  const sample = sampleShown(view);
  const isLast = isOutput(network, layer);
  const candidates: readonly (readonly [Quantity, string])[] =
    layer === 0
      ? []
      : [
          [{ kind: 'delta', layer, unit, sample }, glyphs.delta],
          [{ kind: 'slope', layer, unit, sample }, glyphs.marks[1] ?? ''],
          [{ kind: 'out-gradient', layer, unit, sample }, glyphs.marks[0] ?? ''],
          ...(isLast ? [[{ kind: 'error', unit, sample }, 'E'] as const] : []),
          [{ kind: 'net', layer, unit, sample }, 'net'],
        ];
  for (const [quantity, name] of candidates) {
    const step = stepOf(moment.reading.update, quantity);
    if (step === undefined || step > moment.position.step) continue;
    const text = `${name} ${shown(view, moment.reading.numberOf(quantity))}`;
    return isJustComputed(view, quantity)
      ? { text: `${glyphs.just}${text}`, part: 'just computed' }
      : { text, part: 'faint' };
  }
  const meaning = layer === 0 ? inputNames[unit] : isLast ? outputNames[unit] : undefined;
  return meaning === undefined ? undefined : { text: cutTo(meaning, width, glyphs.ellipsis), part: 'faint' };
}

/** The name of a unit's bias, if it has one, marked where it is chosen. */
function biasLabels({ model, glyphs, chosen }: View, { layer, unit }: PlacedUnit): readonly Piece[] {
  const { network } = experimentOf(model);
  const index = layer === 0 ? undefined : biasIndex(layerAt(network, layer), unit);
  if (index === undefined) return [];
  const name = parameterName(network, index);
  return index === chosen ? [{ text: glyphs.chosen + name, part: 'carried' }] : [{ text: name, part: 'faint' }];
}

/** The factor that a unit stands for in the chosen parameter's formula: what it carries, or a slope on the way to E. */
function roleInPath({ model, chosen: parameter }: View, layer: number, unit: number): Part | undefined {
  const chosen = parameterAt(experimentOf(model).network, parameter);
  if (chosen.kind === 'weight' && layer === chosen.layer - 1 && unit === chosen.input) return 'carried';
  const isTarget = layer === chosen.layer && (chosen.unit === undefined || unit === chosen.unit);
  return isTarget || layer > chosen.layer ? 'slope' : undefined;
}

/** What an output should have been, within `width` cells; marked where a path to E_total ends. */
function targetOf(view: View, { layer, unit }: PlacedUnit, width: number): Piece | undefined {
  const { model, moment, glyphs } = view;
  if (!isOutput(experimentOf(model).network, layer)) return undefined;
  const target = moment.known({ kind: 'target', unit, sample: sampleShown(view) }) ?? Number.NaN;
  return {
    text: glyphs.target + givenWithin(view, target, width - glyphs.target.length),
    part: roleInPath(view, layer, unit) === 'slope' ? 'error' : 'faint',
  };
}

/** The sample whose numbers the network shows: that of the step at hand, or the batch's first. */
export function sampleShown({ moment }: View): number | undefined {
  const { update } = moment.reading;
  return update.size === 1 ? undefined : sampleInSight(update, moment.step);
}
