import { describe, expect, test } from 'vitest';
import { advanceSegment, createSegmentCache, type SegmentCache } from '../../../src/engine/timeline/segment-cache.ts';
import {
  advance,
  createTimeline,
  errorAfter,
  historyUntil,
  stateAfter,
} from '../../../src/engine/timeline/timeline.ts';
import { lecture } from '../../support/lecture.ts';
import { stateWithoutTimeline } from '../../support/walking.ts';
import { expectSeeksExact } from './seek-property.ts';

const bits = (parameters: Float64Array): readonly string[] =>
  [...new BigUint64Array(parameters.slice().buffer)].map((word) => word.toString(16));

/** Moves a cache to the state after `target` updates and returns how many updates it computed for that. */
function updatesComputedFor(cache: SegmentCache, target: number): number {
  const before = cache.computedUpdates;
  advanceSegment(cache, target);
  return cache.computedUpdates - before;
}

describe('a timeline', () => {
  test('has the same bits after large moves and after single updates', () => {
    expectSeeksExact(3);
  });

  test('goes back to any update with the same bits as without a timeline', () => {
    const timeline = createTimeline(lecture);
    advance(timeline, 50_000);
    for (const updates of [1, 0, 777, 2048, 2049, 1, 1300, 0]) {
      expect(bits(stateAfter(timeline, updates))).toEqual(bits(stateWithoutTimeline(lecture, updates)));
    }
  });

  test('computes at most the given number of updates, and continues from there', () => {
    const timeline = createTimeline(lecture);
    expect(advance(timeline, 1000, 300)).toBe(300);
    expect(advance(timeline, 1000, 300)).toBe(600);
    expect(advance(timeline, 1000, 1000)).toBe(1000);
    expect(advance(timeline, 10, 0)).toBeLessThanOrEqual(10);
  });

  test('stores fewer than 4000 errors and 1 MiB of states, and computes at most 8192 updates for a jump back', () => {
    const cache = createSegmentCache(lecture);
    for (const updates of [10_000, 100_000, 3_000_000]) {
      advanceSegment(cache, updates);
      expect(cache.errors.size).toBeLessThan(4000);
      expect(cache.far.states.byteLength + cache.near.states.byteLength).toBeLessThan(2 ** 20);
      expect(updatesComputedFor(cache, Math.floor(updates / 2) + 1)).toBeLessThanOrEqual(8192);
      advanceSegment(cache, updates);
    }
  });

  test('computes fewer than 1024 updates for a step back, even after 3,000,000 updates and after a jump back', () => {
    const cache = createSegmentCache(lecture);
    for (const updates of [3_000_000, 2_002_940, 1_003_500]) {
      advanceSegment(cache, updates);
      for (let back = 1; back <= 3; back++) expect(updatesComputedFor(cache, updates - back)).toBeLessThan(1024);
    }
  });
});

describe('the error history', () => {
  test('of the lecture starts with epoch 0, and every error is smaller than the error of the epoch before', () => {
    const timeline = createTimeline(lecture);
    advance(timeline, 200);
    const history = historyUntil(timeline, 200);
    expect(history[0]).toEqual({ epoch: 0, error: errorAfter(timeline, 0) });
    expect(history).toHaveLength(201);
    expect(history.every(({ error }, at) => at === 0 || error < (history[at - 1]?.error ?? 0))).toBe(true);
  });

  test('up to an epoch stays the same when later epochs are computed', () => {
    const [near, far] = [createTimeline(lecture), createTimeline(lecture)];
    advance(near, 900);
    advance(far, 30_000);
    advance(far, 900);
    expect(historyUntil(far, 900)).toEqual(historyUntil(near, 900));
  });
});
