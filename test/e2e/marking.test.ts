import { test } from 'vitest';
import { runProgram } from '../support/terminal-fixtures.ts';

test('mark --open opens the stepper at the first wrong number', async () => {
  const terminal = runProgram(['mark', 'dE_total/dw5=0.0361', 'delta_o1=0.1409', 'lecture', '--open']);
  await terminal.shows(/= •0\.0714 +yours: 0\.0361/);
  await terminal.shows('Yours: 0.0361.');
  terminal.send('q');
});
