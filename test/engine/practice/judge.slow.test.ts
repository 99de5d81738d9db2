import { expect, test } from 'vitest';
import { expectSlipsNamed, quantitiesInTable } from './wrong-answer-table.ts';

test('the wrong answers in the lecture are explained as in lecture-wrong-answers.txt', async () => {
  const lines = quantitiesInTable.flatMap(expectSlipsNamed);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('lecture-wrong-answers.txt');
});
