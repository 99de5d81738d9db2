import { expect, test } from 'vitest';
import { slips } from '../../../src/engine/practice/slips/slip-table.ts';
import { wrongPrograms } from './marking/wrong-programs.ts';
import { sampleMistakes } from './mistakes/mistakes.ts';
import { batchMistakes, updateMistakes } from './mistakes/update-mistakes.ts';
import { expectSlipsFound, expectSlipsFoundInBatch } from './slip-examples.ts';

/** The slips of other tests: by name in formula-slips.test.ts and slips.test.ts, and in tables of mistakes. */
const inOtherTests: readonly string[] = [
  ...['wrong-rule', 'mean-for-sum'],
  ...[...sampleMistakes, ...updateMistakes, ...batchMistakes, ...wrongPrograms].flatMap((mistake) => mistake.slips),
];

test('in random networks, a wrong answer that a slip gives is explained by that slip', () => {
  const found = expectSlipsFound(6);
  const names = slips.map(({ name }) => name);
  expect(names.filter((name) => !found.has(name) && !inOtherTests.includes(name))).toEqual([]);
}, 120_000);

test('in a batch of two samples, a wrong gradient that a slip gives is explained by that slip', () => {
  expectSlipsFoundInBatch(6);
}, 120_000);
