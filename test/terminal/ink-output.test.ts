import { expect, test, vi } from 'vitest';
import { createInkOutput } from '../../src/terminal/ink-output.ts';

function outputOf() {
  const frames: string[] = [];
  const output = createInkOutput(
    process.stdout,
    (frame) => frames.push(frame),
    () => ({ columns: 33, rows: 7 }),
  );
  return { output, frames };
}

test('onFrame gets each written frame, but not an empty text', () => {
  const { output, frames } = outputOf();
  for (const frame of ['one', '', 'two']) output.write(frame);
  expect(frames).toEqual(['one', 'two']);
});

// Ink waits for this callback before it exits.
test('write calls its callback after it has returned, even if the text is empty', async () => {
  const { output } = outputOf();
  const callback = vi.fn();
  output.write('', callback);
  output.write('frame', callback);
  output.write('frame', 'utf8', callback);
  expect(callback).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(callback).toHaveBeenCalledTimes(3);
});

test('the output does not claim to be a terminal, and has the given size', () => {
  const { output } = outputOf();
  expect([output.isTTY, output.columns, output.rows]).toEqual([false, 33, 7]);
});

test('listeners of the output are not added to the real stdout', () => {
  const { output } = outputOf();
  const count = process.stdout.listenerCount('resize');
  output.on('resize', () => undefined);
  expect(process.stdout.listenerCount('resize')).toBe(count);
});
