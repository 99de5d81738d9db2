import fc from 'fast-check';
import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { createRun } from '../../src/engine/training/run.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { Frame } from '../../src/ui/app/screen.tsx';
import { initialModel } from '../../src/ui/state/model.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { seen } from '../support/screens.ts';
import { afterKey, viewOf } from '../support/stepper.ts';
import { anySize, anyWalk } from '../support/walks.ts';
import { checkRandomFrames, checkUncertainWidths, rendererOn, shownWhole } from './renderer-fixture.ts';

test('after every key of a long walk, at any size, the screen shows what the whole frame would', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomExperiment,
      anyWalk,
      fc.array(anySize, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (experiment, keys, sizes, isAscii) => {
        const first = sizes[0] ?? { columns: 80, rows: 24 };
        const { screen, display, received } = rendererOn(first.columns, first.rows);
        display.redraw();
        let model = initialModel(createRun(experiment));
        for (const [index, key] of ['', ...keys].entries()) {
          // The terminal is resized every 8 keys.
          const size = sizes[Math.floor(index / 8) % sizes.length] ?? first;
          if (size.columns !== screen.cols || size.rows !== screen.rows) {
            screen.resize(size.columns, size.rows);
            display.invalidate();
          }
          model = afterKey(model, key);
          const frame = renderToString(<Frame view={viewOf(model, isAscii ? ascii : unicode)} size={size} />, size);
          display.show(frame);
          await received();
          expect(seen(screen)).toEqual(await shownWhole(frame, size.columns, size.rows));
        }
        screen.dispose();
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('after each of many random frames, the screen shows what the whole frame would', () => checkRandomFrames(200));

test('many random characters of uncertain width leave no remains', () => checkUncertainWidths(100));
