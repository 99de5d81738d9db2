import plot from 'simple-ascii-chart';
import type { EpochError } from '../../engine/timeline/error-history.ts';
import { formatNumber } from '../../notation/number-format.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { shown, type View } from '../state/view.ts';
import type { Picture, PictureWords } from './picture.ts';

interface ErrorWords extends PictureWords {
  readonly title: string;
  readonly logScale: string;
  readonly logScaleShort: string;
  readonly marked: string;
  readonly notComputed: string;
  readonly notFinite: string;
}

/** E_total over all samples by epoch, up to the present one; of the marked run as points. */
export const errorPicture: Picture<ErrorWords> = {
  name: 'error',
  words: {
    name: 'error',
    title: 'error by epoch',
    logScale: 'log scale',
    logScaleShort: 'log',
    marked: 'marked',
    notComputed: 'Not computed yet.',
    notFinite: 'The error is not finite any more.',
  },
  isShownInPractice: true,
  draw: (view, words) => {
    const { error } = view.snapshot;
    const { messages } = view;
    return {
      title: titleOf(view, words),
      rows: (size) => chartRows(view, size, words),
      sentence: undefined,
      spoken: error === undefined ? words.notComputed : `${messages.screen.error} ${shown(view, error)}.`,
    };
  },
};

/** Errors that differ by more than this factor are drawn on a log scale. */
const minRatioForLog = 20;
const chartDecimals = 4;
const minRows = 3;
const minMargin = 1e-9;

/** With the scale if it is logarithmic, and the sign of the marked run. */
function titleOf({ snapshot, marked, glyphs }: View, words: ErrorWords): string {
  const isLogarithmic = needsLogScale(finite([...snapshot.history, ...(marked?.history ?? [])]));
  const scale = marked === undefined ? words.logScale : words.logScaleShort;
  return [
    words.title,
    ...(isLogarithmic ? [scale] : []),
    ...(marked === undefined ? [] : [`${glyphs.markedPoint} ${words.marked}`]),
  ].join(', ');
}

type Point = [epoch: number, height: number];

function chartRows(view: View, { columns, rows }: Size, words: ErrorWords): readonly Row[] {
  const { snapshot, marked, glyphs, messages } = view;
  const errors = finite(snapshot.history);
  const markedErrors = finite(marked?.history ?? []);
  const last = errors.at(-1);
  if (last === undefined || rows < minRows) {
    return [[{ text: snapshot.history.length === 0 ? words.notComputed : words.notFinite, part: 'faint' }]];
  }
  const isLogarithmic = needsLogScale([...errors, ...markedErrors]);
  const pointsOf = (some: readonly EpochError[]): Point[] =>
    some.map(({ epoch, error }) => [epoch, isLogarithmic ? Math.log10(error) : error]);
  const label = (height: number): string => formatNumber(isLogarithmic ? 10 ** height : height, chartDecimals, glyphs);
  const [points, markedPoints] = [pointsOf(errors), pointsOf(markedErrors)];
  const heights = [...points, ...markedPoints].map(([, height]) => height);
  const ticks = ticksBetween(Math.min(...heights), Math.max(...heights), rows);
  const labelWidth = Math.max(...ticks.map((tick) => label(tick).length));
  // Beyond the present epoch, the marked run is drawn as a line as well.
  const ahead = markedPoints.filter(([epoch]) => epoch >= last.epoch);
  const presentHeights = new Map(points);
  const chart = plot(ahead.length > 1 ? [points, ahead] : points, {
    width: Math.max(4, columns - labelWidth - 3),
    height: Math.max(2, rows - 1),
    hideXAxis: true,
    yRange: rangeOf(Math.min(...heights), Math.max(...heights)),
    customYAxisTicks: [...ticks],
    // The library makes room for the labels of the line only.
    formatter: (value) => label(value).padStart(labelWidth),
    points: markedPoints.filter(([x, y]) => presentHeights.get(x) !== y).map(([x, y]) => ({ x, y })),
    symbols: { ...glyphs.chart, point: glyphs.markedPoint },
  });
  const lastEpoch = ahead.at(-1)?.[0] ?? last.epoch;
  const [from, to] = [messages.screen.epoch(0), lastEpoch === 0 ? '' : String(Math.floor(lastEpoch))];
  const axis = from.padEnd(columns - labelWidth - 1 - to.length) + to;
  return [
    ...chart
      .split('\n')
      .slice(2, rows + 1)
      .map((line): Row => [{ text: line.trimEnd() }]),
    [{ text: ' '.repeat(labelWidth + 1) + axis, part: 'faint' }],
  ];
}

function ticksBetween(low: number, high: number, rows: number): readonly number[] {
  if (low === high) return [low];
  return rows > 5 ? [low, (low + high) / 2, high] : [low, high];
}

/** The library needs a range that is not empty, also around 0. */
function rangeOf(low: number, high: number): [number, number] {
  if (low < high) return [low, high];
  const margin = Math.abs(low) / 2;
  return [low - margin - minMargin, low + margin + minMargin];
}

function finite(history: readonly EpochError[]): readonly EpochError[] {
  return history.filter(({ error }) => Number.isFinite(error));
}

function needsLogScale(history: readonly EpochError[]): boolean {
  const errors = history.map(({ error }) => error);
  return Math.min(...errors) > 0 && Math.max(...errors) > minRatioForLog * Math.min(...errors);
}
