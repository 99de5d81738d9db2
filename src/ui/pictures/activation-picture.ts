import { hasRole } from '../../engine/graph/node.ts';
import { nodeOf } from '../../engine/graph/quantity.ts';
import { activationOf } from '../../engine/models/activations.ts';
import { netValue } from '../../engine/models/dense-quantities.ts';
import { layerAt } from '../../engine/models/network.ts';
import { parameterAt } from '../../engine/models/parameters.ts';
import { unitName } from '../../engine/models/quantity-name.ts';
import { type Canvas, createCanvas, rowsOf, write } from '../draw/canvas.ts';
import { type Area, cellAt, drawCurves } from '../draw/plot.ts';
import type { Row } from '../draw/rows.ts';
import type { Part } from '../draw/theme.ts';
import type { Size } from '../state/layout.ts';
import { type DenseView, isDenseView, sampleShown, shown, type View } from '../state/view.ts';
import { labelWidthOf, writeAxis, writeEnds } from './axes.ts';
import type { Picture, PictureWords } from './picture.ts';

interface ActivationFacts {
  readonly net: string;
  readonly slope: string;
  readonly maxSlope: string;
  /** |slope| divided by the largest slope in the plot. */
  readonly slopeFraction: number;
}

interface ActivationWords extends PictureWords {
  title(activation: string, unit: string): string;
  readonly softmax: string;
  notComputed(unit: string): string;
  notFinite(unit: string): string;
  sentence(facts: ActivationFacts): string;
}

/** A plot of the activation of the present unit, and below it a plot of the slope. The unit's net is marked on both. */
export const activationPicture: Picture<ActivationWords> = {
  name: 'activation',
  words: {
    name: 'activation',
    title: (activation, unit) => `${activation} of ${unit}, and its slope`,
    softmax: 'softmax uses all nets of its layer at once: it has no curve over one net.',
    notComputed: (unit) => `net_${unit} is not computed yet.`,
    notFinite: (unit) => `net_${unit} is not finite.`,
    sentence: ({ net, slope, maxSlope, slopeFraction }) =>
      `At net ${net} the slope is ${slope} of at most ${maxSlope}: ${saturation(slopeFraction)}.`,
  },
  isOfNetworks: true,
  draw: (view, words) => {
    if (!isDenseView(view)) return { title: words.name, rows: () => [], sentence: undefined };
    const { network } = view.experiment;
    const { layer, unit } = presentUnit(view);
    const name = unitName(network, layer, unit);
    const { activation } = layerAt(network, layer);
    const title = words.title(activation, name);
    if (activation === 'softmax') return { title, rows: () => [], sentence: words.softmax };
    const { value, derivative } = activationOf(activation);
    const net = view.snapshot.known(netValue(layer, unit, { sample: sampleShown(view) }));
    const plots = plotsOf(value, (input) => derivative(input, value(input)), net);
    const rows = (size: Size): readonly Row[] => activationRows(view, size, plots, net);
    if (net === undefined) return { title, rows, sentence: words.notComputed(name) };
    if (!Number.isFinite(net)) return { title, rows, sentence: words.notFinite(name) };
    const { max: maxSlope, valueAt: slopeAt } = plots.lower;
    const slope = slopeAt(net);
    const slopeFraction = Math.abs(slope) / maxSlope;
    const facts = { net: shown(view, net), slope: shown(view, slope), maxSlope: shown(view, maxSlope), slopeFraction };
    return { title, rows, sentence: words.sentence(facts) };
  },
};

function saturation(slopeFraction: number): string {
  if (slopeFraction === 0) return 'switched off';
  if (slopeFraction < 0.1) return 'saturated';
  return slopeFraction < 0.5 ? 'partly saturated' : 'not saturated';
}

/** The plots show the nets from −6 to 6. For a unit with a |net| above 5, they show the nets up to ±1.2 × |net|. */
const minHalfWidth = 6;
const minHalfWidthPerNet = 1.2;

/** A picture with at least this many rows has a row for the axis of the nets. */
const minRowsForAxis = 7;

/**
 * The range of a function is computed from its values at this many nets in the plot, and at this many nets from −6 to 6,
 * which are 0.01 apart. All activations bend between −6 and 6, and the slopes of silu and gelu are largest there.
 */
const netCount = 1201;

/** A function and the range of its vertical axis, from `min` to `max`. */
interface FunctionPlot {
  valueAt(net: number): number;
  readonly min: number;
  readonly max: number;
  readonly part: Part | undefined;
}

/** `upper` is the activation, `lower` its derivative, over the nets from −`halfWidth` to `halfWidth`. */
interface Plots {
  readonly halfWidth: number;
  readonly upper: FunctionPlot;
  readonly lower: FunctionPlot;
}

function plotsOf(value: (net: number) => number, slopeAt: (net: number) => number, net: number | undefined): Plots {
  const halfWidth = Math.max(minHalfWidth, Number.isFinite(net) ? Math.abs(net ?? 0) * minHalfWidthPerNet : 0);
  const nets = [...new Set([minHalfWidth, halfWidth])].flatMap((width) =>
    Array.from({ length: netCount }, (_, at) => (2 * (at / (netCount - 1)) - 1) * width),
  );
  const [values, slopes] = [nets.map(value), nets.map(slopeAt)];
  return {
    halfWidth,
    upper: { valueAt: value, min: Math.min(...values), max: Math.max(...values), part: undefined },
    // The axis of the derivative includes 0, so that the height shows how small a slope is.
    lower: { valueAt: slopeAt, min: Math.min(0, ...slopes), max: Math.max(...slopes), part: 'slope' },
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
    if (net !== undefined && Number.isFinite(net)) markNet(view, canvas, area, plot, halfWidth, net);
  }
  if (hasAxis) {
    writeEnds(canvas, lowerArea, shown(view, -halfWidth), shown(view, halfWidth));
    write(canvas, left + Math.floor((columns - left) / 2), plotRows, '0', 'faint');
  }
  return rowsOf(canvas);
}

function drawFunction({ glyphs }: View, canvas: Canvas, area: Area, plot: FunctionPlot, halfWidth: number): void {
  const heightAt = (dot: number, dots: number): number => heightOf(plot, (2 * (dot / (dots - 1)) - 1) * halfWidth);
  drawCurves(canvas, glyphs, area, [{ heightAt, part: plot.part }]);
}

function markNet(
  { glyphs }: View,
  canvas: Canvas,
  area: Area,
  plot: FunctionPlot,
  halfWidth: number,
  net: number,
): void {
  const { column, row } = cellAt(area, (net / halfWidth + 1) / 2, heightOf(plot, net));
  write(canvas, column, row, glyphs.present, plot.part ?? 'emphasized');
}

/** The height of a function in its plot, from 0 (`min`) to 1 (`max`). */
function heightOf({ valueAt, min, max }: FunctionPlot, net: number): number {
  return max === min ? 0.5 : (valueAt(net) - min) / (max - min);
}

/** The unit of the present step. If the step has no unit, the unit of the selected parameter. */
function presentUnit({ snapshot, experiment, selected }: DenseView): { readonly layer: number; readonly unit: number } {
  const quantity = snapshot.step?.quantity;
  const node = quantity && nodeOf(quantity);
  if (node !== undefined && hasRole(node, 'net', 'out')) return { layer: node.block.layer, unit: node.index };
  const { layer, unit = 0 } = parameterAt(experiment.network, selected);
  return { layer, unit };
}
