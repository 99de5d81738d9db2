import plot from 'simple-ascii-chart';
import type { EpochError } from '../../engine/timeline/history.ts';
import { formatNumber } from '../../notation/numbers.ts';
import type { Row } from '../rows.ts';
import type { View } from '../view.ts';
import { words } from '../words/english.ts';

/** Errors that differ by more than this factor are drawn on a log scale. */
const logarithmicFrom = 20;
const chartDecimals = 4;
const leastHeight = 3;

/** E_total over all samples by epoch, up to the present one. */
export function errorRows({ moment, glyphs }: View, width: number, height: number): readonly Row[] {
  const drawable = drawableOf(moment.history);
  const last = drawable.at(-1);
  if (last === undefined || height < leastHeight) {
    return [[{ text: moment.history.length === 0 ? words.noError : words.noNumber, part: 'faint' }]];
  }
  const isLogarithmic = needsLogarithm(drawable);
  const scale = (error: number): number => (isLogarithmic ? Math.log10(error) : error);
  const label = (value: number): string => formatNumber(isLogarithmic ? 10 ** value : value, chartDecimals, glyphs);
  const points = drawable.map(({ epoch, error }): [number, number] => [epoch, scale(error)]);
  const [low, high] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const ticks = low === high ? [low] : height > 5 ? [low, (low + high) / 2, high] : [low, high];
  const labelWidth = Math.max(...ticks.map((tick) => label(tick).length));
  const chart = plot(points, {
    width: Math.max(4, width - labelWidth - 3),
    height: Math.max(2, height - 1),
    hideXAxis: true,
    yRange: low < high ? [low, high] : [low - Math.abs(low) / 2 - 1e-9, low + Math.abs(low) / 2 + 1e-9],
    customYAxisTicks: ticks,
    formatter: label,
    symbols: glyphs.chart,
  });
  const lines = chart.split('\n').slice(2, height + 1);
  const [from, to] = [words.epoch(0), last.epoch === 0 ? '' : String(Math.floor(last.epoch))];
  const axis = from.padEnd(width - labelWidth - 1 - to.length) + to;
  return [
    ...lines.map((line): Row => [{ text: line.trimEnd() }]),
    [{ text: ' '.repeat(labelWidth + 1) + axis, part: 'faint' }],
  ];
}

/** What the error panel is called: with its scale where that is no plain one. */
export function errorTitle({ moment }: View): string {
  const isLogarithmic = needsLogarithm(drawableOf(moment.history));
  return isLogarithmic ? `${words.panels.error}, ${words.logarithmic}` : words.panels.error;
}

function drawableOf(history: readonly EpochError[]): readonly EpochError[] {
  return history.filter(({ error }) => Number.isFinite(error));
}

function needsLogarithm(history: readonly EpochError[]): boolean {
  const errors = history.map(({ error }) => error);
  return Math.min(...errors) > 0 && Math.max(...errors) > logarithmicFrom * Math.min(...errors);
}
