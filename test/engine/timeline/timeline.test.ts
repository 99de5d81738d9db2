import { describe, expect, test } from 'vitest';
import { advanceSegment, createSegmentCache, historyBytes } from '../../../src/engine/timeline/segment-cache.ts';
import {
  advance,
  createTimeline,
  errorAfter,
  historyUntil,
  stateAfter,
} from '../../../src/engine/timeline/timeline.ts';
import { lecture } from '../../support/lecture.ts';
import { straightRun } from '../../support/walking.ts';

const bits = (parameters: Float64Array): readonly string[] =>
  [...new BigUint64Array(parameters.slice().buffer)].map((word) => word.toString(16));

describe('a timeline', () => {
  test('goes back to any update with the same bits', () => {
    const timeline = createTimeline(lecture);
    advance(timeline, 50_000);
    for (const updates of [1, 0, 777, 2048, 2049, 1, 1300, 0]) {
      expect(bits(stateAfter(timeline, updates))).toEqual(bits(straightRun(lecture, updates)));
    }
  });

  test('stops where it may run no further, and goes on from there', () => {
    const timeline = createTimeline(lecture);
    expect(advance(timeline, 1000, 300)).toBe(300);
    expect(advance(timeline, 1000, 300)).toBe(600);
    expect(advance(timeline, 1000, 1000)).toBe(1000);
    expect(advance(timeline, 10, 0)).toBeLessThanOrEqual(10);
  });

  test('remembers a bounded number of states and errors, and never has far to go back', () => {
    const track = createSegmentCache(lecture);
    for (const updates of [10_000, 100_000, 3_000_000]) {
      advanceSegment(track, updates);
      expect(track.far.count).toBeLessThanOrEqual(track.far.capacity);
      expect(track.errors.size).toBeLessThan(4000);
      const before = track.ran;
      advanceSegment(track, Math.floor(updates / 2) + 1);
      expect(track.ran - before).toBeLessThanOrEqual(8192);
      advanceSegment(track, updates);
    }
    expect(historyBytes(track.state.length)).toBeLessThan(2 ** 20);
  });
});

describe('the error history', () => {
  test('starts before the first update and falls towards the present', () => {
    const timeline = createTimeline(lecture);
    advance(timeline, 200);
    const history = historyUntil(timeline, 200);
    expect(history[0]).toEqual({ epoch: 0, error: errorAfter(timeline, 0) });
    expect(history).toHaveLength(201);
    expect(history.every(({ error }, at) => at === 0 || error < (history[at - 1]?.error ?? 0))).toBe(true);
  });

  test('is the same for an epoch, however far time has been since', () => {
    const [near, far] = [createTimeline(lecture), createTimeline(lecture)];
    advance(near, 900);
    advance(far, 30_000);
    advance(far, 900);
    expect(historyUntil(far, 900)).toEqual(historyUntil(near, 900));
  });
});
