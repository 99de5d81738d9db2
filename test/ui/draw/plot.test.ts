import { expect, test } from 'vitest';
import { unicode } from '../../../src/notation/glyphs.ts';
import { createCanvas, rowsOf } from '../../../src/ui/draw/canvas.ts';
import { cellAt, drawCurves } from '../../../src/ui/draw/plot.ts';

test('cellAt returns the cell in which drawCurves draws a point', () => {
  const area = { left: 2, top: 0, width: 13, height: 6 };
  const dots = area.width * 2;
  for (let percent = 0; percent <= 100; percent++) {
    const canvas = createCanvas(area.left + area.width, area.height);
    const height = percent / 100;
    const nearest = Math.round(height * (dots - 1));
    drawCurves(canvas, unicode, area, [{ heightAt: (dot) => (dot === nearest ? height : Number.NaN) }]);
    const rows = rowsOf(canvas).map((row) => row.map(({ text }) => text).join(''));
    const drawn = rows.flatMap((text, row) =>
      [...text].flatMap((cell, column) => (cell > '\u2800' ? { column, row } : [])),
    );
    expect(drawn).toEqual([cellAt(area, height, height)]);
  }
});
