import { outputLayer } from '../../../engine/network.ts';
import { hasOutputMap, type OutputMap, outputMap } from '../../../engine/pictures/output-map.ts';
import { exactNumber } from '../../../notation/numbers.ts';
import { type Canvas, createCanvas, rowsOf, write } from '../../canvas.ts';
import { type Area, cellAt } from '../../plot.ts';
import type { Row } from '../../rows.ts';
import type { View } from '../../view.ts';
import { pictureWords } from '../../words/pictures.ts';
import type { Picture } from './picture.ts';

/** What the outputs say over the plane of two inputs, with the samples in it. */
export function mapPicture(view: View): Picture {
  const { moment } = view;
  const { experiment } = moment.reading.update;
  if (experiment.network.inputs !== 2) return { rows: () => [], sentence: pictureWords.notTwoInputs };
  if (!hasOutputMap(experiment)) return { rows: () => [], sentence: pictureWords.oneSample };
  const parameters = moment.state;
  const { samples } = outputMap(experiment, parameters, 1, 1);
  const wrong = samples.filter(({ target, found }) => target !== found).length;
  return {
    rows: (width, height) => mapRows(view, parameters, width, height),
    sentence: pictureWords.onWrongSide(wrong, samples.length, outputLayer(experiment.network).units === 1),
  };
}

function mapRows(view: View, parameters: Float64Array, width: number, height: number): readonly Row[] {
  const { glyphs, moment } = view;
  const { experiment } = moment.reading.update;
  const bounds = outputMap(experiment, parameters, 1, 1);
  const labels = [bounds.up.most, bounds.up.least].map((value) => rounded(view, value));
  const left = Math.max(...labels.map((label) => label.length)) + 1;
  const area: Area = { left, top: 0, width: Math.max(1, width - left), height: Math.max(1, height - 1) };
  const map = outputMap(experiment, parameters, area.width, area.height);
  const canvas = createCanvas(width, height);
  const isSingle = outputLayer(experiment.network).units === 1;
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      const at = row * area.width + column;
      const shade = isSingle
        ? shadeOf(view, map, at)
        : (glyphs.shades[(map.classes[at] ?? 0) % glyphs.shades.length] ?? ' ');
      const isEdge = isSingle && isBoundary(map, area, row, column);
      write(canvas, area.left + column, row, isEdge ? glyphs.boundary : shade, isEdge ? 'slope' : 'faint');
    }
  }
  drawSamples(canvas, view, map, area);
  for (const [row, label] of [labels[0] ?? '', ...blank(area.height - 2), labels[1] ?? ''].entries()) {
    if (row < area.height) write(canvas, left - 1 - label.length, row, label, 'faint');
  }
  const [first, last] = [rounded(view, map.across.least), rounded(view, map.across.most)];
  write(canvas, area.left, area.height, first, 'faint');
  write(canvas, width - last.length, area.height, last, 'faint');
  return rowsOf(canvas);
}

function blank(count: number): readonly string[] {
  return Array.from({ length: Math.max(0, count) }, () => '');
}

/** How far the out is on its way from the least target to the most. */
function shadeOf({ glyphs }: View, { outs, targets: { least, most } }: OutputMap, at: number): string {
  const { shades } = glyphs;
  const part = most === least ? 0 : ((outs[at] ?? 0) - least) / (most - least);
  return shades[Math.max(0, Math.min(shades.length - 1, Math.floor(part * shades.length)))] ?? ' ';
}

/** Whether the cell to the right or below is on the other side. */
function isBoundary({ classes }: OutputMap, { width, height }: Area, row: number, column: number): boolean {
  const at = row * width + column;
  const right = column + 1 < width && classes[at] !== classes[at + 1];
  const below = row + 1 < height && classes[at] !== classes[at + width];
  return right || below;
}

/** Those on the wrong side last, so that none of them is under another. */
function drawSamples(canvas: Canvas, { glyphs }: View, { across, up, samples }: OutputMap, area: Area): void {
  for (const isWrong of [false, true]) {
    for (const { across: x, up: y, target, found } of samples) {
      if ((target !== found) !== isWrong) continue;
      const place = cellAt(
        area,
        (x - across.least) / (across.most - across.least),
        (y - up.least) / (up.most - up.least),
      );
      const [right = '', wrong = ''] = glyphs.shapes[target % glyphs.shapes.length] ?? [];
      write(canvas, place.column, place.row, isWrong ? wrong : right, isWrong ? 'just computed' : 'chosen');
    }
  }
}

/** A number with three digits and no more zeros than it needs. */
function rounded({ glyphs }: View, value: number): string {
  return exactNumber(Number(value.toPrecision(3)), glyphs);
}
