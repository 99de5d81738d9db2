import { commandMessages, type ProgressNoun } from './command-messages.ts';

/** A progress bar that is drawn only on a terminal. */
export interface Progress {
  /**
   * At most once every `minInterval` ms, draws the bar with `done` finished items and yields to the event loop, so that
   * Ctrl-C is noticed.
   */
  show(done: number): Promise<void>;
  clear(): void;
}

/** The width of the bar, in cells. */
const barWidth = 30;

/** The minimum number of milliseconds between two drawings. */
const minInterval = 100;

/**
 * `total` is the number of items: epochs or parameters. Without `total`, a count of finished items replaces the bar.
 */
export function createProgress(stream: NodeJS.WriteStream, total: number | undefined, noun: ProgressNoun): Progress {
  let lastTime = performance.now();
  let isShown = false;
  return {
    async show(done) {
      const now = performance.now();
      if (now - lastTime < minInterval) return;
      lastTime = now;
      if (stream.isTTY) {
        stream.write(`\r${barText(noun, Math.floor(done), total)}`);
        isShown = true;
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
    clear() {
      if (isShown) stream.write('\r\u001B[K');
    },
  };
}

/** For example: [=======     ] epoch 7 of 12. */
function barText(noun: ProgressNoun, done: number, total: number | undefined): string {
  const { progress: messages } = commandMessages;
  if (total === undefined) return messages.count(noun, done);
  const filled = Math.floor((barWidth * done) / total);
  return `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${messages.countOf(noun, done, total)}`;
}
