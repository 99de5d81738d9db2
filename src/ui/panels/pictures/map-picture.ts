import { memoize, memoizeWithNumbers } from '../../../engine/expressions/memoize.ts';
import { outputLayer } from '../../../engine/models/network.ts';
import { unitName } from '../../../engine/models/quantity-name.ts';
import {
  classifiedSamples,
  type DecisionMap,
  decisionMap,
  hasDecisionMap,
  type Plane,
  planeOf,
} from '../../../engine/pictures/decision-boundary.ts';
import type { Experiment } from '../../../engine/training/experiment.ts';
import { exactNumber } from '../../../notation/number-format.ts';
import { type Canvas, createCanvas, rowsOf, write } from '../../draw/canvas.ts';
import { type Area, cellAt } from '../../draw/plot.ts';
import type { Row } from '../../draw/rows.ts';
import { pictureWords } from '../../messages/en/picture-words.ts';
import type { Moment } from '../../state/snapshot.ts';
import type { View } from '../../state/view.ts';
import { labelWidthOf, writeEnds, writeLabels } from './axes.ts';
import type { Picture } from './picture.ts';

/** A running program draws the same moment more than once. */
const samplesAt = memoize(({ reading, state }: Moment) => classifiedSamples(reading.update.experiment, state));
const mapAt = memoizeWithNumbers(({ reading, state }: Moment, columns: number, rows: number) =>
  decisionMap(reading.update.experiment, state, columns, rows),
);

/** What the outputs say over the plane of two inputs, with the samples in it. */
export function mapPicture(view: View): Picture {
  const { moment } = view;
  const { experiment } = moment.reading.update;
  const title = pictureWords.titles.map;
  if (experiment.network.inputs !== 2) return { rows: () => [], sentence: pictureWords.notTwoInputs, title };
  if (!hasDecisionMap(experiment)) return { rows: () => [], sentence: pictureWords.oneSample, title };
  const samples = samplesAt(moment);
  const wrong = samples.filter(({ target, found }) => target !== found).length;
  return {
    rows: (width, height) => mapRows(view, width, height),
    sentence: pictureWords.onWrongSide(wrong, samples.length, isSingle(experiment)),
    title: pictureWords.titles.mapOf(signsOf(view, experiment)),
  };
}

/** The sign of each class, with its name; of a single output, of each side, with its target. */
function signsOf({ glyphs }: View, experiment: Experiment): readonly string[] {
  const { network, outputNames, samples } = experiment;
  const { least, most } = planeOf(samples).targets;
  const output = network.layers.length;
  const names = isSingle(experiment)
    ? [least, most].map((target) => exactNumber(target, glyphs))
    : Array.from(
        { length: outputLayer(network).units },
        (_, unit) => outputNames[unit] ?? unitName(network, output, unit),
      );
  return names.map((name, at) => `${glyphs.shapes[at % glyphs.shapes.length]?.[0] ?? ''} ${name}`);
}

function isSingle({ network }: Experiment): boolean {
  return outputLayer(network).units === 1;
}

function mapRows(view: View, width: number, height: number): readonly Row[] {
  const { glyphs, moment } = view;
  const { experiment } = moment.reading.update;
  const plane = planeOf(experiment.samples);
  const labels = [plane.up.most, plane.up.least].map((value) => rounded(view, value));
  const left = labelWidthOf(labels) + 1;
  const area: Area = { left, top: 0, width: Math.max(1, width - left), height: Math.max(1, height - 1) };
  const map = mapAt(moment, area.width, area.height);
  const canvas = createCanvas(width, height);
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      const at = row * area.width + column;
      const isEdge = isSingle(experiment) && isBoundary(map, area, row, column);
      const shade = isSingle(experiment) ? shadeOf(view, map, plane, at) : classShade(view, map, at);
      write(canvas, area.left + column, row, isEdge ? glyphs.boundary : shade, isEdge ? 'slope' : 'faint');
    }
  }
  drawSamples(canvas, view, plane, area);
  writeLabels(canvas, area, labels);
  writeEnds(canvas, area, rounded(view, plane.across.least), rounded(view, plane.across.most));
  return rowsOf(canvas);
}

/** A class's own shade. */
function classShade({ glyphs: { shades } }: View, { classes }: DecisionMap, at: number): string {
  return shades[(classes[at] ?? 0) % shades.length] ?? ' ';
}

/** How far the out is on its way from the least target to the most. */
function shadeOf({ glyphs }: View, { outs }: DecisionMap, { targets: { least, most } }: Plane, at: number): string {
  const { shades } = glyphs;
  const part = most === least ? 0 : ((outs[at] ?? 0) - least) / (most - least);
  return shades[Math.max(0, Math.min(shades.length - 1, Math.floor(part * shades.length)))] ?? ' ';
}

/** Whether the cell to the right or below is on the other side. */
function isBoundary({ classes }: DecisionMap, { width, height }: Area, row: number, column: number): boolean {
  const at = row * width + column;
  const right = column + 1 < width && classes[at] !== classes[at + 1];
  const below = row + 1 < height && classes[at] !== classes[at + width];
  return right || below;
}

/** Those on the wrong side last, so that none of them is under another. */
function drawSamples(canvas: Canvas, { glyphs, moment }: View, { across, up }: Plane, area: Area): void {
  for (const isWrong of [false, true]) {
    for (const { across: x, up: y, target, found } of samplesAt(moment)) {
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
