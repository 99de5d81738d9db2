import type { Display } from './painter.ts';

const eraseLast = '\b \b';

/**
 * A display for screen readers: each frame is a line of its own, below the one before, and nothing is drawn over. Where a
 * frame only goes on from the last, as while something is typed, what is new is added to its line.
 */
export function createTeller(write: (text: string) => void): Display {
  let said = '';
  let isPaused = false;
  return {
    show(frame) {
      if (isPaused || frame === said) return;
      if (said !== '' && frame.startsWith(said)) write(frame.slice(said.length));
      else if (said.startsWith(frame) && said.length === frame.length + 1) write(eraseLast);
      else write((said === '' ? '' : '\r\n') + frame.replaceAll('\n', '\r\n'));
      said = frame;
    },
    forget: () => undefined,
    refresh() {
      isPaused = false;
      write((said === '' ? '' : '\r\n') + said);
    },
    pause() {
      isPaused = true;
    },
  };
}
