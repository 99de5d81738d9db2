import stringWidth from 'string-width';
import { charactersOf } from '../notation/cell-width.ts';

/** Lines of text for a screen reader. No line is drawn over. */
export interface LineOutput {
  /**
   * Writes a line below the one before. A line that extends the one before, or lacks only its last character, as while
   * the user types, changes the one before instead: the screen reader then reads just the difference.
   */
  announce(line: string): void;
  /** Writes the last line again, and ends a pause. */
  repeat(): void;
  /** Writes nothing until `repeat` is called. */
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
    repeat() {
      isPaused = false;
      write(lineBelow(latest, latest));
    },
    pause() {
      isPaused = true;
    },
  };
}

/** The text that turns the line `before` into `line`, or else writes `line` below it. */
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
 * Whether `line` is `before` without its last character, and that character can be erased. It cannot in a wrapped line
 * if it is above the row of the cursor: terminals do not move the cursor back over the left margin.
 */
function canEraseTo(before: string, line: string, columns: number): boolean {
  if (line === '' || !before.startsWith(line)) return false;
  const lastPart = before.slice(line.length);
  return charactersOf(lastPart).length === 1 && stringWidth(before) % columns >= stringWidth(lastPart);
}
