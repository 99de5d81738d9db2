import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../src/commands/progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a progress writes while the numbers in `done` are done, each 100 ms after the one before. */
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

test('a bar is as full as the work is done', async () => {
  expect(await written([0, 7.9, 12], 12)).toEqual([
    `\r[${' '.repeat(30)}] epoch 0 of 12`,
    `\r[${'='.repeat(17)}${' '.repeat(13)}] epoch 7 of 12`,
    `\r[${'='.repeat(30)}] epoch 12 of 12`,
    '\r\u001B[K',
  ]);
});

test('without a total, the work is only counted', async () => {
  expect(await written([7], undefined)).toEqual(['\repoch 7', '\r\u001B[K']);
});

test('nothing is written where the output is no terminal', async () => {
  expect(await written([7], 12, false)).toEqual([]);
});
