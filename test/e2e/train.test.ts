import { expect, test } from 'vitest';
import { runProgram } from '../support/terminal-fixtures.ts';

test('train shows a progress bar on a terminal, and removes the bar before it prints the result', async () => {
  const terminal = runProgram(['train', '--epochs', '8000000']);
  await terminal.shows(/\[=* *\] epoch \d+ of 8000000/);
  await terminal.shows('w8 = ');
  expect(await terminal.exited).toBe(0);
  expect(terminal.rows().join('\n')).not.toContain('[');
});

test('Ctrl-C stops training, and train prints the parameters so far', async () => {
  const terminal = runProgram(['train', '--epochs', '900000000']);
  await terminal.shows(/epoch \d{4,} of/);
  terminal.send('\u0003');
  await terminal.shows(/backstep: interrupted after epoch \d+/);
  expect(await terminal.exited).toBe(130);
  expect(terminal.rows().join('\n')).toMatch(/w8 = \d/);
});

test('without a last epoch, train shows the number of the epoch instead of a bar', async () => {
  // This lesson has many samples, so its training takes long enough to show progress.
  const terminal = runProgram(['train', 'softmax', '--until', '1e-300']);
  await terminal.shows(/^epoch \d+$/m);
});
