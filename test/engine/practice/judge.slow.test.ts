import { expect, test } from 'vitest';
import { expectTies, namesInTieTable } from './tie-table.ts';

test('the wrong answers of the lecture and their slips are those of the table', async () => {
  const lines = namesInTieTable.flatMap(expectTies);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('lecture-ties.txt');
});
