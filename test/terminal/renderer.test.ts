import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrameRate } from '../../src/terminal/frame-rate.ts';
import { createRenderer } from '../../src/terminal/renderer.ts';
import { cellsOf, writeTo } from '../support/screens.ts';
import { checkPatchesOfRandomFrames, checkUncertainWidths, rendererOn, turn } from './renderer-fixture.ts';

// renderer.slow.test.ts runs the next two tests with more random frames.
test('after each random frame, the screen equals a new screen with only this frame', () =>
  checkPatchesOfRandomFrames(15));

test('a redraw changes no cell after random frames with characters of uncertain width', () => checkUncertainWidths(15));

describe('the text that the renderer writes', () => {
  const start = async (frame: string, columns = 20, rows = 3) => {
    const renderer = rendererOn(columns, rows);
    renderer.display.redraw();
    renderer.display.show(frame);
    await renderer.received();
    return {
      ...renderer,
      async sentFor(next: string) {
        renderer.display.show(next);
        return renderer.received();
      },
    };
  };

  test('is empty if no cell changed', async () => {
    const { sentFor } = await start('one\ntwo');
    expect(await sentFor('one\ntwo')).toBe('');
    expect(await sentFor('one \ntwo\u001B[1m ')).toBe('');
  });

  test('consists of the changed cells and the shortest movements between them', async () => {
    const { sentFor } = await start('abcdefghijklmnop\n\nabc');
    expect(await sentFor('abcdefghijklmnoP\n\nabc')).toBe('\u001B[;16HP');
    expect(await sentFor('Xbcdefghijklmnox\n\nabc')).toBe('\rX\u001B[14Cx');
    expect(await sentFor('XbcDefghijklmnox\n\nABC')).toBe('\u001B[;4HD\u001B[3HABC');
    // Rewriting the unchanged c between B and d is shorter than moving the cursor over it.
    expect(await sentFor('XBcdefghijklmnox\n\nABC')).toBe('\u001B[;2HBcd');
    expect(await sentFor('XBcdE\n\nABC')).toBe('E\u001B[K');
  });

  test('changes the style once for neighbouring cells, with the codes that differ or with a reset, whichever is shorter', async () => {
    const { sentFor } = await start('abcdef');
    expect(await sentFor('\u001B[1mab\u001B[22mcd\u001B[1mef\u001B[22m')).toBe('\u001B[H\u001B[1mab\u001B[2Cef');
    expect(await sentFor('\u001B[1;35mab\u001B[22;39mcdef')).toBe('\r\u001B[35mab\u001B[mcdef');
  });

  test('has bold and inverse but no colours if colours are off', async () => {
    const { screen, display, received } = rendererOn(10, 1, false);
    display.redraw();
    display.show('\u001B[1m\u001B[31ma\u001B[39m\u001B[22m\u001B[7m\u001B[44mb\u001B[49m\u001B[27m');
    await received();
    expect(cellsOf(screen)[0]?.slice(0, 2)).toEqual([
      { text: 'a', style: '1' },
      { text: 'b', style: '7' },
    ]);
  });
});

test('a redraw restores a screen that another program has changed', async () => {
  const { screen, display, received } = rendererOn(20, 4);
  const frame = '┌──┐\n│\u001B[1mab\u001B[22m│\n└──┘';
  display.redraw();
  display.show(frame);
  await received();
  const before = cellsOf(screen);
  await writeTo(
    screen,
    '\u001B[2;3r\u001B[?6h\u001B[4h\u001B[?7l\u001B[31m\u001B(0\u000E\u001B[Hgarbage\r\nmore\n\n\n',
  );
  display.redraw();
  await received();
  expect(cellsOf(screen)).toEqual(before);
  display.show('┌──┐\n│\u001B[1mAb\u001B[22m│\n└──┘');
  await received();
  expect(cellsOf(screen)[1]?.[1]).toEqual({ text: 'A', style: '1' });
  // In insert mode, the new A would move the old cells to the right.
  expect(
    cellsOf(screen)[1]
      ?.map(({ text }) => text)
      .join('')
      .trimEnd(),
  ).toBe('│Ab│');
});

test('after a resize, nothing is drawn until the program shows a new frame', async () => {
  const { screen, display, received } = rendererOn(10, 1);
  display.redraw();
  display.show('old');
  await received();
  screen.resize(12, 1);
  display.redraw();
  expect(await received()).toBe('');
  display.show('new');
  expect(await received()).toContain('new');
  screen.dispose();
});

test('before it pauses, the renderer draws the latest frame', async () => {
  const { screen, display, received } = rendererOn(10, 1);
  display.redraw();
  display.show('first');
  await received();
  display.show('latest');
  display.pause();
  expect(await received()).toContain('latest');
  screen.dispose();
});

describe('a renderer with a frame rate', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const rendererAt = (frameRate: FrameRate) => {
    const frames: string[] = [];
    const display = createRenderer({
      write: (text) => frames.push(text),
      size: () => ({ columns: 10, rows: 1 }),
      frameRate,
      hasColors: true,
    });
    return { frames, display };
  };

  test('draws a frame immediately after an idle second, but only the last of several frames within minInterval', async () => {
    const { frames, display } = rendererAt({ minInterval: 100, bytesPerSecond: Number.POSITIVE_INFINITY });
    display.redraw();
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

  test('draws the first frame without waiting for the end of the turn of the event loop', () => {
    const { frames, display } = rendererAt({ minInterval: 100, bytesPerSecond: Number.POSITIVE_INFINITY });
    display.redraw();
    expect(frames).toEqual([]);
    display.show('0');
    expect(frames).toHaveLength(1);
  });

  test('delays the next frame by the time that the previous frame takes on a slow line', async () => {
    const { frames, display } = rendererAt({ minInterval: 1, bytesPerSecond: 1000 });
    display.redraw();
    display.show('0123456789');
    await turn();
    const [first = ''] = frames.splice(0);
    display.show('x');
    vi.advanceTimersByTime(first.length);
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(frames).toHaveLength(1);
  });

  test('draws nothing while paused', () => {
    const { frames, display } = rendererAt({ minInterval: 0, bytesPerSecond: Number.POSITIVE_INFINITY });
    display.redraw();
    display.pause();
    display.show('1');
    vi.runAllTimers();
    expect(frames).toEqual([]);
  });
});
