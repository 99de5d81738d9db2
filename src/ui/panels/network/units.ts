import { hasRole } from '../../../engine/graph/node.ts';
import type { Quantity } from '../../../engine/graph/quantity.ts';
import { nodeOf } from '../../../engine/graph/quantity.ts';
import {
  delta,
  errorValue,
  layerInputValue,
  netValue,
  outGradient,
  outSlope,
  targetValue,
} from '../../../engine/models/dense-quantities.ts';
import { isOutput, layerAt } from '../../../engine/models/network.ts';
import { biasIndex, parameterAt, parameterName } from '../../../engine/models/parameters.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import { stepOf } from '../../../engine/steps/steps.ts';
import { type Canvas, isFree, write } from '../../draw/canvas.ts';
import { cutTo, type Piece, widthOf } from '../../draw/rows.ts';
import type { Part } from '../../draw/theme.ts';
import { ownNumber } from '../../state/own-numbers.ts';
import { type DenseView, givenWithin, isJustComputed, sampleShown, shown, shownWithin } from '../../state/view.ts';
import type { Column, Diagram, PlacedUnit } from './diagram.ts';

/** Draws the units of a column, and below them the number of units that are hidden. */
export function drawUnits(canvas: Canvas, view: DenseView, diagram: Diagram, column: Column): void {
  const draw = diagram.isTall ? drawTall : drawFlat;
  for (const unit of column.units) draw(canvas, view, diagram, column, unit);
  if (column.hidden === 0) return;
  const more = `${view.glyphs.verticalEllipsis} ${view.messages.screen.more(column.hidden)}`;
  write(canvas, column.left, diagram.bottom - 1, more, 'faint');
}

/**
 * Draws a unit of a tall diagram in three rows. The second unit of two has them in the opposite order:
 *
 *     δ 0.1409     tag: the last computed quantity of the unit
 *     o1 →0.01     name and target
 *     0.5943       value
 */
function drawTall(canvas: Canvas, view: DenseView, diagram: Diagram, column: Column, unit: PlacedUnit): void {
  const { left, width, units } = column;
  const isUpsideDown = units.length === 2 && unit === units[1];
  const outward = isUpsideDown ? 1 : -1;
  const nameRow = unit.row + outward;
  const name = unitName(diagram.network, unit.layer, unit.unit);
  const target = targetOf(view, unit, width);
  // Most values have no minus sign and leave the last cell blank, so texts are centred over the other cells.
  const usualWidth = width - 1;
  const start = left + Math.max(0, Math.floor((usualWidth - name.length) / 2));
  const nameColumn = Math.min(start, canvas.width - name.length - (target === undefined ? 0 : target.text.length + 1));
  drawValue(canvas, view, left, diagram.valueWidth, unit);
  write(canvas, nameColumn, nameRow, name, isOfPresentStep(view, unit) ? 'emphasized' : 'faint');
  if (target !== undefined) write(canvas, nameColumn + name.length + 1, nameRow, target.text, target.part);
  const bias = biasLabel(view, unit);
  if (bias !== undefined) writeIfFree(canvas, nameColumn - bias.text.length - 1, nameRow, bias);
  const tag = ownTagOf(view, unit) ?? tagOf(view, unit, width + 2);
  if (tag === undefined) return;
  const tagWidth = widthOf([tag]);
  const middle = left + Math.floor((usualWidth - tagWidth) / 2);
  writeIfFree(canvas, Math.max(0, Math.min(middle, canvas.width - tagWidth)), nameRow + outward, tag);
}

/** Draws a unit of a flat diagram on one row: its name, its value and, for an output, the target. */
function drawFlat(canvas: Canvas, view: DenseView, diagram: Diagram, { left, width }: Column, unit: PlacedUnit): void {
  const { valueWidth } = diagram;
  const name = unitName(diagram.network, unit.layer, unit.unit);
  const target = targetOf(view, unit, valueWidth);
  const valueColumn = left + width - valueWidth - (target === undefined ? 0 : 1 + valueWidth);
  write(canvas, left, unit.row, name, isOfPresentStep(view, unit) ? 'emphasized' : 'faint');
  drawValue(canvas, view, valueColumn, valueWidth, unit);
  if (target !== undefined) write(canvas, valueColumn + valueWidth + 1, unit.row, target.text, target.part);
  const bias = biasLabel(view, unit);
  if (bias?.part === 'selected parameter') write(canvas, left - bias.text.length - 1, unit.row, bias.text, bias.part);
}

/** Writes a piece if its cells, the cell to its left and the cell to its right are blank. */
function writeIfFree(canvas: Canvas, column: number, row: number, piece: Piece): void {
  const [start, end] = [Math.max(0, column - 1), Math.min(canvas.width, column + widthOf([piece]) + 1)];
  if (column >= 0 && isFree(canvas, start, row, end - start)) write(canvas, column, row, piece.text, piece.part);
}

/** Draws the value of a unit, its input or its out, if the value is known already. */
function drawValue(
  canvas: Canvas,
  view: DenseView,
  column: number,
  width: number,
  { layer, unit, row }: PlacedUnit,
): void {
  const sample = sampleShown(view);
  const quantity = layerInputValue(layer, unit, { sample });
  const value = view.snapshot.known(quantity);
  if (value === undefined) return;
  const isNew = isJustComputed(view, quantity);
  const text = shownWithin(view, value, width);
  write(canvas, column, row, text, isNew ? 'just computed' : roleOf(view, layer, unit));
  if (isNew) write(canvas, column - 1, row, view.glyphs.justComputed, 'just computed');
}

function isOfPresentStep({ snapshot }: DenseView, { layer, unit }: PlacedUnit): boolean {
  const quantity = snapshot.step?.quantity;
  const node = quantity && nodeOf(quantity);
  return node !== undefined && hasRole(node, 'net', 'out') && node.block.layer === layer && node.index === unit;
}

/**
 * The last computed quantity of a unit, with its name. If there is none, the name that the network file gives to the
 * unit.
 */
function tagOf(view: DenseView, placed: PlacedUnit, width: number): Piece | undefined {
  const { snapshot, glyphs } = view;
  for (const [quantity, name] of tagQuantities(view, placed)) {
    const step = stepOf(snapshot.values.update, quantity);
    if (step === undefined || step > snapshot.position.step) continue;
    const text = `${name} ${shown(view, snapshot.values.numberOf(quantity))}`;
    return isJustComputed(view, quantity)
      ? { text: `${glyphs.justComputed}${text}`, part: 'just computed' }
      : { text, part: 'faint' };
  }
  const meaning = meaningOf(view, placed);
  return meaning === undefined ? undefined : { text: cutTo(meaning, width, glyphs.ellipsis), part: 'faint' };
}

/** The last computed number of a unit that is wrong in the learner's program, with the learner's number. */
function ownTagOf(view: DenseView, placed: PlacedUnit): Piece | undefined {
  const { snapshot } = view;
  const sample = sampleShown(view);
  const out = [layerInputValue(placed.layer, placed.unit, { sample }), 'out'] as const;
  for (const [quantity, name] of [...tagQuantities(view, placed), ...(placed.layer === 0 ? [] : [out])]) {
    const own = ownNumber(view, quantity);
    if (own === undefined || own.isRight || snapshot.known(quantity) === undefined) continue;
    return { text: `${name} ${view.messages.screen.own(shown(view, own.value))}`, part: 'problem with answer' };
  }
  return undefined;
}

/** The quantities of a unit that its tag can show, with their names, from the last computed to the first. */
function tagQuantities(view: DenseView, { layer, unit }: PlacedUnit): readonly (readonly [Quantity, string])[] {
  if (layer === 0) return [];
  const { glyphs, experiment } = view;
  const sample = sampleShown(view);
  const isLast = isOutput(experiment.network, layer);
  return [
    [delta(layer, unit, sample), glyphs.delta],
    [outSlope(layer, unit, sample), glyphs.factorMarks[1]],
    [outGradient(layer, unit, sample), glyphs.factorMarks[0]],
    ...(isLast ? [[errorValue(unit, { sample }), 'E'] as const] : []),
    [netValue(layer, unit, { sample }), 'net'],
  ];
}

/** The name that a network file gives to an input or an output. */
function meaningOf({ experiment }: DenseView, { layer, unit }: PlacedUnit): string | undefined {
  const { network, inputNames, outputNames } = experiment;
  if (layer === 0) return inputNames[unit];
  return isOutput(network, layer) ? outputNames[unit] : undefined;
}

/** The name of a unit's bias, with a sign if the bias is selected. */
function biasLabel({ experiment, glyphs, selected }: DenseView, { layer, unit }: PlacedUnit): Piece | undefined {
  const { network } = experiment;
  const index = layer === 0 ? undefined : biasIndex(layerAt(network, layer), unit);
  if (index === undefined) return undefined;
  const name = parameterName(network, index);
  return index === selected
    ? { text: glyphs.selected + name, part: 'selected parameter' }
    : { text: name, part: 'faint' };
}

/**
 * The role of a unit in the formula of the selected parameter: `input` if the value of the unit is the input ③ of the
 * weight, `slope` if the activation derivative of the unit is a factor ②.
 */
function roleOf({ experiment, selected }: DenseView, layer: number, unit: number): Part | undefined {
  const parameter = parameterAt(experiment.network, selected);
  if (parameter.kind === 'weight' && layer === parameter.layer - 1 && unit === parameter.input) return 'input';
  const isUnitOfParameter = layer === parameter.layer && (parameter.unit === undefined || unit === parameter.unit);
  return isUnitOfParameter || layer > parameter.layer ? 'slope' : undefined;
}

/**
 * The target of an output in at most `width` cells. The style is `error` if a path from the selected parameter ends at
 * this output.
 */
function targetOf(view: DenseView, { layer, unit }: PlacedUnit, width: number): Piece | undefined {
  const { experiment, snapshot, glyphs } = view;
  if (!isOutput(experiment.network, layer)) return undefined;
  const target = snapshot.known(targetValue(unit, sampleShown(view))) ?? Number.NaN;
  return {
    text: glyphs.target + givenWithin(view, target, width - glyphs.target.length),
    part: roleOf(view, layer, unit) === 'slope' ? 'error' : 'faint',
  };
}
