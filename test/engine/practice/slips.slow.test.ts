import { expect, test } from 'vitest';
import { slips } from '../../../src/engine/practice/slips/slip-table.ts';
import { expectSlipsFound, expectSlipsFoundInBatch } from './slip-examples.ts';

test('every slip is found by its answer, in random networks', () => {
  const found = expectSlipsFound(30);
  // sum-for-mean needs a batch of several samples.
  expect(slips.map(({ name }) => name).filter((name) => !found.has(name))).toEqual(['sum-for-mean']);
});

test('every slip is found by its answer, in a batch', () => {
  expectSlipsFoundInBatch(12);
});
