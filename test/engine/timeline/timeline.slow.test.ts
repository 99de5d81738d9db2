import { test } from 'vitest';
import { expectSeeksExact } from './seek-property.ts';

test('a state has the same bits after large moves and after single updates', () => {
  expectSeeksExact(40);
});
