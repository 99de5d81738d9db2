import { expect, test } from 'vitest';
import { createInputQueue } from '../../src/terminal/input-queue.ts';
import type { Input } from '../../src/terminal/key-decoder.ts';

/** Lets pending promises settle. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A queue that delivers one input in each frame. `calls` has the inputs of each call of the queue's listener. */
function queueByFrame() {
  const calls: (readonly Input[])[] = [];
  const frames: (() => void)[] = [];
  const queue = createInputQueue(() => new Promise((resolve) => frames.push(resolve)));
  queue.subscribe((inputs) => calls.push(inputs));
  return {
    queue,
    calls,
    async endFrame(): Promise<void> {
      frames.shift()?.();
      await turn();
    },
  };
}

test('a queue that does not wait for frames passes all inputs of one `add` to its listener in one call, while it is subscribed', () => {
  const calls: (readonly Input[])[] = [];
  const queue = createInputQueue(undefined);
  queue.add(['a']);
  const unsubscribe = queue.subscribe((inputs) => calls.push(inputs));
  queue.add(['b', 'c']);
  unsubscribe();
  queue.add(['d']);
  expect(calls).toEqual([['b', 'c']]);
});

test('a queue that waits for frames passes one input to its listener in each frame, in order', async () => {
  const { queue, calls, endFrame } = queueByFrame();
  queue.add(['a', { pasted: 'text' }]);
  queue.add(['b']);
  expect(calls).toEqual([['a']]);
  await endFrame();
  expect(calls).toEqual([['a'], [{ pasted: 'text' }]]);
  await endFrame();
  await endFrame();
  queue.add(['c']);
  expect(calls).toEqual([['a'], [{ pasted: 'text' }], ['b'], ['c']]);
});

test('Ctrl-C drops the inputs that wait for a frame', async () => {
  const { queue, calls, endFrame } = queueByFrame();
  queue.add(['a', 'b', 'c']);
  queue.add(['ctrl+c']);
  await endFrame();
  expect(calls).toEqual([['a'], ['ctrl+c']]);
});
