import { type Canvas, write } from '../../canvas.ts';
import type { Area } from '../../plot.ts';
import type { View } from '../../view.ts';

/** Cells that the labels of an axis take. */
export function labelWidthOf(labels: readonly string[]): number {
  return Math.max(...labels.map((label) => label.length));
}

/** The axis to the left of an area, with the labels of its top and its bottom. */
export function writeLabels(
  canvas: Canvas,
  { glyphs }: View,
  area: Area,
  [top = '', bottom = '']: readonly string[],
): void {
  const axis = area.left - 1;
  for (let row = 0; row < area.height; row++) {
    write(canvas, axis, area.top + row, glyphs.chart.axis.ns, 'faint');
  }
  write(canvas, axis - top.length, area.top, top, 'faint');
  if (area.height > 1) write(canvas, axis - bottom.length, area.top + area.height - 1, bottom, 'faint');
}
