import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import type { Size } from '../../src/ui/state/layout.ts';
import type { View } from '../../src/ui/state/view.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { anyKeys, anySize } from '../support/random-keys.ts';
import { openStepper, paintedFrame } from '../support/stepper.ts';

/** Checks that frames of random networks, keys and sizes fill the screen and have complete borders. */
export function checkRandomFrames(numRuns: number): void {
  fc.assert(
    fc.property(randomExperiment, anyKeys, anySize, fc.boolean(), (experiment, keys, screenSize, isAscii) => {
      const stepper = openStepper({ experiment, glyphs: isAscii ? ascii : unicode, screenSize }).press(...keys);
      checkFrame(stepper.view, screenSize);
    }),
    { numRuns },
  );
}

/** Checks that a frame fills the screen and has complete borders. */
export function checkFrame(view: View, { columns, rows }: Size): void {
  const text = stripVTControlCharacters(paintedFrame(view, { columns, rows }));
  if (view.glyphs === ascii) expect(text).toMatch(/^[\0-\x7f]*$/);
  const lines = text.split('\n');
  expect(lines.length).toBe(rows);
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  const { topLeft, topRight, bottomLeft, bottomRight, vertical } = view.glyphs.frame;
  const borderedLines = lines.slice(2).filter((line) => [topLeft, bottomLeft, vertical].includes(line[0] ?? ''));
  // The panels are side by side if the top right corner of one is at half of the width. Otherwise they are stacked.
  const half = Math.floor(columns / 2);
  const rightEdges = borderedLines[0]?.[half - 1] === topRight ? [half - 1, columns - 1] : [columns - 1];
  for (const line of borderedLines) {
    expect(stringWidth(line)).toBe(columns);
    for (const edge of rightEdges) expect([topRight, bottomRight, vertical]).toContain(line[edge]);
  }
}
