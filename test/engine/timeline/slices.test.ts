import { test } from 'vitest';
import { expectSlicesExact } from './slices-property.ts';

test('updates in slices, given up and continued at random, compute the same bits as updates at once', () => {
  expectSlicesExact(40);
});
