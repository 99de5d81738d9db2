import { setImmediate as nextTurn } from 'node:timers/promises';
import { commandMessages, type ProgressNoun } from './command-messages.ts';

/** A progress bar that is drawn only on a terminal. */
export interface Progress {
  /** Shows that `done` are done, at most every `interval`. Then it also lets signals and timers run. */
  show(done: number): Promise<void>;
  clear(): void;
}

/** In cells. */
const barWidth = 30;

/** Milliseconds between two drawings. */
const interval = 100;

/** A bar of `total` epochs or parameters. Without a total, it only counts them. */
export function createProgress(stream: NodeJS.WriteStream, total: number | undefined, noun: ProgressNoun): Progress {
  let lastTime = performance.now();
  let isShown = false;
  return {
    async show(done) {
      const now = performance.now();
      if (now - lastTime < interval) return;
      lastTime = now;
      if (stream.isTTY) {
        stream.write(`\r${barText(noun, Math.floor(done), total)}`);
        isShown = true;
      }
      await nextTurn();
    },
    clear() {
      if (isShown) stream.write('\r\u001B[K');
    },
  };
}

/** Such as: [=======     ] epoch 7 of 12. */
function barText(noun: ProgressNoun, done: number, total: number | undefined): string {
  const { progress: messages } = commandMessages;
  if (total === undefined) return messages.count(noun, done);
  const filled = Math.floor((barWidth * done) / total);
  return `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${messages.countOf(noun, done, total)}`;
}
