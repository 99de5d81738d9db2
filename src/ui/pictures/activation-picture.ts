import { activationOf } from '../../engine/models/activations.ts';
import { layerAt } from '../../engine/models/network.ts';
import { parameterAt } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import { createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { type Area, cellAt, drawCurves } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';
import type { Size } from '../state/layout.ts';
import { sampleShown, shown, type View } from '../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

interface ActivationFacts {
  readonly net: string;
  readonly slope: string;
  readonly maxSlope: string;
  /** The slope over the largest slope in sight. */
  readonly part: number;
}

interface ActivationWords extends PictureWords {
  title(activation: string, unit: string): string;
  readonly softmax: string;
  notComputed(unit: string): string;
  notFinite(unit: string): string;
  sentence(facts: ActivationFacts): string;
}

/** The activation of the present unit above, its derivative below, and the unit's net on both. */
export const activationPicture: Picture<ActivationWords> = {
  name: 'activation',
  words: {
    name: 'activation',
    title: (activation, unit) => `${activation} of ${unit}, and its slope`,
    softmax: 'softmax uses all nets of its layer at once: it has no curve over one net.',
    notComputed: (unit) => `net_${unit} is not computed yet.`,
    notFinite: (unit) => `net_${unit} is not finite.`,
    sentence: ({ net, slope, maxSlope, part }) =>
      `At net ${net} the slope is ${slope} of at most ${maxSlope}: ${saturation(part)}.`,
  },
  draw: (view, words) => {
    const { network } = view.snapshot.values.update.experiment;
    const { layer, unit } = presentUnit(view);
    const name = unitName(network, layer, unit);
    const { activation } = layerAt(network, layer);
    const title = words.title(activation, name);
    if (activation === 'softmax') return { title, rows: () => [], sentence: words.softmax };
    const { value, derivative } = activationOf(activation);
    const net = view.snapshot.known({ kind: 'net', layer, unit, sample: sampleShown(view) });
    const plots = plotsOf(value, (at) => derivative(at, value(at)), net);
    const rows = (size: Size): readonly Row[] => activationRows(view, size, plots, net);
    if (net === undefined) return { title, rows, sentence: words.notComputed(name) };
    if (!Number.isFinite(net)) return { title, rows, sentence: words.notFinite(name) };
    const { max: maxSlope, of: slopeAt } = plots.lower;
    const slope = slopeAt(net);
    const part = Math.abs(slope) / maxSlope;
    const facts = { net: shown(view, net), slope: shown(view, slope), maxSlope: shown(view, maxSlope), part };
    return { title, rows, sentence: words.sentence(facts) };
  },
};

function saturation(part: number): string {
  if (part === 0) return 'switched off';
  if (part < 0.1) return 'saturated';
  return part < 0.5 ? 'partly saturated' : 'not saturated';
}

/** Nets from −6 to 6 are drawn; more if the unit's net is outside. */
const minHalfWidth = 6;

/** From this height on there is a row for the axis of nets. */
const minRowsForAxis = 7;

/** Places at which the range of a function is sampled. */
const sampleCount = 1200;

/** A function over the nets from −`halfWidth` to `halfWidth`, and its range. */
interface FunctionPlot {
  of(net: number): number;
  readonly min: number;
  readonly max: number;
  readonly part: Part | undefined;
}

interface Plots {
  readonly halfWidth: number;
  readonly upper: FunctionPlot;
  readonly lower: FunctionPlot;
}

function plotsOf(value: (net: number) => number, slopeAt: (net: number) => number, net: number | undefined): Plots {
  const halfWidth = Math.max(minHalfWidth, Number.isFinite(net) ? Math.abs(net ?? 0) * 1.2 : 0);
  const nets = Array.from({ length: sampleCount + 1 }, (_, at) => (2 * (at / sampleCount) - 1) * halfWidth);
  const [values, slopes] = [nets.map(value), nets.map(slopeAt)];
  return {
    halfWidth,
    upper: { of: value, min: Math.min(...values), max: Math.max(...values), part: undefined },
    lower: { of: slopeAt, min: Math.min(0, ...slopes), max: Math.max(...slopes), part: 'slope' },
  };
}

function activationRows(view: View, { columns, rows }: Size, plots: Plots, net: number | undefined): readonly Row[] {
  const { halfWidth, upper, lower } = plots;
  const canvas = createCanvas(columns, rows);
  const labelsOf = ({ min, max }: FunctionPlot): readonly string[] => [shown(view, max), shown(view, min)];
  const left = labelWidthOf([...labelsOf(upper), ...labelsOf(lower)]) + 1;
  const hasAxis = rows >= minRowsForAxis;
  const plotRows = hasAxis ? rows - 1 : rows;
  const upperArea = { left, top: 0, width: columns - left, height: Math.ceil(plotRows / 2) };
  const lowerArea = { ...upperArea, top: upperArea.height, height: plotRows - upperArea.height };
  for (const [area, plot] of [
    [upperArea, upper],
    [lowerArea, lower],
  ] as const) {
    if (area.height < 1) continue;
    writeAxis(canvas, view, area, labelsOf(plot));
    drawFunction(view, canvas, area, plot, halfWidth);
    if (net !== undefined && Number.isFinite(net)) markNet(view, canvas, area, plot, net / halfWidth, net);
  }
  if (hasAxis) {
    writeEnds(canvas, lowerArea, shown(view, -halfWidth), shown(view, halfWidth));
    write(canvas, left + Math.floor((columns - left) / 2), plotRows, '0', 'faint');
  }
  return rowsOf(canvas);
}

type PlotCanvas = ReturnType<typeof createCanvas>;

function drawFunction({ glyphs }: View, canvas: PlotCanvas, area: Area, plot: FunctionPlot, halfWidth: number): void {
  const heightAt = (dot: number, dots: number): number => heightOf(plot, (2 * (dot / (dots - 1)) - 1) * halfWidth);
  drawCurves(canvas, glyphs, area, [{ heightAt, part: plot.part }]);
}

/** `place` is from −1 to 1. */
function markNet(
  { glyphs }: View,
  canvas: PlotCanvas,
  area: Area,
  plot: FunctionPlot,
  place: number,
  net: number,
): void {
  const { column, row } = cellAt(area, (place + 1) / 2, heightOf(plot, net));
  write(canvas, column, row, glyphs.present, plot.part ?? 'emphasized');
}

/** From 0 to 1. */
function heightOf({ of, min, max }: FunctionPlot, net: number): number {
  return max === min ? 0.5 : (of(net) - min) / (max - min);
}

/** The unit of the present step, or else of the selected parameter. */
function presentUnit({ snapshot, selected }: View): { readonly layer: number; readonly unit: number } {
  const quantity = snapshot.step?.quantity;
  if (quantity !== undefined && 'layer' in quantity && quantity.layer > 0) return quantity;
  const { layer, unit = 0 } = parameterAt(snapshot.values.update.experiment.network, selected);
  return { layer, unit };
}
