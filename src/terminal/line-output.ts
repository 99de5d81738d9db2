import stringWidth from 'string-width';
import { charactersOf } from '../notation/cell-width.ts';

/** Writes lines of text for a screen reader, one below the other. */
export interface LineOutput {
  /**
   * Writes a line below the previous line. While the user types, the line may be the previous line with more
   * characters, or without its last character. Then only this difference is written, so that the screen reader reads
   * nothing else.
   */
  announce(line: string): void;
  /** Ends a pause. Writes the latest line below the previous lines, even if it was written already. */
  writeLatest(): void;
  /** Writes nothing until `writeLatest` is called. */
  pause(): void;
}

const eraseCell = '\b \b';

export function createLineOutput(write: (text: string) => void, columns: () => number): LineOutput {
  let latest = '';
  let isPaused = false;

  return {
    announce(line) {
      if (!isPaused) write(changeOf(latest, line, columns()));
      latest = line;
    },
    writeLatest() {
      isPaused = false;
      write(lineBelow(latest, latest));
    },
    pause() {
      isPaused = true;
    },
  };
}

/** The text that turns the line `before` into `line` in place or, if this is impossible, writes `line` below it. */
function changeOf(before: string, line: string, columns: number): string {
  const isExtended = before !== '' && line !== before && line.startsWith(before);
  if (isExtended) return line.slice(before.length);
  return canEraseTo(before, line, columns)
    ? eraseCell.repeat(stringWidth(before.slice(line.length)))
    : lineBelow(before, line);
}

function lineBelow(before: string, line: string): string {
  return (before === '' ? '' : '\r\n') + line.replaceAll('\n', '\r\n');
}

/**
 * Whether `line` is `before` without its last character, and that character can be erased. In a wrapped line, the
 * character may be on the row above the cursor. It cannot be erased there, because backspace does not move the cursor
 * up.
 */
function canEraseTo(before: string, line: string, columns: number): boolean {
  if (line === '' || !before.startsWith(line)) return false;
  const lastPart = before.slice(line.length);
  return charactersOf(lastPart).length === 1 && stringWidth(before) % columns >= stringWidth(lastPart);
}
