import plot from 'simple-ascii-chart';
import { inGlyphs } from '../../notation/glyphs.ts';
import { formatNumber } from '../../notation/numbers.ts';
import { cutTo, type Row } from '../rows.ts';
import type { View } from '../view.ts';
import { words } from '../words/english.ts';

/** Errors that differ by more than this factor are drawn on a log scale. */
const logarithmicFrom = 20;
const chartDecimals = 4;

/** E_total over all samples by epoch, up to the present one. */
export function errorRows({ moment, glyphs }: View, width: number, height: number): readonly Row[] {
  const { history } = moment;
  const last = history.at(-1);
  if (last === undefined || height < 3)
    return [[{ text: cutTo(words.noError, width, glyphs.ellipsis), part: 'faint' }]];
  const errors = history.map(({ error }) => error);
  const largest = Math.max(...errors);
  const smallest = Math.min(...errors);
  const isLogarithmic = smallest > 0 && largest / smallest > logarithmicFrom;
  const scale = (error: number): number => (isLogarithmic ? Math.log10(error) : error);
  const labels = (error: number): string => formatNumber(error, chartDecimals, glyphs);
  const labelWidth = Math.max(labels(largest).length, labels(smallest).length);
  const [low, high] = [scale(smallest), scale(largest)];
  const drawn = plot(
    history.map(({ epoch, error }): [number, number] => [epoch, scale(error)]),
    {
      width: Math.max(4, width - labelWidth - 3),
      height: Math.max(2, height - 1),
      hideXAxis: true,
      yRange: low < high ? [low, high] : [low - Math.abs(low) / 2, low + Math.abs(low) / 2],
      formatter: (value) => labels(isLogarithmic ? 10 ** value : value),
    },
  );
  const lines = drawn.split('\n').filter((line) => line.trim() !== '' && !line.includes('▲'));
  const from = words.epoch(0);
  const to = `${Math.floor(last.epoch)}${isLogarithmic ? `, ${words.logarithmic}` : ''}`;
  const axis =
    ' '.repeat(labelWidth + 1) + from.padEnd(Math.max(from.length + 1, width - labelWidth - 1 - to.length)) + to;
  return [
    ...lines.slice(0, height - 1).map((line): Row => [{ text: cutTo(inGlyphs(line.trimEnd(), glyphs), width, '') }]),
    [{ text: cutTo(axis, width, ''), part: 'faint' }],
  ];
}
