import fc from 'fast-check';
import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRun } from '../../src/engine/training/run.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import type { Pace } from '../../src/terminal/frame-rate.ts';
import { createPainter } from '../../src/terminal/renderer.ts';
import { Frame } from '../../src/ui/app/screen.tsx';
import { initialModel } from '../../src/ui/state/model.ts';
import { randomExperiment } from '../support/random-experiment.ts';
import { createScreen, seen, written } from '../support/screens.ts';
import { afterKey, viewOf } from '../support/stepper.ts';
import { anySize, anyWalk } from '../support/walks.ts';

const unhurried: Pace = { gap: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** Lets the present turn of the event loop end. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A painter on a screen that can be resized, and what it has sent since it was last asked. */
function painterOn(columns: number, rows: number, hasColors = true) {
  const screen = createScreen(columns, rows);
  let sent = '';
  const display = createPainter({
    write: (text) => {
      sent += text;
    },
    size: () => ({ columns: screen.cols, rows: screen.rows }),
    pace: unhurried,
    hasColors,
  });
  return {
    screen,
    display,
    /** What came for the terminal in this turn, once the terminal shows it. */
    async received(): Promise<string> {
      await turn();
      const text = sent;
      sent = '';
      await written(screen, text);
      return text;
    },
  };
}

/** What a screen of its own shows that gets a whole frame. */
async function shownWhole(frame: string, columns: number, rows: number) {
  const screen = createScreen(columns, rows);
  await written(screen, `\u001B[?7l${frame.split('\n').slice(0, rows).join('\r\n')}`);
  const cells = seen(screen);
  screen.dispose();
  return cells;
}

test('after every key of a long walk, at any size, the screen is what the whole frame would be', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomExperiment,
      anyWalk,
      fc.array(anySize, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (experiment, keys, sizes, isAscii) => {
        const first = sizes[0] ?? { columns: 80, rows: 24 };
        const { screen, display, received } = painterOn(first.columns, first.rows);
        display.refresh();
        let model = initialModel(createRun(experiment));
        for (const [at, key] of ['', ...keys].entries()) {
          // From time to time the terminal gets another size.
          const size = sizes[Math.floor(at / 8) % sizes.length] ?? first;
          if (size.columns !== screen.cols || size.rows !== screen.rows) {
            screen.resize(size.columns, size.rows);
            display.forget();
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

const anyCharacter = fc.constantFrom('a', 'b', ' ', ' ', '─', '誤', '漢', 'e\u0301', '±');
const anyLook = fc.constantFrom(
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
      anyLook,
      fc.array(anyCharacter, { maxLength: 6 }).map((some) => some.join('')),
    ),
    { maxLength: 5 },
  )
  .map((parts) => `${parts.flat().join('')}\u001B[0m`);
const anyFrame = fc.array(anyLine, { minLength: 1, maxLength: 6 });

test('whatever the frames, wide characters and the last column included, the screen is what the last one would be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 8 }), fc.nat(2), async (frames, room) => {
      const lines = frames.flat().map((line) => stringWidth(line));
      const columns = Math.max(1, ...lines) + room;
      const rows = Math.max(...frames.map((frame) => frame.length));
      const { screen, display, received } = painterOn(columns, rows);
      display.refresh();
      for (const frame of frames.map((each) => each.join('\n'))) {
        display.show(frame);
        await received();
        expect(seen(screen)).toEqual(await shownWhole(frame, columns, rows));
      }
      screen.dispose();
    }),
    { numRuns: 200 },
  );
});

test('where terminals disagree on the width of a character, nothing of it remains', async () => {
  const names = ['👩‍🔬', '🧍', '🇩🇪', '🐈x', 'देव', ' ', 'a'];
  const line = fc.array(fc.constantFrom(...names), { maxLength: 4 }).map((parts) => `│${parts.join('')}│ x`);
  const frame = fc.array(line, { minLength: 2, maxLength: 2 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 2, maxLength: 6 }), async (frames) => {
      const { screen, display, received } = painterOn(40, 2);
      display.refresh();
      for (const each of frames) {
        display.show(each);
        await received();
      }
      const before = seen(screen);
      display.refresh();
      await received();
      expect(before).toEqual(seen(screen));
      screen.dispose();
    }),
  );
});

describe('what is sent', () => {
  const start = async (frame: string, columns = 20, rows = 3) => {
    const painter = painterOn(columns, rows);
    painter.display.refresh();
    painter.display.show(frame);
    await painter.received();
    return {
      ...painter,
      async sentFor(next: string) {
        painter.display.show(next);
        return painter.received();
      },
    };
  };

  test('is nothing where nothing changed', async () => {
    const { sentFor } = await start('one\ntwo');
    expect(await sentFor('one\ntwo')).toBe('');
    expect(await sentFor('one \ntwo\u001B[1m ')).toBe('');
  });

  test('is the cells that changed, and the shortest ways between them', async () => {
    const { sentFor } = await start('abcdefghijklmnop\n\nabc');
    expect(await sentFor('abcdefghijklmnoP\n\nabc')).toBe('\u001B[;16HP');
    expect(await sentFor('Xbcdefghijklmnox\n\nabc')).toBe('\rX\u001B[14Cx');
    expect(await sentFor('XbcDefghijklmnox\n\nABC')).toBe('\u001B[;4HD\u001B[3HABC');
    // What stands between two changes is shorter than to move over it.
    expect(await sentFor('XBcdefghijklmnox\n\nABC')).toBe('\u001B[;2HBcd');
    expect(await sentFor('XBcdE\n\nABC')).toBe('E\u001B[K');
  });

  test('is a style once for all that has it, and the shorter of a change and a reset', async () => {
    const { sentFor } = await start('abcdef');
    expect(await sentFor('\u001B[1mab\u001B[22mcd\u001B[1mef\u001B[22m')).toBe('\u001B[H\u001B[1mab\u001B[2Cef');
    expect(await sentFor('\u001B[1;35mab\u001B[22;39mcdef')).toBe('\r\u001B[35mab\u001B[mcdef');
  });

  test('has no colours where there are none, but bold and inverse', async () => {
    const { screen, display, received } = painterOn(10, 1, false);
    display.refresh();
    display.show('\u001B[1m\u001B[31ma\u001B[39m\u001B[22m\u001B[7m\u001B[44mb\u001B[49m\u001B[27m');
    await received();
    expect(seen(screen)[0]?.slice(0, 2)).toEqual([
      { text: 'a', looks: '1' },
      { text: 'b', looks: '7' },
    ]);
  });
});

test('a refreshed screen is whole again, whatever was done to it', async () => {
  const { screen, display, received } = painterOn(20, 4);
  const frame = '┌──┐\n│\u001B[1mab\u001B[22m│\n└──┘';
  display.refresh();
  display.show(frame);
  await received();
  const before = seen(screen);
  await written(
    screen,
    '\u001B[2;3r\u001B[?6h\u001B[4h\u001B[?7l\u001B[31m\u001B(0\u000E\u001B[Hgarbage\r\nmore\n\n\n',
  );
  display.refresh();
  await received();
  expect(seen(screen)).toEqual(before);
  display.show('┌──┐\n│\u001B[1mAb\u001B[22m│\n└──┘');
  await received();
  expect(seen(screen)[1]?.[1]).toEqual({ text: 'A', looks: '1' });
});

describe('the pace', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const paced = (pace: Pace) => {
    const frames: string[] = [];
    const display = createPainter({
      write: (text) => frames.push(text),
      size: () => ({ columns: 10, rows: 1 }),
      pace,
      hasColors: true,
    });
    return { frames, display };
  };

  test('lets a frame after a rest through at once, of those that follow closely the last', async () => {
    const { frames, display } = paced({ gap: 100, bytesPerSecond: Number.POSITIVE_INFINITY });
    display.refresh();
    display.show('0');
    await turn();
    expect(frames.splice(0)).toHaveLength(1);
    for (const next of ['1', '2', '3']) display.show(next);
    vi.advanceTimersByTime(99);
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(frames.splice(0)).toEqual(['\u001B[H3']);
    vi.advanceTimersByTime(1000);
    display.show('4');
    await turn();
    expect(frames).toEqual(['\b4']);
  });

  test('gives a slow line the time that it takes', async () => {
    const { frames, display } = paced({ gap: 1, bytesPerSecond: 1000 });
    display.refresh();
    display.show('0123456789');
    await turn();
    const [first = ''] = frames.splice(0);
    display.show('x');
    vi.advanceTimersByTime(first.length);
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(frames).toHaveLength(1);
  });

  test('stands still while paused', () => {
    const { frames, display } = paced({ gap: 0, bytesPerSecond: Number.POSITIVE_INFINITY });
    display.refresh();
    display.pause();
    display.show('1');
    vi.runAllTimers();
    expect(frames).toEqual([]);
  });
});
