import { expect, test } from 'vitest';
import { lecture } from '../../support/lecture.ts';
import { lessonNamed } from '../../support/lessons.ts';
import { afterKeys, frameOf } from '../../support/stepper.ts';

/** The rows of the weights panel, without its heading, on a screen of 80×24. */
function rowsAfter(keys: readonly string[], experiment = lecture): readonly string[] {
  const frame = frameOf(afterKeys(keys, experiment).view).split('\n');
  return frame.map((row) => row.slice(2, 38)).filter((row) => /^[ ▸][wb]\d /.test(row));
}

test('if not all weights fit, the selected weight is in the middle row, except near the ends of the table', () => {
  const downs = (count: number): readonly string[] => Array.from({ length: count }, () => 'down');
  const selectedRows = [0, 3, 4, 7].map((count) => rowsAfter(downs(count)).findIndex((row) => row.startsWith('▸')));
  expect(selectedRows).toEqual([0, 3, 3, 5]);
});

test('a frozen parameter is marked as frozen', () => {
  const rows = rowsAfter(['e', 'tab', 'tab', 'pagedown', 'pagedown'], lessonNamed('mazur-as-published'));
  expect(rows.filter((row) => row.includes('frozen')).map((row) => row.slice(1, 3))).toEqual(['b1', 'b2']);
});

test('the difference from the marked run has a plus or minus sign', () => {
  const [w1, w2] = rowsAfter(['m', '=', ...'w1 0.2', 'return', '=', ...'w2 0.1', 'return', 'k', 'k']);
  expect(w1).toMatch(/^▸w1 .*0\.2000 +\+0\.0500/);
  expect(w2).toMatch(/^ w2 .*0\.1000 +−0\.1000/);
});
