import { takesOneCellEachOutsideEscapes } from '../notation/cell-width.ts';
import { type Cursor, unknownPosition } from './cursor.ts';
import { diffGrids } from './frame-diff.ts';
import { emptyGrid, type Grid, parseFrame } from './grid.ts';
import type { Size } from './screen-kind.ts';

/** Remembers the content of the terminal, and encodes the next frame as the changes to that content. */
export interface FrameEncoder {
  /**
   * The text that makes a terminal of size `size` show a frame. A frame is rows of styled text with a line break
   * between them. The text is empty if the terminal already shows the frame.
   */
  encode(frame: string, size: Size): string;
  /** Marks the content of the terminal as unknown, so that the next frame is encoded whole. */
  invalidate(): void;
}

/**
 * Undoes the changes that another program may have made, in this order: shifted and selected character sets, style,
 * scrolling region, origin mode, insert mode, no wrapping, visible cursor. Then moves to the first cell and clears the
 * screen.
 */
const resetAndClear = '\u000F\u001B(B\u001B[m\u001B[r\u001B[?6l\u001B[4l\u001B[?7h\u001B[?25l\u001B[H\u001B[J';

/** Without wrapping, text that is too wide is cut off at the last column. */
const wrapping = { on: '\u001B[?7h', off: '\u001B[?7l' };

export function createFrameEncoder(): FrameEncoder {
  /** The content of the terminal: the text of a frame or, if a diff has parsed it, its cells. Undefined if unknown. */
  let shown: Grid | string | undefined;
  let cursor: Cursor = unknownPosition;

  /** Writes the text of the frame as it is, because the first frame appears sooner without a diff. */
  const encodeWhole = (frame: string, { rows }: Size): string => {
    const texts = frame.split('\n').slice(0, rows);
    shown = frame;
    cursor = unknownPosition;
    return resetAndClear + wrapping.off + texts.join('\r\n') + wrapping.on;
  };
  const encodeChanges = (frame: string, before: Grid): string => {
    const after = parseFrame(frame, before);
    const patch = diffGrids(before, after, cursor);
    shown = after;
    cursor = patch.cursor;
    return patch.text;
  };
  const encodeOnClearScreen = (frame: string, size: Size): string => {
    if (takesOneCellEachOutsideEscapes(frame)) return encodeWhole(frame, size);
    // After each character that may not take exactly one cell, a diff moves the cursor by row and column.
    cursor = { ...unknownPosition, cell: { row: 0, column: 0 } };
    return resetAndClear + encodeChanges(frame, emptyGrid(size.columns, size.rows));
  };
  return {
    encode(frame, size) {
      if (shown === undefined) return encodeOnClearScreen(frame, size);
      const before = typeof shown === 'string' ? parseFrame(shown, emptyGrid(size.columns, size.rows)) : shown;
      return encodeChanges(frame, before);
    },
    invalidate() {
      shown = undefined;
      cursor = unknownPosition;
    },
  };
}
