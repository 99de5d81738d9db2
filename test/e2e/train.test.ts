import { afterEach, expect, test } from 'vitest';
import { program, runInTerminal, type TestTerminal } from '../support/terminal.ts';

const open: TestTerminal[] = [];

function train(...words: readonly string[]): TestTerminal {
  const terminal = runInTerminal([program, 'train', ...words]);
  open.push(terminal);
  return terminal;
}

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
});

test('on a terminal, training shows how far it is, and then only its result', async () => {
  const terminal = train('--epochs', '8000000');
  await terminal.shows(/\[=* *\] epoch \d+ of 8000000/);
  await terminal.shows('w8 = ');
  expect(await terminal.exited).toBe(0);
  expect(terminal.rows().join('\n')).not.toContain('[');
});

test('Ctrl-C ends training with what it has reached', async () => {
  const terminal = train('--until', '1e-300');
  await terminal.shows(/^epoch \d{4,}$/m);
  terminal.send('\u0003');
  await terminal.shows(/backstep: interrupted after epoch \d+/);
  expect(await terminal.exited).toBe(130);
  expect(terminal.rows().join('\n')).toMatch(/w8 = \d/);
});

test('without an end in sight, it counts', async () => {
  const terminal = train('--until', '1e-300');
  await terminal.shows(/^epoch \d+$/m);
});
