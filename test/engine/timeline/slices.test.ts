import { test } from 'vitest';
import { expectSlicesExact } from './slices-property.ts';

test('updates in slices, stopped and continued at random, compute the same bits as updates at once', () => {
  expectSlicesExact(40);
});
