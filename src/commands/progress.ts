import { setImmediate as othersTurn } from 'node:timers/promises';

/** A bar that is drawn only on a terminal. */
export interface Progress {
  /** Shows how far it is, at most so often that the eye can follow, and lets signals and timers have their turn. */
  show(done: number): Promise<void>;
  clear(): void;
}

const width = 30;
const interval = 100;

/**
 * A bar towards `all` of what `noun` says on a stream, or a count where there is no end to go to; nothing where that
 * is not a terminal.
 */
export function createProgress(stream: NodeJS.WriteStream, all: number | undefined, noun = 'epoch'): Progress {
  let last = performance.now();
  let isShown = false;
  return {
    async show(done) {
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      if (stream.isTTY) {
        stream.write(`\r${textOf(Math.floor(done), all, noun)}`);
        isShown = true;
      }
      await othersTurn();
    },
    clear() {
      if (isShown) stream.write('\r\u001B[K');
    },
  };
}

function textOf(done: number, all: number | undefined, noun: string): string {
  if (all === undefined) return `${noun} ${done}`;
  const filled = Math.floor((width * done) / all);
  return `[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${noun} ${done} of ${all}`;
}
