import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect } from 'vitest';
import type { FrameRate } from '../../src/terminal/frame-rate.ts';
import { createRenderer } from '../../src/terminal/renderer.ts';
import { cellsOf, createScreen, writeTo } from '../support/screens.ts';

const unlimited: FrameRate = { minInterval: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** Lets the present turn of the event loop end. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A renderer, and the screen that it draws on. */
export function rendererOn(columns: number, rows: number, hasColors = true) {
  const screen = createScreen(columns, rows);
  let sent = '';
  const display = createRenderer({
    write: (text) => {
      sent += text;
    },
    size: () => ({ columns: screen.cols, rows: screen.rows }),
    frameRate: unlimited,
    hasColors,
  });
  return {
    screen,
    display,
    /**
     * Ends the turn of the event loop. Resolves, when the text is on the screen, to the text that the renderer has
     * written since the previous call.
     */
    async received(): Promise<string> {
      await turn();
      const text = sent;
      sent = '';
      await writeTo(screen, text);
      return text;
    },
  };
}

/** The cells of a new screen on which only this frame was drawn. */
export async function cellsOfNewScreen(frame: string, columns: number, rows: number) {
  const screen = createScreen(columns, rows);
  await writeTo(screen, `\u001B[?7l${frame.split('\n').slice(0, rows).join('\r\n')}`);
  const cells = cellsOf(screen);
  screen.dispose();
  return cells;
}

const anyCharacter = fc.constantFrom('a', 'b', ' ', ' ', '─', '誤', '漢', 'e\u0301', '±');
const anyStyle = fc.constantFrom(
  '',
  '',
  '\u001B[1m',
  '\u001B[2m',
  '\u001B[22m',
  '\u001B[7m',
  '\u001B[27m',
  '\u001B[35m',
  '\u001B[41m',
  '\u001B[39;49m',
  '\u001B[0m',
);
const anyLine = fc
  .array(
    fc.tuple(
      anyStyle,
      fc.array(anyCharacter, { maxLength: 6 }).map((characters) => characters.join('')),
    ),
    { maxLength: 5 },
  )
  .map((parts) => `${parts.flat().join('')}\u001B[0m`);
const anyFrame = fc.array(anyLine, { minLength: 1, maxLength: 6 });

/** Checks that, after each of several random frames, the screen equals a new screen with only this frame. */
export async function checkPatchesOfRandomFrames(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 8 }), fc.nat(2), async (frames, extraColumns) => {
      const widths = frames.flat().map((line) => stringWidth(line));
      const columns = Math.max(1, ...widths) + extraColumns;
      const rows = Math.max(...frames.map((frame) => frame.length));
      const { screen, display, received } = rendererOn(columns, rows);
      display.redraw();
      for (const frame of frames.map((each) => each.join('\n'))) {
        display.show(frame);
        await received();
        expect(cellsOf(screen)).toEqual(await cellsOfNewScreen(frame, columns, rows));
      }
      screen.dispose();
    }),
    { numRuns },
  );
}

const textsOfUncertainWidth = ['👩‍🔬', '🧍', '🇩🇪', '🐈x', 'देव'];
const anyUncertainLine = fc
  .array(fc.constantFrom(...textsOfUncertainWidth, ' ', 'a'), { maxLength: 4 })
  .map((parts) => `│${parts.join('')}│ x`);
const anyUncertainFrame = fc.array(anyUncertainLine, { minLength: 2, maxLength: 2 }).map((lines) => lines.join('\n'));

/** Checks that a redraw changes no cell after several random frames with characters of uncertain width. */
export async function checkUncertainWidths(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(anyUncertainFrame, { minLength: 2, maxLength: 6 }), async (frames) => {
      const { screen, display, received } = rendererOn(40, 2);
      display.redraw();
      for (const each of frames) {
        display.show(each);
        await received();
      }
      const before = cellsOf(screen);
      display.redraw();
      await received();
      expect(before).toEqual(cellsOf(screen));
      screen.dispose();
    }),
    { numRuns },
  );
}
