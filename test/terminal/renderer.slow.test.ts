import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { anyKeys, anySize } from '../support/random-keys.ts';
import { cellsOf } from '../support/screens.ts';
import { openStepper, paintedFrame } from '../support/stepper.ts';
import { cellsOfNewScreen, checkPatchesOfRandomFrames, checkUncertainWidths, rendererOn } from './renderer-fixture.ts';

test('after each random key, at any size, the screen equals a new screen with only the latest frame', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomExperiment,
      anyKeys,
      fc.array(anySize, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (experiment, keys, sizes, isAscii) => {
        const first = sizes[0] ?? { columns: 80, rows: 24 };
        const { screen, display, received } = rendererOn(first.columns, first.rows);
        display.redraw();
        const stepper = openStepper({ experiment, glyphs: isAscii ? ascii : unicode, screenSize: first });
        for (const [index, key] of ['', ...keys].entries()) {
          // After every 8 keys, the terminal is resized to the next of the sizes.
          const size = sizes[Math.floor(index / 8) % sizes.length] ?? first;
          if (size.columns !== screen.cols || size.rows !== screen.rows) {
            screen.resize(size.columns, size.rows);
            display.invalidate();
          }
          const frame = paintedFrame(stepper.press(key).view, size);
          display.show(frame);
          await received();
          expect(cellsOf(screen)).toEqual(await cellsOfNewScreen(frame, size.columns, size.rows));
        }
        screen.dispose();
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('after each frame of 200 random sequences of frames, the screen equals a new screen with only this frame', () =>
  checkPatchesOfRandomFrames(200));

test('a redraw changes no cell after 100 random sequences of frames with characters of uncertain width', () =>
  checkUncertainWidths(100));
