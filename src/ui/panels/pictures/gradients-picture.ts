import { layerAt } from '../../../engine/models/network.ts';
import { parameterAt, parameterName } from '../../../engine/models/parameters.ts';
import { gradientRatioOf, meanGradients, meanSlopes } from '../../../engine/pictures/vanishing-gradient.ts';
import { inGlyphs } from '../../../notation/glyphs.ts';
import { formatNumber } from '../../../notation/number-format.ts';
import { type Row, wrapped } from '../../draw/rows.ts';
import { pictureWords } from '../../messages/en/picture-words.ts';
import { words } from '../../messages/en/screen-words.ts';
import type { View } from '../../state/view.ts';
import type { Picture } from './picture.ts';

/** Of very many layers the first and the last are shown, and between them how many are not. */
const fewestBars = 3;

/** A factor this near to 1 is left out. */
const noise = 1e-9;

/** One bar a layer, as long as the mean size of its gradients on a log axis, and what makes them fade. */
export function gradientsPicture(view: View): Picture {
  const { moment } = view;
  const { reading } = moment;
  const { update } = reading;
  const { layers } = update.experiment.network;
  const title = pictureWords.titles.gradients;
  const [first] = layers;
  const last = first === undefined ? 0 : first.units * first.fanIn - 1;
  if (moment.known({ kind: 'gradient', parameter: last }) === undefined)
    return { rows: () => [], sentence: pictureWords.noGradients, title };
  const means = meanGradients(reading);
  const present = means.filter((mean) => mean > 0 && Number.isFinite(mean));
  if (present.length === 0) return { rows: () => [], sentence: pictureWords.allZero, title };
  const labels = means.map((mean, at) => [pictureWords.layer(at + 1), digits(view, mean)] as const);
  const rows = (width: number, height: number): readonly Row[] => {
    const chain = chainRows(view, width);
    const bars = barRows(view, means, labels, width);
    const hasRoom = height - chain.length >= Math.min(bars.length, fewestBars);
    return hasRoom ? [...fitting(view, bars, height - chain.length), ...chain] : fitting(view, bars, height);
  };
  const ratio = (means.at(-1) ?? Number.NaN) / (means[0] ?? Number.NaN);
  const slopes = meanSlopes(reading);
  const sentence = pictureWords.fading({
    layers: layers.length,
    ratio,
    slopes: slopes.reduce((product, slope) => product / slope, 1),
    isSigmoid: layers.slice(0, -1).every(({ activation }) => activation === 'sigmoid'),
    text: threeDigits,
  });
  return { rows, sentence, title };
}

/** The bars from just below the smallest mean to the largest, a tenfold being as long everywhere. */
function barRows(
  { glyphs }: View,
  means: readonly number[],
  labels: readonly (readonly [string, string])[],
  width: number,
): readonly Row[] {
  const present = means.filter((mean) => mean > 0 && Number.isFinite(mean));
  const [least, most] = [Math.min(...present), Math.max(...present)];
  const floor = Math.log10(least) - 0.5;
  const nameWidth = Math.max(...labels.map(([name]) => name.length));
  const valueWidth = Math.max(...labels.map(([, value]) => value.length));
  const room = Math.max(1, width - nameWidth - valueWidth - 2);
  return means.map((mean, at): Row => {
    const isDrawn = mean > 0 && Number.isFinite(mean);
    const part = isDrawn ? (Math.log10(mean) - floor) / Math.max(Math.log10(most) - floor, 1e-9) : 0;
    const length = isDrawn ? Math.max(1, Math.round(part * room)) : 0;
    const [name = '', value = ''] = labels[at] ?? [];
    return [
      { text: `${name.padEnd(nameWidth)} ` },
      { text: glyphs.block.repeat(length).padEnd(room), part: 'slope' },
      { text: ` ${value.padStart(valueWidth)}` },
    ];
  });
}

/** As many bars as there is room for: the first ones and the last. */
function fitting({ glyphs }: View, bars: readonly Row[], height: number): readonly Row[] {
  if (bars.length <= height) return bars;
  const shown = Math.max(fewestBars - 1, height - 1);
  const first = Math.ceil(shown / 2);
  return [
    ...bars.slice(0, first),
    [{ text: `${glyphs.verticalEllipsis} ${words.more(bars.length - shown)}`, part: 'faint' }],
    ...bars.slice(bars.length - (shown - first)),
  ];
}

/** What the chosen weight's gradient is divided by on its way from the layer after. */
function chainRows(view: View, width: number): readonly Row[] {
  const { moment, chosen, glyphs } = view;
  const { reading } = moment;
  const fading = gradientRatioOf(reading, chosen);
  if (fading === undefined || !Number.isFinite(fading.ratio)) return [];
  const { network } = reading.update.experiment;
  const { input, weight, paths, slope, later, ratio } = fading;
  const isSigmoid = layerAt(network, parameterAt(network, chosen).layer).activation === 'sigmoid';
  const divided = (value: number): string => {
    const size = Math.abs(value);
    return size < 1 ? glyphs.times + threeDigits(1 / size) : glyphs.divided + threeDigits(size);
  };
  const text = pictureWords.chain({
    from: parameterName(network, later),
    to: parameterName(network, chosen),
    arrow: glyphs.arrow,
    all: divided(ratio),
    factors: [
      `${divided(input)} ${pictureWords.factors.input}`,
      `${divided(weight)} ${pictureWords.factors.weight}`,
      ...(Math.abs(paths - 1) < noise ? [] : [`${divided(paths)} ${pictureWords.factors.paths(Math.abs(paths) > 1)}`]),
      `${divided(slope)} ${pictureWords.factors.slope(isSigmoid)}`,
    ],
  });
  return wrapped(inGlyphs(text, glyphs), width).map((line): Row => [{ text: line }]);
}

function digits({ glyphs }: View, mean: number): string {
  return formatNumber(mean, 4, glyphs);
}

/** 277, 4.00, 26,900: a number with three digits. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(3));
  if (size >= 1e6 || size < 1e-3) return rounded.toExponential();
  return size >= 100 ? rounded.toLocaleString('en') : value.toPrecision(3);
}
