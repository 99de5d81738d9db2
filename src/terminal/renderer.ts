// biome-ignore-all lint/suspicious/noControlCharactersInRegex: codes begin with an escape character.
import { stripVTControlCharacters } from 'node:util';
import { takesOneCellEach } from '../notation/cell-width.ts';
import { lost, type Pen } from './cursor.ts';
import { patch } from './frame-diff.ts';
import { type Pace, timeFor } from './frame-rate.ts';
import { emptyGrid, type Grid, gridOf } from './grid.ts';
import type { Size } from './screen-kind.ts';

/** What shows frames to the reader, one after the other. */
export interface Display {
  /** Shows a frame, rows of styled text with a line break between them: now, or the latest as soon as it may be. */
  show(frame: string): void;
  /** What the terminal shows is not known any more; the next frame is shown anew. */
  forget(): void;
  /** Shows the latest frame anew. */
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

/** The codes of colours, of text and background; Ink writes each by itself. */
const colors = /\u001B\[(?:[34]\d|[34]8;[\d;]+|9\d|10\d)m/g;

/** Whatever does not fit is cut off at the last column. */
const noWrapping = { on: '\u001B[?7l', off: '\u001B[?7h' };

/** A display that sends only the cells that changed, no faster than its pace allows. */
export function createPainter({ write, size, pace, hasColors }: PaintOptions): Display {
  let latest = '';
  /** The size that the latest frame is for. */
  let fitting: Size | undefined;
  /** What the terminal shows; undefined where that is not known, a frame where its cells have not been needed yet. */
  let shown: Grid | string | undefined;
  let pen: Pen = lost;
  let isPaused = false;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let next = Number.NEGATIVE_INFINITY;

  /** Draws the whole frame as it is, which is sooner on the screen than any thought about its cells. */
  const drawWhole = (): string => {
    const lines = latest.split('\n').slice(0, size().rows);
    shown = latest;
    pen = lost;
    return clean + noWrapping.on + lines.join('\r\n') + noWrapping.off;
  };
  /** Draws it all on a cleared screen; cell by cell where terminals may disagree on how wide something is. */
  const drawAnew = (): string => {
    if (takesOneCellEach(stripVTControlCharacters(latest).replaceAll('\n', ''))) return drawWhole();
    const { columns, rows } = size();
    pen = { ...lost, at: { row: 0, column: 0 } };
    return clean + drawChanges(emptyGrid(columns, rows));
  };
  const drawChanges = (present: Grid | string): string => {
    const { columns, rows } = size();
    const before = typeof present === 'string' ? gridOf(present, emptyGrid(columns, rows)) : present;
    const after = gridOf(latest, before);
    const changes = patch(before, after, pen);
    shown = after;
    pen = changes.pen;
    return changes.text;
  };
  const forget = (): void => {
    shown = undefined;
    pen = lost;
  };
  const paint = (): void => {
    isDue = false;
    const { columns, rows } = size();
    // Of another size, the frame is on its way.
    if (isPaused || fitting?.columns !== columns || fitting.rows !== rows) return;
    const text = shown === undefined ? drawAnew() : drawChanges(shown);
    if (text === '') return;
    write(text);
    next = performance.now() + timeFor(pace, Buffer.byteLength(text));
  };
  /** After this turn, so that of several frames in it only the last is drawn; or when the pace allows. */
  const schedule = (): void => {
    if (isDue) return;
    isDue = true;
    const wait = next - performance.now();
    // For the first frame everybody waits.
    if (next === Number.NEGATIVE_INFINITY) paint();
    else if (wait <= 0) immediate = setImmediate(paint);
    else timer = setTimeout(paint, wait);
  };
  return {
    show(frame) {
      latest = hasColors ? frame : frame.replaceAll(colors, '');
      fitting = size();
      schedule();
    },
    forget,
    refresh() {
      forget();
      isPaused = false;
      if (fitting !== undefined) schedule();
    },
    pause() {
      clearTimeout(timer);
      clearImmediate(immediate);
      // What is left on screen is the latest.
      if (isDue) paint();
      isPaused = true;
    },
  };
}
