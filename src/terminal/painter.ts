import { emptyGrid, type Grid, gridOf } from './grid.ts';
import { type Pace, timeFor } from './pace.ts';
import { patch } from './patch.ts';
import { lost, type Pen } from './pen.ts';
import type { Size } from './screen.ts';

/** What shows frames to the reader, one after the other. */
export interface Display {
  /** Shows a frame, rows of styled text with a line break between them: now, or the latest as soon as it may be. */
  show(frame: string): void;
  /** Shows the latest frame anew: what the terminal shows is not known any more. */
  refresh(): void;
  /** Shows nothing from now on, until it is refreshed. */
  pause(): void;
}

export interface PaintOptions {
  readonly write: (text: string) => void;
  readonly size: () => Size;
  readonly pace: Pace;
  readonly hasColors: boolean;
}

/**
 * Undoes what a stray program may have done to a terminal: another character set, a style, a scrolling region, an origin in
 * it, inserting, no wrapping, a visible cursor. Then clears the screen; the pen is at its start.
 */
const clean = '\u000F\u001B(B\u001B[m\u001B[r\u001B[?6l\u001B[4l\u001B[?7h\u001B[?25l\u001B[H\u001B[J';

/** A display that sends only the cells that changed, no faster than its pace allows. */
export function createPainter({ write, size, pace, hasColors }: PaintOptions): Display {
  let latest = '';
  /** What the terminal shows; undefined where that is not known. */
  let shown: Grid | undefined;
  let pen: Pen = lost;
  let isPaused = false;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  let next = Number.NEGATIVE_INFINITY;

  const paint = (): void => {
    isDue = false;
    if (isPaused) return;
    const { columns, rows } = size();
    const before = shown ?? emptyGrid(columns, rows);
    const after = gridOf(latest, before, hasColors);
    const start: Pen = shown === undefined ? { ...lost, at: { row: 0, column: 0 } } : pen;
    const { text, pen: end } = patch(before, after, start);
    const sent = (shown === undefined ? clean : '') + text;
    shown = after;
    pen = end;
    if (sent === '') return;
    write(sent);
    next = performance.now() + timeFor(pace, Buffer.byteLength(sent));
  };
  /** At the end of this turn, so that of several frames in it only the last is drawn; or when the pace allows. */
  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    const wait = next - performance.now();
    if (wait <= 0) queueMicrotask(paint);
    else timer = setTimeout(paint, wait);
  };
  return {
    show(frame) {
      latest = frame;
      schedule();
    },
    refresh() {
      shown = undefined;
      isPaused = false;
      schedule();
    },
    pause() {
      isPaused = true;
      isDue = false;
      clearTimeout(timer);
    },
  };
}
