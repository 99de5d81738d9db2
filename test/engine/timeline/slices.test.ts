import { expect, test } from 'vitest';
import { prepareSlice, valuesOf } from '../../../src/engine/timeline/preparation.ts';
import { createTimeline } from '../../../src/engine/timeline/timeline.ts';
import { lecture } from '../../support/lecture.ts';
import { expectSlicesExact } from './slices-property.ts';

test('updates in slices, stopped and continued at random, compute the same bits as updates at once', () => {
  expectSlicesExact(40);
});

test('the prepared values of an update are not computed again', () => {
  const timeline = createTimeline(lecture);
  while (!prepareSlice(timeline, 3, true, 1));
  expect(valuesOf(timeline, 3)).toBe(valuesOf(timeline, 3));
});
