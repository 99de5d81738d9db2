import stringWidth from 'string-width';
import { charactersOf } from '../notation/cell-width.ts';

/** What tells a screen reader something. */
export interface Teller {
  /**
   * Says a line, below the one before; nothing is drawn over. Where it only goes on from the last, or lost its last
   * characters, as while something is typed, that is all that changes.
   */
  say(line: string): void;
  /** Says the last line once more. */
  repeat(): void;
  /** Says nothing from now on, until it is to repeat. */
  pause(): void;
}

const eraseCell = '\b \b';

export function createTeller(write: (text: string) => void, columns: () => number): Teller {
  let latest = '';
  let isPaused = false;
  /** Whether what a line lost stood before the margin, which terminals do not go back over. */
  const isWrapped = (before: string, line: string): boolean =>
    stringWidth(before) % columns() < stringWidth(before.slice(line.length));
  const start = (line: string): void => write((latest === '' ? '' : '\r\n') + line.replaceAll('\n', '\r\n'));
  return {
    say(line) {
      const before = latest;
      if (isPaused) {
        latest = line;
        return;
      }
      if (before !== '' && line.startsWith(before) && line !== before) write(line.slice(before.length));
      else if (line !== '' && before.startsWith(line) && isOneLess(line, before) && !isWrapped(before, line)) {
        write(eraseCell.repeat(stringWidth(before.slice(line.length))));
      } else start(line);
      latest = line;
    },
    repeat() {
      isPaused = false;
      start(latest);
    },
    pause() {
      isPaused = true;
    },
  };
}

/** Whether a line lost its last character. */
function isOneLess(line: string, before: string): boolean {
  return charactersOf(before.slice(line.length)).length === 1;
}
