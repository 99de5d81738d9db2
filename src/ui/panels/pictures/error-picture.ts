import plot from 'simple-ascii-chart';
import type { EpochError } from '../../../engine/timeline/error-history.ts';
import { formatNumber } from '../../../notation/number-format.ts';
import type { Row } from '../../draw/rows.ts';
import { words } from '../../messages/en/screen-words.ts';
import type { View } from '../../state/view.ts';

/** Errors that differ by more than this factor are drawn on a log scale. */
const logarithmicFrom = 20;
const chartDecimals = 4;
const leastHeight = 3;

/** E_total over all samples by epoch, up to the present one; of the marked run as points. */
export function errorRows({ moment, marked, glyphs }: View, width: number, height: number): readonly Row[] {
  const drawable = drawableOf(moment.history);
  const compared = drawableOf(marked?.history ?? []);
  const last = drawable.at(-1);
  if (last === undefined || height < leastHeight) {
    return [[{ text: moment.history.length === 0 ? words.noError : words.noNumber, part: 'faint' }]];
  }
  const isLogarithmic = needsLogarithm([...drawable, ...compared]);
  const scale = (error: number): number => (isLogarithmic ? Math.log10(error) : error);
  const label = (value: number): string => formatNumber(isLogarithmic ? 10 ** value : value, chartDecimals, glyphs);
  const scaled = (errors: readonly EpochError[]) =>
    errors.map(({ epoch, error }): [number, number] => [epoch, scale(error)]);
  const [points, others] = [scaled(drawable), scaled(compared)];
  const here = new Map(points);
  const heights = [...points, ...others].map(([, y]) => y);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const ticks = low === high ? [low] : height > 5 ? [low, (low + high) / 2, high] : [low, high];
  const labelWidth = Math.max(...ticks.map((tick) => label(tick).length));
  // Where the marked run has gone on, it is drawn as a line, too.
  const ahead = others.filter(([epoch]) => epoch >= last.epoch);
  const farthest = ahead.at(-1)?.[0] ?? last.epoch;
  const chart = plot(ahead.length > 1 ? [points, ahead] : points, {
    width: Math.max(4, width - labelWidth - 3),
    height: Math.max(2, height - 1),
    hideXAxis: true,
    yRange: low < high ? [low, high] : [low - Math.abs(low) / 2 - 1e-9, low + Math.abs(low) / 2 + 1e-9],
    customYAxisTicks: ticks,
    // The library makes room for the labels of the line alone.
    formatter: (value) => label(value).padStart(labelWidth),
    points: others.filter(([x, y]) => here.get(x) !== y).map(([x, y]) => ({ x, y })),
    symbols: { ...glyphs.chart, point: glyphs.markedPoint },
  });
  const lines = chart.split('\n').slice(2, height + 1);
  const [from, to] = [words.epoch(0), farthest === 0 ? '' : String(Math.floor(farthest))];
  const axis = from.padEnd(width - labelWidth - 1 - to.length) + to;
  return [
    ...lines.map((line): Row => [{ text: line.trimEnd() }]),
    [{ text: ' '.repeat(labelWidth + 1) + axis, part: 'faint' }],
  ];
}

/** What the error panel is called: with its scale where that is no plain one, and the sign of a marked run. */
export function errorTitle({ moment, marked, glyphs }: View): string {
  const isLogarithmic = needsLogarithm(drawableOf([...moment.history, ...(marked?.history ?? [])]));
  const scale = marked === undefined ? words.logarithmic : words.logarithmicShort;
  return [
    words.errorByEpoch,
    ...(isLogarithmic ? [scale] : []),
    ...(marked === undefined ? [] : [`${glyphs.markedPoint} ${words.marked}`]),
  ].join(', ');
}

function drawableOf(history: readonly EpochError[]): readonly EpochError[] {
  return history.filter(({ error }) => Number.isFinite(error));
}

function needsLogarithm(history: readonly EpochError[]): boolean {
  const errors = history.map(({ error }) => error);
  return Math.min(...errors) > 0 && Math.max(...errors) > logarithmicFrom * Math.min(...errors);
}
