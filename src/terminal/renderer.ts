// biome-ignore-all lint/suspicious/noControlCharactersInRegex: SGR codes begin with an escape character.
import { createFrameEncoder } from './frame-encoder.ts';
import { type FrameRate, intervalAfter } from './frame-rate.ts';
import type { Size } from './screen-kind.ts';

/** Shows frames to the user, one after the other. */
export interface Display {
  /**
   * Shows a frame, which is rows of styled text with a line break between them. Frames that come faster than the frame
   * rate allows are skipped, except for the latest.
   */
  show(frame: string): void;
  /** Marks the content of the terminal as unknown: the next frame is drawn whole. */
  invalidate(): void;
  /** Draws the latest frame whole, and ends a pause. */
  redraw(): void;
  /** Draws nothing until `redraw` is called. */
  pause(): void;
}

export interface RendererOptions {
  readonly write: (text: string) => void;
  readonly size: () => Size;
  readonly frameRate: FrameRate;
  readonly hasColors: boolean;
}

/** SGR codes of text and background colours. Ink writes each code in a sequence of its own. */
const colorCodes = /\u001B\[(?:[34]\d|[34]8;[\d;]+|9\d|10\d)m/g;

/** A display that writes only the cells that changed. */
export function createRenderer({ write, size, frameRate, hasColors }: RendererOptions): Display {
  const encoder = createFrameEncoder();
  let latest = '';
  /** The size of the terminal when the latest frame came. */
  let latestSize: Size | undefined;
  let isPaused = false;
  let isScheduled = false;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  /** The time when the next frame may be drawn, in milliseconds. Undefined before the first frame. */
  let nextTime: number | undefined;

  const draw = (): void => {
    isScheduled = false;
    const { columns, rows } = size();
    // A frame of another size is not drawn, because the program sends a new frame after a resize.
    if (isPaused || latestSize?.columns !== columns || latestSize.rows !== rows) return;
    const text = encoder.encode(latest, { columns, rows });
    if (text === '') return;
    write(text);
    nextTime = performance.now() + intervalAfter(frameRate, Buffer.byteLength(text));
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    const wait = nextTime === undefined ? 0 : nextTime - performance.now();
    // Never delay the first frame.
    if (nextTime === undefined) draw();
    // Of several frames in one turn of the event loop, draw only the last.
    else if (wait <= 0) immediate = setImmediate(draw);
    else timer = setTimeout(draw, wait);
  };
  return {
    show(frame) {
      latest = hasColors ? frame : frame.replaceAll(colorCodes, '');
      latestSize = size();
      schedule();
    },
    invalidate: encoder.invalidate,
    redraw() {
      encoder.invalidate();
      isPaused = false;
      if (latestSize !== undefined) schedule();
    },
    pause() {
      clearTimeout(timer);
      clearImmediate(immediate);
      // The screen may stay after the program ends, so it has to show the latest frame.
      if (isScheduled) draw();
      isPaused = true;
    },
  };
}
