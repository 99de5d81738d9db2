import { expect, test } from 'vitest';
import { expectSlipsNamed, quantitiesInTable } from './wrong-answer-table.ts';

test('the wrong answers in the lecture have the slips that lecture-wrong-answers.txt lists', async () => {
  const lines = quantitiesInTable.flatMap(expectSlipsNamed);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('lecture-wrong-answers.txt');
});
