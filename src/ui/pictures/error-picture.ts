import plot from 'simple-ascii-chart';
import type { EpochError } from '../../engine/timeline/error-history.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { formatNumber } from '../../notation/number-format.ts';
import type { Row } from '../draw/rows.ts';
import type { Size } from '../state/layout.ts';
import { errorNameOf, shown, type View } from '../state/view.ts';
import type { Picture, PictureWords } from './picture.ts';

interface ErrorWords extends PictureWords {
  readonly title: string;
  readonly logScale: string;
  readonly logScaleShort: string;
  readonly marked: string;
  readonly notComputed: string;
  readonly notFinite: string;
}

/**
 * A chart of the error by epoch. The error is E_total over all samples. The present run is a line up to the present
 * epoch. If a run is marked for comparison, the errors of the marked run are points.
 */
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
    return {
      title: titleOf(view, words),
      rows: (size) => chartRows(view, size, words),
      sentence: undefined,
      spoken: error === undefined ? words.notComputed : `${errorNameOf(view)} ${shown(view, error)}.`,
    };
  },
};

/** If the largest error is more than this many times the smallest one, the chart has a log scale. */
const minRatioForLog = 20;
const labelDecimals = 4;

/** A picture with fewer rows has no chart. */
const minRows = 3;

/** The title names the scale if it is logarithmic, and explains the sign of the marked run. */
function titleOf({ snapshot, marked, glyphs }: View, words: ErrorWords): string {
  const isLogarithmic = needsLogScale(finite([...snapshot.history, ...(marked?.history ?? [])]));
  const scale = marked === undefined ? words.logScale : words.logScaleShort;
  return [
    words.title,
    ...(isLogarithmic ? [scale] : []),
    ...(marked === undefined ? [] : [`${glyphs.markedPoint} ${words.marked}`]),
  ].join(', ');
}

/**
 * The chart and, below it, the first and the last epoch:
 *
 *     0.2397┤━━━━━┓
 *           │     ┗━━━━━┓
 *     0.2326┤           ┗━
 *            epoch 0     2
 */
function chartRows(view: View, { columns, rows }: Size, words: ErrorWords): readonly Row[] {
  const { snapshot, marked, glyphs } = view;
  const errors = finite(snapshot.history);
  const present = errors.at(-1);
  if (present !== undefined && rows < minRows) return [];
  if (present === undefined) {
    return [[{ text: snapshot.history.length === 0 ? words.notComputed : words.notFinite, part: 'faint' }]];
  }
  const markedErrors = finite(marked?.history ?? []);
  const markedAhead = markedErrors.filter(({ epoch }) => epoch >= present.epoch);
  const axis = errorAxisOf([...errors, ...markedErrors], rows, glyphs);
  const room = { columns: columns - axis.labelWidth - axisWidth, rows: rows - 1 };
  return [
    ...plotRows({ errors, markedErrors, markedAhead }, axis, room, glyphs),
    epochRow(view, markedAhead.at(-1)?.epoch ?? present.epoch, axis.labelWidth + axisWidth, room.columns),
  ];
}

/** The vertical axis. On a log scale, the height of an error is log10 of the error, otherwise the error itself. */
interface ErrorAxis {
  /** The heights at the lower and the upper end of the axis. */
  readonly range: [low: number, high: number];
  /** The heights that have labels. */
  readonly ticks: readonly number[];
  readonly labelWidth: number;
  heightOf(error: number): number;
  /** The error at a height, padded on the left to `labelWidth` cells. */
  labelOf(height: number): string;
}

function errorAxisOf(errors: readonly EpochError[], rows: number, glyphs: Glyphs): ErrorAxis {
  const isLogarithmic = needsLogScale(errors);
  const heightOf = (error: number): number => (isLogarithmic ? Math.log10(error) : error);
  const textOf = (height: number): string => formatNumber(isLogarithmic ? 10 ** height : height, labelDecimals, glyphs);
  const heights = errors.map(({ error }) => heightOf(error));
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const ticks = ticksBetween(low, high, rows);
  const labelWidth = Math.max(...ticks.map((tick) => textOf(tick).length));
  const labelOf = (height: number): string => textOf(height).padStart(labelWidth);
  return { range: rangeOf(low, high), ticks, labelWidth, heightOf, labelOf };
}

/** The errors of the present run and of the marked run. */
interface ChartErrors {
  readonly errors: readonly EpochError[];
  readonly markedErrors: readonly EpochError[];
  /** The errors of the marked run from the present epoch on. */
  readonly markedAhead: readonly EpochError[];
}

/** The width of the vertical axis in cells. */
const axisWidth = 1;
/** The blank cells to the right of the plot. */
const rightMargin = 2;
const minPlotWidth = 4;

/** simple-ascii-chart writes an empty line and the tip of the axis above the plot, and a part of the axis below. */
const linesAbovePlot = 2;

type Point = [epoch: number, height: number];

/** The rows of the labels, the axis and the plot. `room` is the size of the plot with its right margin. */
function plotRows(
  { errors, markedErrors, markedAhead }: ChartErrors,
  axis: ErrorAxis,
  room: Size,
  glyphs: Glyphs,
): readonly Row[] {
  const pointsOf = (history: readonly EpochError[]): Point[] =>
    history.map(({ epoch, error }) => [epoch, axis.heightOf(error)]);
  const line = pointsOf(errors);
  const presentHeights = new Map(line);
  // simple-ascii-chart takes the range of epochs from the lines, so `markedAhead` is a line, too.
  const chart = plot(markedAhead.length > 1 ? [line, pointsOf(markedAhead)] : line, {
    width: Math.max(minPlotWidth, room.columns - rightMargin),
    height: room.rows,
    hideXAxis: true,
    yRange: axis.range,
    customYAxisTicks: [...axis.ticks],
    // simple-ascii-chart writes labels only at the ticks, but makes the column of labels as wide as the labels of the
    // points would be, which may be narrower. So this formatter pads every label to the width of the widest tick label.
    formatter: axis.labelOf,
    // A point of the marked run is left out if it is on the line of the present run, because it would hide the line.
    points: pointsOf(markedErrors)
      .filter(([x, y]) => presentHeights.get(x) !== y)
      .map(([x, y]) => ({ x, y })),
    symbols: { ...glyphs.chart, point: glyphs.markedPoint },
  });
  const lines = chart.split('\n').slice(linesAbovePlot, linesAbovePlot + room.rows);
  return lines.map((text) => [{ text: text.trimEnd() }]);
}

/** A row with epoch 0 at column `left`, and with the last epoch at the end of the `width` columns from `left` on. */
function epochRow({ messages }: View, lastEpoch: number, left: number, width: number): Row {
  const first = messages.screen.epoch(0);
  const last = lastEpoch === 0 ? '' : String(Math.floor(lastEpoch));
  return [{ text: ' '.repeat(left) + first.padEnd(width - last.length) + last, part: 'faint' }];
}

/** A picture with at least this many rows has a label in the middle of the axis, too. */
const minRowsForMiddleTick = 6;

function ticksBetween(low: number, high: number, rows: number): readonly number[] {
  if (low === high) return [low];
  return rows >= minRowsForMiddleTick ? [low, (low + high) / 2, high] : [low, high];
}

/** The margin is half the error plus this number, so that it is not 0 if the error is 0. */
const minMargin = 1e-9;

/** simple-ascii-chart needs low < high. If both are equal, a margin is added on both sides. */
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
