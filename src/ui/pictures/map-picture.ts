import { memoize, memoizeWithNumbers } from '../../engine/expressions/memoize.ts';
import { outputLayer } from '../../engine/models/network.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import {
  classifiedSamples,
  type DecisionMap,
  decisionMap,
  hasDecisionMap,
  noClass,
  type Plane,
  planeOf,
} from '../../engine/pictures/decision-boundary.ts';
import type { DenseExperiment } from '../../engine/training/experiment.ts';
import { exactNumber } from '../../notation/number-format.ts';
import { type Canvas, createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { type Area, cellAt } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { type DenseView, isDenseView, type View } from '../state/view.ts';
import { labelWidthOf, writeEnds, writeLabels } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

interface MapWords extends PictureWords {
  readonly title: string;
  /** Each of `signs` is the sign and the name of a class. */
  titleWith(signs: readonly string[]): string;
  readonly needsTwoInputs: string;
  readonly oneSample: string;
  sentence(wrong: number, all: number, hasOneOutput: boolean): string;
}

/**
 * A map of the network's output over the plane of its two inputs, with the samples. The decision boundary is drawn only
 * for a network with one output.
 */
export const mapPicture: Picture<MapWords> = {
  name: 'map',
  words: {
    name: 'output map',
    title: 'output map',
    titleWith: (signs) => `output map: ${signs.join('  ')}`,
    needsTwoInputs: 'A map needs two inputs, one for each axis.',
    oneSample: 'There is only one sample: nothing to separate.',
    sentence: (wrong, all, hasOneOutput) => {
      const place = hasOneOutput ? 'on the wrong side' : 'in a wrong class';
      return wrong === 0 ? `No sample is ${place}.` : `${wrong} of ${all} ${wrong === 1 ? 'is' : 'are'} ${place}.`;
    },
  },
  isOfNetworks: true,
  isPossible: (experiment) => experiment.kind === 'dense' && experiment.network.inputs === 2,
  draw: (view, words) => {
    const { title } = words;
    if (!isDenseView(view)) return { title, rows: () => [], sentence: undefined };
    const { experiment } = view;
    if (experiment.network.inputs !== 2) return { title, rows: () => [], sentence: words.needsTwoInputs };
    if (!hasDecisionMap(experiment)) return { title, rows: () => [], sentence: words.oneSample };
    const samples = samplesAt(view.snapshot);
    const wrong = samples.filter(({ target, predicted }) => target !== predicted).length;
    return {
      title: words.titleWith(signsOf(view, experiment)),
      rows: (size) => mapRows(view, size),
      sentence: words.sentence(wrong, samples.length, hasOneOutput(experiment)),
    };
  },
};

// A snapshot may be drawn several times, so its samples and its map are computed only once.
const samplesAt = memoize(({ values, state }: Snapshot) => {
  const { experiment } = values.update;
  return hasDecisionMap(experiment) ? classifiedSamples(experiment, state) : [];
});
const mapAt = memoizeWithNumbers(({ values, state }: Snapshot, columns: number, rows: number) => {
  const { experiment } = values.update;
  return hasDecisionMap(experiment) ? decisionMap(experiment, state, columns, rows) : undefined;
});

/** The sign and the name of each class. With one output, the two classes are named by their targets. */
function signsOf({ glyphs }: View, experiment: DenseExperiment): readonly string[] {
  const { network, outputNames, samples } = experiment;
  const { min, max } = planeOf(samples).targets;
  const lastLayer = network.layers.length;
  const names = hasOneOutput(experiment)
    ? [min, max].map((target) => exactNumber(target, glyphs))
    : Array.from(
        { length: outputLayer(network).units },
        (_, unit) => outputNames[unit] ?? unitName(network, lastLayer, unit),
      );
  return names.map((name, at) => `${glyphs.shapes[at % glyphs.shapes.length]?.[0] ?? ''} ${name}`);
}

function hasOneOutput({ network }: DenseExperiment): boolean {
  return outputLayer(network).units === 1;
}

function mapRows(view: DenseView, { columns, rows }: Size): readonly Row[] {
  const { snapshot, experiment } = view;
  const plane = planeOf(experiment.samples);
  const labels = [plane.vertical.max, plane.vertical.min].map((value) => rounded(view, value));
  const left = labelWidthOf(labels) + 1;
  const area: Area = { left, top: 0, width: Math.max(1, columns - left), height: Math.max(1, rows - 1) };
  const canvas = createCanvas(columns, rows);
  const map = mapAt(snapshot, area.width, area.height);
  if (map !== undefined) drawShades(canvas, view, area, map, plane);
  drawSamples(canvas, view, plane, area);
  writeLabels(canvas, area, labels);
  writeEnds(canvas, area, rounded(view, plane.horizontal.min), rounded(view, plane.horizontal.max));
  return rowsOf(canvas);
}

function drawShades(canvas: Canvas, view: DenseView, area: Area, map: DecisionMap, plane: Plane): void {
  const hasBoundary = hasOneOutput(view.experiment);
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      const at = row * area.width + column;
      const isOnBoundary = hasBoundary && isBoundary(map, area, row, column);
      const shade = hasBoundary ? shadeOfOut(view, map, plane, at) : shadeOfClass(view, map, at);
      const [text, part] = isOnBoundary ? ([view.glyphs.boundary, 'boundary'] as const) : ([shade, 'faint'] as const);
      write(canvas, area.left + column, row, text, part);
    }
  }
}

function shadeOfClass({ glyphs: { shades } }: View, { classes }: DecisionMap, at: number): string {
  const classIndex = classes[at] ?? noClass;
  return (classIndex === noClass ? undefined : shades[classIndex % shades.length]) ?? ' ';
}

/** The shade of an out, from the first shade at the smallest target to the last shade at the largest target. */
function shadeOfOut({ glyphs }: View, { outs }: DecisionMap, { targets: { min, max } }: Plane, at: number): string {
  const { shades } = glyphs;
  const fraction = max === min ? 0 : ((outs[at] ?? 0) - min) / (max - min);
  return shades[Math.max(0, Math.min(shades.length - 1, Math.floor(fraction * shades.length)))] ?? ' ';
}

/** Whether the cell to the right or the cell below is in another class. */
function isBoundary({ classes }: DecisionMap, { width, height }: Area, row: number, column: number): boolean {
  const at = row * width + column;
  const right = column + 1 < width && classes[at] !== classes[at + 1];
  const below = row + 1 < height && classes[at] !== classes[at + width];
  return right || below;
}

/** Draws the wrongly predicted samples last, so that no other sample covers them. */
function drawSamples(canvas: Canvas, { glyphs, snapshot }: View, plane: Plane, area: Area): void {
  const { horizontal, vertical } = plane;
  for (const isWrong of [false, true]) {
    for (const { x, y, target, predicted } of samplesAt(snapshot)) {
      if ((target !== predicted) !== isWrong) continue;
      const place = cellAt(
        area,
        (x - horizontal.min) / (horizontal.max - horizontal.min),
        (y - vertical.min) / (vertical.max - vertical.min),
      );
      const [right = '', wrong = ''] = glyphs.shapes[target % glyphs.shapes.length] ?? [];
      write(canvas, place.column, place.row, isWrong ? wrong : right, isWrong ? 'wrong sample' : 'emphasized');
    }
  }
}

/** A number with at most three significant digits. */
function rounded({ glyphs }: View, value: number): string {
  return exactNumber(Number(value.toPrecision(3)), glyphs);
}
