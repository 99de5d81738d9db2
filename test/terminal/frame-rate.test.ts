import { expect, test } from 'vitest';
import { type FrameRate, frameRateFor, intervalAfter } from '../../src/terminal/frame-rate.ts';

const local = frameRateFor({});

test.each(['SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'])(
  'the variable %s alone gives the slower frame rate of an ssh connection',
  (name) => {
    const slow = frameRateFor({ [name]: 'set' });
    expect(slow.minInterval).toBeGreaterThan(local.minInterval);
    expect(slow.bytesPerSecond).toBeLessThan(local.bytesPerSecond);
  },
);

test('an ssh connection that the user calls fast has the frame rate of a local terminal', () => {
  expect(frameRateFor({ SSH_TTY: '/dev/pts/1' }, true)).toEqual(local);
});

test('without ssh, 60 frames of any size can be drawn in a second', () => {
  expect(intervalAfter(local, 1)).toBeCloseTo(1000 / 60);
  expect(intervalAfter(local, 1_000_000)).toBeCloseTo(1000 / 60);
});

test('a frame delays the next frame by its transmission time, but by at least minInterval and at most 400 ms', () => {
  const rate: FrameRate = { minInterval: 150, bytesPerSecond: 1000 };
  // ssh and TCP add 100 bytes to each frame.
  expect([0, 50, 51, 200, 300, 301, 10_000].map((bytes) => intervalAfter(rate, bytes))).toEqual([
    150, 150, 151, 300, 400, 400, 400,
  ]);
});
