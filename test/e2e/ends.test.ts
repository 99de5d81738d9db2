import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { steppersWith } from '../support/processes.ts';
import { program, runInTerminal, type TestTerminal } from '../support/terminal.ts';

const open: TestTerminal[] = [];

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
});

const node = process.execPath;
const crashing = fileURLToPath(new URL('crashing.ts', import.meta.url));

/** An interactive shell, ready for a command. */
async function shellIn(environment: Readonly<Record<string, string>> = {}, file = '/bin/sh'): Promise<TestTerminal> {
  const words = file.endsWith('bash') ? ['--norc', '-i'] : ['-i', '-m'];
  const shell = runInTerminal(words, { file, environment: { PS1: 'ready> ', ...environment } });
  open.push(shell);
  await shell.shows('ready>');
  return shell;
}

/** Sends a signal to the stepper that runs in a folder of its own. */
function signal(folder: string, name: NodeJS.Signals): void {
  const [pid] = steppersWith(folder);
  if (pid === undefined) throw new Error('it does not run');
  process.kill(pid, name);
}

let asked = 0;

/** The modes of a shell's terminal, as stty gives them. */
async function modes(shell: TestTerminal): Promise<string> {
  asked += 1;
  const file = join(tmpdir(), `backstep-modes-${process.pid}-${asked}`);
  shell.send(`stty -a > '${file}'; echo asked-$((${asked} * 100))\r`);
  await shell.shows(`asked-${asked * 100}`);
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  return text;
}

describe('however it ends, the terminal is as it was, and the exit code tells', () => {
  test.each<readonly [name: string, code: number, end: (shell: TestTerminal, folder: string) => void]>([
    ['q', 0, (shell) => shell.send('q')],
    ['Ctrl-C', 0, (shell) => shell.send('\u0003')],
    ['Ctrl-\\', 131, (shell) => shell.send('\u001c')],
    ['SIGINT', 130, (_, folder) => signal(folder, 'SIGINT')],
    ['SIGTERM', 143, (_, folder) => signal(folder, 'SIGTERM')],
    ['SIGHUP', 129, (_, folder) => signal(folder, 'SIGHUP')],
    ['SIGQUIT', 131, (_, folder) => signal(folder, 'SIGQUIT')],
  ])('%s', async (_, code, end) => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-ends-'));
    const shell = await shellIn({ XDG_STATE_HOME: folder });
    const before = await modes(shell);
    shell.send(`'${node}' '${program}'\r`);
    await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
    shell.send('lll');
    await shell.shows('forward 3/8');
    end(shell, folder);
    await expect.poll(() => shell.screen.buffer.active.type, { timeout: 5000 }).toBe('normal');
    shell.send('echo "code $?"\r');
    await shell.shows(`code ${code}`);
    expect(shell.screen.modes.bracketedPasteMode).toBe(false);
    expect(shell.screen.modes.mouseTrackingMode).toBe('none');
    expect(await modes(shell)).toBe(before);
    shell.send(`'${node}' '${program}' --resume\r`);
    await shell.shows('forward 3/8');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test.each([
    ['while it draws', 'x', 'lost its way'],
    ['on a key', 'y', 'lost its key'],
  ])('a mistake %s is confessed where it can be read', async (_, key, message) => {
    const shell = await shellIn();
    const before = await modes(shell);
    shell.send(`'${node}' '${crashing}'; echo "code $?"\r`);
    await shell.shows('up and running');
    shell.send(key);
    await shell.shows('code 70');
    expect(shell.screen.buffer.active.type).toBe('normal');
    expect(shell.rows().join('\n')).toMatch(new RegExp(`a mistake of its own[\\s\\S]*${message}`));
    expect(await modes(shell)).toBe(before);
  });
});

test.each(['/dev/null/state', '/proc/state'])(
  'a session that cannot be kept in %s is said to be lost, and no more',
  async (folder) => {
    const shell = await shellIn({ XDG_STATE_HOME: folder });
    shell.send(`'${node}' '${program}'\r`);
    await shell.shows('Nothing is computed yet');
    shell.send('ll');
    await shell.shows(/Not kept/);
    shell.send('q');
    await expect.poll(() => shell.screen.buffer.active.type).toBe('normal');
    shell.send('echo "code $?"\r');
    await shell.shows('code 0');
    expect(shell.rows().join('\n')).toMatch(/^backstep: the session is not kept: .*$/m);
    expect(shell.rows().join('\n')).not.toContain('    at ');
  },
);

test('asks the terminal nothing, as an answer could come late, and be typed into the shell', async () => {
  const terminal = runInTerminal([program]);
  open.push(terminal);
  await terminal.shows('Nothing is computed yet');
  terminal.resize(100, 30);
  terminal.send('lpe?q\u000C');
  await terminal.shows('E_total 0.2326');
  terminal.send('q');
  await terminal.exited;
  // Device attributes, reports of cursor, colours and size, requests of modes and settings.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: queries begin with an escape character.
  expect(terminal.output()).not.toMatch(/\u001B\[[?>=]?[\d;]*[cntx]|\u001B\[\??[\d;]*\$p|\u001B[\]P]|\u001BZ/);
});

test('what comes in one piece with the key that quits is done and kept before', async () => {
  const environment = { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'backstep-ends-')) };
  const terminal = runInTerminal([program], { environment });
  open.push(terminal);
  await terminal.shows('Nothing is computed yet');
  terminal.send('=0.7\rllq');
  expect(await terminal.exited).toBe(0);
  const again = runInTerminal([program, '--resume'], { environment });
  open.push(again);
  await again.shows('forward 2/8');
  await again.shows('0.7000');
  rmSync(environment.XDG_STATE_HOME, { recursive: true });
});

test('the last screen that stays is the latest, also where a slow line had to wait for it', async () => {
  const environment = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' };
  const terminal = runInTerminal([program, '--no-alt-screen'], { environment });
  open.push(terminal);
  await terminal.shows('Nothing is computed yet');
  terminal.send('l');
  await terminal.shows('forward 1/8');
  terminal.send('l');
  await expect.poll(() => terminal.output()).toContain('forward');
  terminal.send('q');
  await terminal.exited;
  expect(terminal.rows().join('\n')).toContain('forward 2/8');
});

describe.skipIf(!existsSync('/bin/bash'))('suspended', () => {
  test('it is ended by the shell as any other job', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-ends-'));
    const shell = await shellIn({ XDG_STATE_HOME: folder }, '/bin/bash');
    for (let times = 0; times < 4; times++) {
      shell.send(`clear; '${node}' '${program}'\r`);
      await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
      shell.send('\u001A');
      await shell.shows(/Stopped/);
      shell.send('clear; kill %%\r');
      await expect.poll(() => steppersWith(folder), { timeout: 3000 }).toEqual([]);
    }
  });

  test.each(['SIGTSTP', 'SIGSTOP'] as const)('by %s from elsewhere, it comes back whole', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-ends-'));
    // A shell that reads lines itself, whatever the modes it finds.
    const shell = await shellIn({ XDG_STATE_HOME: folder }, '/bin/bash');
    shell.send(`'${node}' '${program}'\r`);
    await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
    shell.send('lll');
    await shell.shows('forward 3/8');
    signal(folder, name);
    await shell.shows(/Stopped/i);
    shell.send('fg\r');
    await shell.shows(/forward 3\/8[\s\S]*q quit/);
    shell.send('l');
    await shell.shows('forward 4/8');
    for (let times = 0; times < 2; times++) {
      shell.send('\u001A');
      await expect.poll(() => shell.screen.buffer.active.type).toBe('normal');
      await shell.shows(/Stopped/i);
      shell.send('fg\r');
      await shell.shows(/forward 4\/8[\s\S]*q quit/);
    }
    shell.send('q');
    await shell.shows('ready>');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
});
