import { expect, test } from 'vitest';
import { type FrameRate, frameRateFor, intervalAfter } from '../../src/terminal/frame-rate.ts';

const local = frameRateFor({});

test.each(['SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'])('%s by itself means a slow line', (name) => {
  const slow = frameRateFor({ [name]: 'set' });
  expect(slow.minInterval).toBeGreaterThan(local.minInterval);
  expect(slow.bytesPerSecond).toBeLessThan(local.bytesPerSecond);
});

test('the local frame rate is 60 a second for frames of any size', () => {
  expect(intervalAfter(local, 1)).toBeCloseTo(1000 / 60);
  expect(intervalAfter(local, 1_000_000)).toBeCloseTo(1000 / 60);
});

test('a frame delays the next one by its time on the line, within limits', () => {
  const rate: FrameRate = { minInterval: 150, bytesPerSecond: 1000 };
  // Each frame is counted with 100 bytes for its packet.
  expect([0, 50, 51, 200, 300, 301, 10_000].map((bytes) => intervalAfter(rate, bytes))).toEqual([
    150, 150, 151, 300, 400, 400, 400,
  ]);
});
