import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { keys, type TestTerminal } from '../support/terminal.ts';
import { openProgram, runProgram, temporaryFolder } from '../support/terminal-fixtures.ts';

/** The folder for the files of a test and for the sessions of its programs. */
let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
});

function openInFolder(words: readonly string[] = []): Promise<TestTerminal> {
  return openProgram(words, { environment: { XDG_STATE_HOME: folder } });
}

/** Waits until the autosaved session contains `part`. */
async function autosaves(part: string): Promise<void> {
  const read = (): string => {
    const state = join(folder, 'backstep');
    const names = readdirSync(state).filter((name) => name.endsWith('.session.json'));
    return names.map((name) => readFileSync(join(state, name), 'utf8')).join('');
  };
  await expect.poll(read).toContain(part);
}

test.each(['SIGKILL', 'SIGHUP', 'SIGTERM'])('after %s, --resume shows the same screen', async (signal) => {
  const terminal = await openInFolder();
  terminal.send('e=alpha 5\r');
  await terminal.shows('Changed α to 5, from update 1 on');
  terminal.send(`e${keys.right.repeat(9)}`);
  await terminal.shows('error 1/3');
  // Unlike the other signals, SIGKILL leaves no time to save.
  if (signal === 'SIGKILL') await autosaves('"position":{"update":3,"step":9}');
  await terminal.shows('How far o1 missed');
  const before = terminal.rows();
  terminal.process.kill(signal);
  await terminal.exited;
  const again = await openInFolder(['--resume']);
  await expect.poll(() => again.rows()).toEqual(before);
});

test('after q, --resume opens the session at the same step', async () => {
  const terminal = await openInFolder();
  terminal.send('ppp');
  await terminal.shows('backward ✓');
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
  const again = await openInFolder(['--resume']);
  await again.shows('backward ✓');
});

test('after SIGKILL, --resume shows the weight, the factors, the picture, the zoom and the question as they were', async () => {
  const terminal = await openInFolder();
  terminal.send('ppp/w1\r\rvv');
  await terminal.shows('sigmoid of h1');
  terminal.send('.d0.523\r??0.1');
  await terminal.shows('> 0.1_');
  await autosaves('"typed":"0.1"');
  const before = terminal.rows();
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  const again = runProgram(['--resume'], { environment: { XDG_STATE_HOME: folder } });
  await expect.poll(() => again.rows()).toEqual(before);
});

const networkOf = (session: string): string => session.replace('.session.', '.network.');

test('two steppers at the same time both keep their sessions', async () => {
  const [one, two] = [await openInFolder(), await openInFolder(['xor'])];
  for (const [terminal, keys, text] of [
    [one, 'p', 'forward ✓'],
    [two, 'pp', 'error ✓'],
    [one, 'p', 'error ✓'],
  ] as const) {
    terminal.send(keys);
    await terminal.shows(text);
  }
  one.send('q');
  await one.exited;
  two.send('q');
  await two.exited;
  expect(readdirSync(join(folder, 'backstep'))).toHaveLength(4);
  const state = join(folder, 'backstep');
  const sessions = readdirSync(state).filter((name) => name.endsWith('.session.json'));
  for (const [name, step] of [
    ['lecture', 11],
    ['xor', 41],
  ] as const) {
    const file = sessions.find((each) => readFileSync(networkOf(join(state, each)), 'utf8').includes(`"${name}"`));
    expect(readFileSync(join(state, file ?? ''), 'utf8')).toContain(`"position":{"update":1,"step":${step}}`);
  }
});

test('in a folder that is not writable, a stepper says once that it keeps nothing, and quits without an error', async () => {
  const terminal = await openProgram([], { environment: { XDG_STATE_HOME: '/sys' } });
  terminal.send('l');
  await terminal.shows('Not kept for --resume: ');
  terminal.send('l');
  await terminal.shows('forward 2/8');
  await terminal.shows(/^(?![\s\S]*Not kept)/);
  terminal.send('s\u0015/sys/mine.json\r');
  await terminal.shows('Not saved: /sys/mine.json: cannot be written');
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
});

test('--resume opens the latest session that can be read, and says that it is not the latest', async () => {
  const terminal = await openInFolder();
  terminal.send('ppp');
  await terminal.shows('backward ✓');
  terminal.send('q');
  await terminal.exited;
  // The broken file has a time in the future, so it is the latest for certain.
  const broken = join(folder, 'backstep', 'broken.session.json');
  writeFileSync(broken, '{');
  utimesSync(broken, new Date(), new Date(Date.now() + 60_000));
  const again = await openInFolder(['--resume']);
  await again.shows(/This is an older session\. The latest cannot be read: line 1/);
  await again.shows('backward ✓');
});

test('a relative XDG_STATE_HOME is ignored, as its specification says', async () => {
  const state = join(folder, 'state');
  const environment = { XDG_STATE_HOME: relative(process.cwd(), state), HOME: folder };
  const terminal = await openProgram([], { environment });
  terminal.send('e');
  await terminal.shows('epoch 1 ');
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
  expect(readdirSync(join(folder, '.local', 'state', 'backstep'))).toHaveLength(2);
  expect(existsSync(state)).toBe(false);
});

test('--resume is refused if no session was saved', async () => {
  const terminal = runProgram(['--resume'], { environment: { XDG_STATE_HOME: folder } });
  await terminal.shows('backstep: there is no session to resume yet');
  expect(await terminal.exited).toBe(2);
});

test('a file saved with s opens with the same screen: with the change of α and the marked run', async () => {
  const file = join(folder, 'mine.json');
  const terminal = await openInFolder();
  terminal.send('g20\r');
  await terminal.shows('epoch 20 ');
  terminal.send('m=alpha 5\rg30\r');
  await terminal.shows('epoch 30 ');
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  terminal.send('h');
  await terminal.shows(/update 8\/9(?![\s\S]*One update done)/);
  terminal.send('l');
  await terminal.shows('One update done');
  const before = terminal.rows();
  terminal.send('q');
  await terminal.exited;
  const again = await openInFolder([file]);
  await again.shows('epoch 30 ');
  await again.shows('One update done');
  await expect.poll(() => again.rows()).toEqual(before);
});

test('a session opens at numbers that have become NaN, and goes no further', async () => {
  const file = join(folder, 'mine.json');
  const terminal = await openInFolder();
  terminal.send('=o identity\r');
  await terminal.shows('Changed layer 2 to identity');
  terminal.send('=alpha 1e200\reeeee');
  await terminal.shows('Stopped: ');
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  terminal.send('q');
  await terminal.exited;
  // Older versions went on to such positions.
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"position":\{[^}]*\}/, '"position":{"update":6,"step":1}'));
  const again = await openInFolder([file]);
  await again.shows(/epoch 6 [\s\S]*net_h1 = .* = NaN/);
  again.send('e');
  await again.shows(/epoch 6 [\s\S]*Stopped: /);
});

test('a session file opens with a warning if its weights were changed after it was saved', async () => {
  const file = join(folder, 'mine.json');
  const terminal = await openInFolder();
  terminal.send('ee');
  await terminal.shows('epoch 2 ');
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  terminal.send('q');
  await terminal.exited;
  writeFileSync(file, readFileSync(file, 'utf8').replace('0.15', '0.16'));
  const again = await openInFolder([file]);
  await again.shows('These numbers differ from the saved ones');
});

test('s does not overwrite a file that is not a session', async () => {
  const file = join(folder, 'essay.txt');
  writeFileSync(file, 'words');
  const terminal = await openInFolder();
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Not saved');
  expect(readFileSync(file, 'utf8')).toBe('words');
});

test('a session at a very late epoch opens with the progress of the move to this epoch, and r stops the move', async () => {
  const file = join(folder, 'far.json');
  const terminal = await openInFolder();
  terminal.send(`s\u0015${file}\r`);
  await terminal.shows('Saved.');
  const far = readFileSync(file, 'utf8').replace('"update":1,"step":0', '"update":900000000,"step":44');
  writeFileSync(file, far.replace(/"fingerprint":"[^"]*"/, '"fingerprint":"00000000"'));
  const again = runProgram([file], { environment: { XDG_STATE_HOME: folder } });
  await again.shows(/going to epoch 900,000,000: at \d+,\d{3}/);
  again.send('r');
  // The end of this narration does not fit on the screen if the error in it is a very small number.
  await again.shows(/^(?![\s\S]*going to epoch)[\s\S]*Forward once more, with new weights: /);
});
