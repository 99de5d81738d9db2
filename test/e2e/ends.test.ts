import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { program, runInTerminal, type TestTerminal } from '../support/terminal.ts';

const open: TestTerminal[] = [];

afterEach(() => {
  for (const terminal of open.splice(0)) terminal.process.kill('SIGKILL');
});

const node = process.execPath;
const crashing = fileURLToPath(new URL('crashing.ts', import.meta.url));

/** An interactive shell, in which `words` are run. */
async function shellRunning(
  command: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestTerminal> {
  const shell = runInTerminal(['-i', '-m'], { file: '/bin/sh', environment: { PS1: 'ready> ', ...environment } });
  open.push(shell);
  await shell.shows('ready>');
  shell.send(`${command}\r`);
  return shell;
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

/** The process of a stepper that runs in a folder of its own. */
function processIn(folder: string): number {
  const all = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const line = all
    .split('\n')
    .find((each) => each.includes(folder) && each.includes(program) && !each.includes('/bin/sh'));
  if (line === undefined) throw new Error('it does not run');
  return Number.parseInt(line, 10);
}

describe('however it ends, the terminal is as it was, and the exit code tells', () => {
  test.each<readonly [name: string, code: number, end: (shell: TestTerminal, folder: string) => void]>([
    ['q', 0, (shell) => shell.send('q')],
    ['Ctrl-C', 0, (shell) => shell.send('\u0003')],
    ['Ctrl-\\', 131, (shell) => shell.send('\u001c')],
    ['SIGINT', 130, (_, folder) => process.kill(processIn(folder), 'SIGINT')],
    ['SIGTERM', 143, (_, folder) => process.kill(processIn(folder), 'SIGTERM')],
    ['SIGHUP', 129, (_, folder) => process.kill(processIn(folder), 'SIGHUP')],
    ['SIGQUIT', 131, (_, folder) => process.kill(processIn(folder), 'SIGQUIT')],
  ])('%s', async (_, code, end) => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-ends-'));
    const shell = await shellRunning(':', { XDG_STATE_HOME: folder });
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
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['while it draws', 'x', 'lost its way'],
    ['on a key', 'y', 'lost its key'],
  ])('a mistake %s is confessed where it can be read', async (_, key, message) => {
    const shell = await shellRunning(':');
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

describe('suspended', () => {
  test.each(['SIGTSTP', 'SIGSTOP'] as const)('by %s from elsewhere, it comes back whole', async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-ends-'));
    const shell = runInTerminal([...(existsSync('/bin/bash') ? ['--norc'] : []), '-i'], {
      file: existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh',
      environment: { PS1: 'ready> ', XDG_STATE_HOME: folder },
    });
    open.push(shell);
    await shell.shows('ready>');
    shell.send(`'${node}' '${program}'\r`);
    await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
    shell.send('lll');
    await shell.shows('forward 3/8');
    process.kill(processIn(folder), signal);
    await shell.shows(/Stopped/i);
    shell.send('fg\r');
    await shell.shows(/forward 3\/8[\s\S]*q quit/);
    shell.send('l');
    await shell.shows('forward 4/8');
    shell.send('q');
    await shell.shows('ready>');
    rmSync(folder, { recursive: true });
  });
});
