import { test } from 'vitest';
import { expectSeeksExact } from './seek-property.ts';

test('a state has the same bits whether it is reached in large moves or update by update', () => {
  expectSeeksExact(40);
});
