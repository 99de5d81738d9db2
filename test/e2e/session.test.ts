import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keys, program, runInTerminal, type TestTerminal } from '../support/terminal.ts';

const open: TestTerminal[] = [];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backstep-'));
});

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** The program in a state directory of the test's own. */
function backstep(words: readonly string[]): TestTerminal {
  const terminal = runInTerminal([program, ...words], { environment: { XDG_STATE_HOME: folder } });
  open.push(terminal);
  return terminal;
}

async function opened(words: readonly string[] = []): Promise<TestTerminal> {
  const terminal = backstep(words);
  await terminal.shows('q quit');
  return terminal;
}

/** Waits until what is kept has `part` in it. */
async function keeps(part: string): Promise<void> {
  const read = (): string => {
    const state = join(folder, 'backstep');
    const names = readdirSync(state).filter((name) => name.endsWith('.session.json'));
    return names.map((name) => readFileSync(join(state, name), 'utf8')).join('');
  };
  await expect.poll(read, { timeout: 10_000 }).toContain(part);
}

test.each(['SIGKILL', 'SIGHUP', 'SIGTERM'])('a session that ends by %s is resumed where it was', async (signal) => {
  const terminal = await opened();
  terminal.send('e=alpha 5\r');
  await terminal.shows('Changed α to 5, from update 1 on');
  terminal.send(`e${keys.right.repeat(9)}`);
  await terminal.shows('error 1/3');
  // A kill leaves no time to keep anything.
  if (signal === 'SIGKILL') await keeps('"position":{"update":3,"step":9}');
  await terminal.shows('How far o1 missed');
  const before = terminal.rows();
  terminal.process.kill(signal);
  await terminal.exited;
  const again = await opened(['--resume']);
  await expect.poll(() => again.rows()).toEqual(before);
});

test('a session that is left is resumed where it was', async () => {
  const terminal = await opened();
  terminal.send('ppp');
  await terminal.shows('backward ✓');
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
  const again = await opened(['--resume']);
  await again.shows('backward ✓');
});

test('without a session there is nothing to resume', async () => {
  const terminal = backstep(['--resume']);
  await terminal.shows('backstep: there is no session to resume yet');
  expect(await terminal.exited).toBe(2);
});

test('s saves a session that opens at the same place, with its change and its mark', async () => {
  const file = join(folder, 'mine.json');
  const terminal = await opened();
  terminal.send('g20\r');
  await terminal.shows('epoch 20 ');
  terminal.send('m=alpha 5\rg30\r');
  await terminal.shows('epoch 30 ');
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  terminal.send('h');
  await terminal.shows('update 8/9');
  terminal.send('l');
  await terminal.shows('One update done');
  const before = terminal.rows();
  terminal.send('q');
  await terminal.exited;
  const again = await opened([file]);
  await again.shows('epoch 30 ');
  await again.shows('One update done');
  await expect.poll(() => again.rows()).toEqual(before);
});

test('a session that went on where training ran out of numbers opens there, too', async () => {
  const terminal = await opened();
  terminal.send('=o identity\r');
  await terminal.shows('Changed layer 2 to identity');
  terminal.send('=alpha 1e200\reeeeel');
  await terminal.shows(/epoch 6 [\s\S]*net_h1 = .* = NaN[\s\S]*q quit/);
  const before = terminal.rows();
  terminal.send('q');
  await terminal.exited;
  const again = await opened(['--resume']);
  await expect.poll(() => again.rows()).toEqual(before);
});

test('a session whose numbers are others by now says so', async () => {
  const file = join(folder, 'mine.json');
  const terminal = await opened();
  terminal.send('ee');
  await terminal.shows('epoch 2 ');
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  terminal.send('q');
  await terminal.exited;
  writeFileSync(file, readFileSync(file, 'utf8').replace('0.15', '0.16'));
  const again = await opened([file]);
  await again.shows('The numbers are not those that were saved');
});

test('a file that is no session stays as it is', async () => {
  const file = join(folder, 'essay.txt');
  writeFileSync(file, 'words');
  const terminal = await opened();
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Not saved');
  expect(readFileSync(file, 'utf8')).toBe('words');
});

test('a place far away is gone to, and can be left', async () => {
  const file = join(folder, 'far.json');
  const terminal = await opened();
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  const far = readFileSync(file, 'utf8').replace('"update":1,"step":0', '"update":900000000,"step":44');
  writeFileSync(file, far.replace(/"fingerprint":"[^"]*"/, '"fingerprint":"00000000"'));
  const again = backstep([file]);
  await again.shows(/going to epoch 900,000,000: at \d+,\d{3}/);
  again.send('r');
  await again.shows('One update done');
});
