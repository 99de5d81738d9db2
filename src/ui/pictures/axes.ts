import { type Canvas, write } from '../draw/canvas.ts';
import type { Area } from '../draw/plot.ts';
import type { View } from '../state/view.ts';

/** Cells that the labels of an axis take. */
export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(...labels.map((label) => label.length));
}

/** The axis to the left of an area, with the labels of its top and its bottom. */
export function writeAxis(canvas: Canvas, { glyphs }: View, area: Area, labels: readonly string[]): void {
  for (let row = 0; row < area.height; row++) {
    write(canvas, area.left - 1, area.top + row, glyphs.chart.axis.ns, 'faint');
  }
  writeLabels(canvas, area, labels);
}

/** The labels of an area's top and its bottom, to the left of where its axis is. */
export function writeLabels(canvas: Canvas, area: Area, [top = '', bottom = '']: readonly string[]): void {
  const right = area.left - 1;
  write(canvas, right - top.length, area.top, top, 'faint');
  if (area.height > 1) write(canvas, right - bottom.length, area.top + area.height - 1, bottom, 'faint');
}

/** What an area's left and right edges stand for, in the row below it. */
export function writeEnds(canvas: Canvas, area: Area, first: string, last: string): void {
  const row = area.top + area.height;
  write(canvas, area.left, row, first, 'faint');
  write(canvas, area.left + area.width - last.length, row, last, 'faint');
}
