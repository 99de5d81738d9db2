import { parameterGradient } from '../../engine/models/dense-quantities.ts';
import { layerAt } from '../../engine/models/network.ts';
import { parameterAt, parameterName } from '../../engine/models/parameters.ts';
import { gradientRatioOf, meanGradients, meanSlopes } from '../../engine/pictures/vanishing-gradient.ts';
import { inGlyphs } from '../../notation/glyphs.ts';
import { formatNumber } from '../../notation/number-format.ts';
import { type Row, wrappedRows } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { type DenseView, isDenseView, type View } from '../state/view.ts';
import type { Picture, PictureWords } from './picture.ts';

/** A comparison of the mean gradients of the first and the last layer. */
interface VanishingFacts {
  readonly layers: number;
  /** The mean |∂E/∂w| of the last layer divided by the mean |∂E/∂w| of the first layer. */
  readonly ratio: number;
  /** The ratio that the mean activation derivatives alone would give: 1 divided by their product. */
  readonly slopeRatio: number;
  /** Whether all layers but the last one have sigmoids. */
  readonly isSigmoid: boolean;
}

/** The gradient of a parameter, compared with the gradient of a weight in the next layer. */
interface ChainFacts {
  readonly laterWeight: string;
  readonly parameter: string;
  readonly arrow: string;
  readonly ratio: string;
  /** The factors of the ratio. */
  readonly factors: readonly string[];
}

interface GradientsWords extends PictureWords {
  readonly title: string;
  readonly notComputed: string;
  readonly allZero: string;
  layer(number: number): string;
  chain(facts: ChainFacts): string;
  readonly factors: {
    readonly input: string;
    readonly weight: string;
    paths(isCancelling: boolean): string;
    slope(isSigmoid: boolean): string;
  };
  sentence(facts: VanishingFacts): string;
}

/**
 * A bar for the mean |∂E/∂w| of each layer. Below the bars are the factors that make the selected parameter's gradient
 * smaller or larger than the gradient of a weight in the next layer.
 */
export const gradientsPicture: Picture<GradientsWords> = {
  name: 'gradients',
  words: {
    name: 'gradients',
    title: 'mean |∂E/∂w| by layer, log scale',
    notComputed: 'The gradients of layer 1 are not computed yet.',
    allZero: 'All gradients are 0: nothing is learned here.',
    layer: (number) => `layer ${number}`,
    chain: ({ laterWeight, parameter, arrow, ratio, factors }) =>
      `${laterWeight} ${arrow} ${parameter} ${ratio}: ${factors.join(', ')}`,
    factors: {
      input: 'input',
      weight: 'weight',
      paths: (isCancelling) => (isCancelling ? 'cancelling paths' : 'added paths'),
      slope: (isSigmoid) => (isSigmoid ? 'σ′' : 'f′'),
    },
    sentence: ({ layers, ratio, slopeRatio, isSigmoid }) => {
      if (layers === 1) return 'One layer: no gradient can vanish.';
      if (!Number.isFinite(ratio)) return 'Layer 1 has no gradient at all.';
      const name = isSigmoid ? 'σ′' : 'f′';
      // "explains" would be wrong if the derivatives alone gave a larger ratio. A difference of 5 % is allowed.
      const slopeClause = slopeRatio > ratio * 1.05 ? `${name} alone would make that` : `${name} explains a factor of`;
      const slopeText = `${slopeClause} ${threeDigits(slopeRatio)}`;
      if (ratio >= 2) return `Layer 1 is ${threeDigits(ratio)} times smaller; ${slopeText}.`;
      if (ratio <= 0.5) return `Layer 1 is ${threeDigits(1 / ratio)} times larger: nothing vanishes.`;
      return `Layer 1 is about as large as layer ${layers}: nothing vanishes.`;
    },
  },
  isOfNetworks: true,
  draw: (view, words) => {
    if (!isDenseView(view)) return { title: words.name, rows: () => [], sentence: undefined };
    const { values } = view.snapshot;
    const { layers } = view.experiment.network;
    const { title } = words;
    const [first] = layers;
    const lastWeightOfFirstLayer = first === undefined ? 0 : first.units * first.fanIn - 1;
    if (view.snapshot.known(parameterGradient(lastWeightOfFirstLayer)) === undefined) {
      return { title, rows: () => [], sentence: words.notComputed };
    }
    const means = meanGradients(values);
    if (!means.some(isDrawable)) return { title, rows: () => [], sentence: words.allZero };
    return {
      title,
      rows: (size) => gradientRows(view, size, means, words),
      sentence: words.sentence({
        layers: layers.length,
        ratio: (means.at(-1) ?? Number.NaN) / (means[0] ?? Number.NaN),
        slopeRatio: meanSlopes(values).reduce((product, slope) => product / slope, 1),
        isSigmoid: layers.slice(0, -1).every(({ activation }) => activation === 'sigmoid'),
      }),
    };
  },
};

/** The minimum number of rows for bars. Three rows hold the first bar, a text such as "5 more", and the last bar. */
const minBarRows = 3;

/** The factor of the paths is left out if it is 1. A difference from 1 below this number is only rounding. */
const minPathsDifference = 1e-9;

/** The axis of the bars starts this many powers of ten below the smallest mean, so that this mean has a bar, too. */
const powersBelowMin = 0.5;

function isDrawable(mean: number): boolean {
  return mean > 0 && Number.isFinite(mean);
}

function gradientRows(
  view: DenseView,
  { columns, rows }: Size,
  means: readonly number[],
  words: GradientsWords,
): readonly Row[] {
  const chain = chainRows(view, columns, words);
  const bars = barRows(view, means, words, columns);
  const hasRoom = rows - chain.length >= Math.min(bars.length, minBarRows);
  return hasRoom ? [...fitting(view, bars, rows - chain.length), ...chain] : fitting(view, bars, rows);
}

/** A row for each layer: its name, a bar on a log axis, and its mean. */
function barRows(view: View, means: readonly number[], words: GradientsWords, width: number): readonly Row[] {
  const drawable = means.filter(isDrawable);
  const start = Math.log10(Math.min(...drawable)) - powersBelowMin;
  const range = Math.log10(Math.max(...drawable)) - start;
  const names = means.map((_, at) => words.layer(at + 1));
  const values = means.map((mean) => formatNumber(mean, 4, view.glyphs));
  const nameWidth = Math.max(...names.map((name) => name.length));
  const valueWidth = Math.max(...values.map((value) => value.length));
  const room = Math.max(1, width - nameWidth - valueWidth - 2);
  return means.map((mean, at): Row => {
    const length = isDrawable(mean) ? Math.max(1, Math.round(((Math.log10(mean) - start) / range) * room)) : 0;
    return [
      { text: `${names[at]?.padEnd(nameWidth)} ` },
      { text: view.glyphs.block.repeat(length).padEnd(room), part: 'bar' },
      { text: ` ${values[at]?.padStart(valueWidth)}` },
    ];
  });
}

/** The bars that fit into `height` rows: the first bars, a row with the number of hidden bars, and the last bars. */
function fitting({ glyphs, messages }: View, bars: readonly Row[], height: number): readonly Row[] {
  if (bars.length <= height) return bars;
  const shown = Math.max(minBarRows - 1, height - 1);
  const first = Math.ceil(shown / 2);
  const more = `${glyphs.verticalEllipsis} ${messages.screen.more(bars.length - shown)}`;
  return [...bars.slice(0, first), [{ text: more, part: 'faint' }], ...bars.slice(bars.length - (shown - first))];
}

/**
 * Rows that compare the gradient of a weight in the next layer with the gradient of the selected parameter: their ratio
 * and its factors. Empty if the two gradients cannot be compared.
 */
function chainRows(
  { experiment, snapshot, selected, glyphs }: DenseView,
  width: number,
  words: GradientsWords,
): readonly Row[] {
  const { values } = snapshot;
  const comparison = gradientRatioOf(values, selected);
  if (comparison === undefined || !Number.isFinite(comparison.ratio)) return [];
  const { network } = experiment;
  const isSigmoid = layerAt(network, parameterAt(network, selected).layer).activation === 'sigmoid';
  /** A division by |value|. If |value| is below 1, a multiplication by the reciprocal instead. */
  const factorText = (value: number): string => {
    const size = Math.abs(value);
    return size < 1 ? glyphs.times + threeDigits(1 / size) : glyphs.divided + threeDigits(size);
  };
  const { input, weight, paths, slope } = comparison;
  const namesPaths = Math.abs(paths - 1) >= minPathsDifference;
  const text = words.chain({
    laterWeight: parameterName(network, comparison.later),
    parameter: parameterName(network, selected),
    arrow: glyphs.arrow,
    ratio: factorText(comparison.ratio),
    factors: [
      `${factorText(input)} ${words.factors.input}`,
      `${factorText(weight)} ${words.factors.weight}`,
      ...(namesPaths ? [`${factorText(paths)} ${words.factors.paths(Math.abs(paths) > 1)}`] : []),
      `${factorText(slope)} ${words.factors.slope(isSigmoid)}`,
    ],
  });
  return wrappedRows(inGlyphs(text, glyphs), width);
}

/** A number with three significant digits: 277, 4.00, 26,900. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(3));
  if (size >= 1e6 || size < 1e-3) return rounded.toExponential();
  return size >= 100 ? rounded.toLocaleString('en') : value.toPrecision(3);
}
