import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The texts that a progress bar writes if `show` is called every 100 ms with the next number of `done`. */
async function written(done: readonly number[], total: number | undefined, isTTY = true): Promise<readonly string[]> {
  const texts: string[] = [];
  const write = (text: string): boolean => texts.push(text) > 0;
  const stream: NodeJS.WriteStream = Object.create(process.stderr, {
    isTTY: { value: isTTY },
    write: { value: write },
  });
  const progress = createProgress(stream, total, 'epoch');
  for (const each of done) {
    vi.advanceTimersByTime(100);
    await progress.show(each);
  }
  progress.clear();
  return texts;
}

test('the filled part of the bar shows the share of finished epochs', async () => {
  expect(await written([0, 7.9, 12], 12)).toEqual([
    `\r[${' '.repeat(30)}] epoch 0 of 12`,
    `\r[${'='.repeat(17)}${' '.repeat(13)}] epoch 7 of 12`,
    `\r[${'='.repeat(30)}] epoch 12 of 12`,
    '\r\u001B[K',
  ]);
});

test('without a total, a count of epochs replaces the bar', async () => {
  expect(await written([7], undefined)).toEqual(['\repoch 7', '\r\u001B[K']);
});

test('nothing is written if the output is no terminal', async () => {
  expect(await written([7], 12, false)).toEqual([]);
});
