import { expect, test } from 'vitest';
import { slips } from '../../../src/engine/practice/slips/slip-table.ts';
import { expectSlipsFound, expectSlipsFoundInBatch } from './slip-examples.ts';

test('in random networks, a wrong answer that a slip gives is explained by that slip', () => {
  const found = expectSlipsFound(30);
  // These two need a batch of several samples.
  expect(slips.map(({ name }) => name).filter((name) => !found.has(name))).toEqual(['sum-for-mean', 'mean-for-sum']);
});

test('in a batch of two samples, a wrong gradient that a slip gives is explained by that slip', () => {
  expectSlipsFoundInBatch(12);
});
