import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { newSession } from '../../src/files/session-file.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import type { Size } from '../../src/ui/state/layout.ts';
import type { View } from '../../src/ui/state/view.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { anyKeys, anySize } from '../support/random-keys.ts';
import { openStepper, paintedFrame } from '../support/stepper.ts';

/** Checks that frames of random experiments, keys and sizes fill the screen and have complete borders. */
export function checkRandomFrames(numRuns: number, experiments: fc.Arbitrary<Experiment> = randomExperiment): void {
  fc.assert(
    fc.property(experiments, anyKeys, anySize, fc.boolean(), (experiment, keys, screenSize, isAscii) => {
      const stepper = openStepper({
        session: newSession(experiment),
        glyphs: isAscii ? ascii : unicode,
        screenSize,
      }).press(...keys);
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
  const corners = cornersOf(columns);
  let rightEdges: readonly number[] = [];
  for (const line of borderedLines) {
    // The upper line of a row of panels shows where the panels end.
    if (line[0] === topLeft) rightEdges = rightEdgesIn(line, corners, [topRight, topLeft]);
    expect(stringWidth(line)).toBe(columns);
    for (const edge of rightEdges) expect([topRight, bottomRight, vertical]).toContain(line[edge]);
  }
}

/** For each number of panels beside each other, the columns of their upper right corners. */
function cornersOf(columns: number): readonly (readonly number[])[] {
  const [half, third] = [Math.floor(columns / 2), Math.floor(columns / 3)];
  return [[columns - 2 * third - 1, columns - third - 1, columns - 1], [half - 1, columns - 1], [columns - 1]];
}

/** The last columns of the panels whose upper line is given. */
function rightEdgesIn(
  line: string,
  corners: readonly (readonly number[])[],
  [topRight, topLeft]: readonly [string, string],
): readonly number[] {
  const isCorner = (column: number): boolean =>
    line[column] === topRight && [undefined, topLeft].includes(line[column + 1]);
  const edges = corners.find((columns) => columns.every(isCorner));
  expect(edges).toBeDefined();
  return edges ?? [];
}
