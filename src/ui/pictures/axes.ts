import { type Canvas, write } from '../draw/canvas.ts';
import type { Area } from '../draw/plot.ts';
import type { View } from '../state/view.ts';

/** The number of cells of the longest label. */
export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(...labels.map((label) => label.length));
}

/** Writes a vertical axis to the left of an area, with a label at the top and one at the bottom. */
export function writeAxis(canvas: Canvas, { glyphs }: View, area: Area, labels: readonly string[]): void {
  for (let row = 0; row < area.height; row++) {
    write(canvas, area.left - 1, area.top + row, glyphs.chart.axis.ns, 'faint');
  }
  writeLabels(canvas, area, labels);
}

/** Writes the labels of the top and the bottom row of an area. Between label and area, a column is left for an axis. */
export function writeLabels(canvas: Canvas, area: Area, [top = '', bottom = '']: readonly string[]): void {
  const right = area.left - 1;
  write(canvas, right - top.length, area.top, top, 'faint');
  if (area.height > 1) write(canvas, right - bottom.length, area.top + area.height - 1, bottom, 'faint');
}

/** Writes the values at the left and the right edge of an area into the row below the area. */
export function writeEnds(canvas: Canvas, area: Area, first: string, last: string): void {
  const row = area.top + area.height;
  write(canvas, area.left, row, first, 'faint');
  write(canvas, area.left + area.width - last.length, row, last, 'faint');
}
