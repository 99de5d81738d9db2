import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { steppersWith } from '../support/processes.ts';
import { program, type TestTerminal } from '../support/terminal.ts';
import {
  openProgram,
  openShell,
  programCommand,
  runProgram,
  runUntilTestEnds,
  showsPrompt,
  temporaryFolder,
  typeCommand,
} from '../support/terminal-fixtures.ts';

const crashing = fileURLToPath(new URL('crashing.ts', import.meta.url));

/** Sends a signal to the stepper that keeps its session in `folder`. */
function signal(folder: string, name: string): void {
  const [pid] = steppersWith(folder);
  if (pid === undefined) throw new Error('no stepper is running');
  process.kill(pid, name);
}

/**
 * Signals that end the program, and the exit code that the shell shows then: 128 plus the number of the signal. Signals
 * of the processor, such as SIGSEGV, are not listed, because a program cannot go on after them.
 */
const endingSignals: Readonly<Record<string, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGQUIT: 131,
  SIGABRT: 134,
  SIGALRM: 142,
  SIGTERM: 143,
  SIGXCPU: 152,
  ...(process.platform === 'linux' ? { SIGUSR2: 140, SIGIO: 157, SIGPWR: 158 } : {}),
};

let sttyCalls = 0;

/** The settings of a shell's terminal, as printed by stty. */
async function terminalSettings(shell: TestTerminal, folder: string): Promise<string> {
  sttyCalls += 1;
  const file = join(folder, `stty-${sttyCalls}`);
  // The screen shows the typed command as well, but only the output of echo contains the multiplied number.
  await typeCommand(shell, `stty -a > '${file}'; echo call-$((${sttyCalls} * 100))`);
  await shell.shows(`call-${sttyCalls * 100}`);
  return readFileSync(file, 'utf8');
}

test.each<readonly [name: string, code: number, end: (shell: TestTerminal, folder: string) => void]>([
  ['q', 0, (shell) => shell.send('q')],
  ['Ctrl-C', 0, (shell) => shell.send('\u0003')],
  ['Ctrl-\\', 131, (shell) => shell.send('\u001c')],
  ...Object.entries(endingSignals).map(
    ([name, code]) => [name, code, (_: TestTerminal, folder: string) => signal(folder, name)] as const,
  ),
])(
  'after %s, the terminal is restored, the exit code is %d, and --resume opens at the same step',
  async (_, code, end) => {
    const folder = temporaryFolder();
    const shell = await openShell('/bin/sh', { XDG_STATE_HOME: folder });
    const before = await terminalSettings(shell, folder);
    await typeCommand(shell, programCommand);
    await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
    shell.send('lll');
    await shell.shows('forward 3/8');
    end(shell, folder);
    await typeCommand(shell, 'echo "code $?"');
    await shell.shows(`code ${code}`);
    expect(shell.screen.modes.bracketedPasteMode).toBe(false);
    expect(shell.screen.modes.mouseTrackingMode).toBe('none');
    expect(await terminalSettings(shell, folder)).toBe(before);
    await typeCommand(shell, `${programCommand} --resume`);
    await shell.shows('forward 3/8');
  },
);

test.each([
  ['while rendering', 'x', 'thrown by rendering'],
  ['while handling a key', 'y', 'thrown by a key'],
])(
  'after an error thrown %s, the terminal is restored, the error is reported, and the exit code is 70',
  async (_, key, message) => {
    const folder = temporaryFolder();
    const shell = await openShell();
    const before = await terminalSettings(shell, folder);
    await typeCommand(shell, `'${process.execPath}' '${crashing}'; echo "code $?"`);
    await shell.shows('up and running');
    shell.send(key);
    await shell.shows('code 70');
    expect(shell.screen.buffer.active.type).toBe('normal');
    expect(shell.rows().join('\n')).toMatch(new RegExp(`because of a bug[\\s\\S]*${message}`));
    expect(await terminalSettings(shell, folder)).toBe(before);
  },
);

test.each(['/dev/null/state', '/proc/state'])(
  'if the session cannot be saved in %s, one line after q says that the session is not kept',
  async (folder) => {
    const shell = await openShell('/bin/sh', { XDG_STATE_HOME: folder });
    await typeCommand(shell, programCommand);
    await shell.shows('Nothing is computed yet');
    shell.send('ll');
    await shell.shows('Not kept');
    shell.send('q');
    await typeCommand(shell, 'echo "code $?"');
    await shell.shows('code 0');
    expect(shell.rows().join('\n')).toMatch(/^backstep: the session is not kept: .*$/m);
    expect(shell.rows().join('\n')).not.toContain('    at ');
  },
);

test('the program sends no query to the terminal, because a late reply would be typed into the shell', async () => {
  const terminal = await openProgram();
  terminal.resize(100, 30);
  terminal.send('lpe?q\u000C');
  await terminal.shows('E_total 0.2326');
  terminal.send('q');
  await terminal.exited;
  // Queries for device attributes, cursor position, colours, window size, modes and settings.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: queries begin with an escape character.
  expect(terminal.output()).not.toMatch(/\u001B\[[?>=]?[\d;]*[cntx]|\u001B\[\??[\d;]*\$p|\u001B[\]P]|\u001BZ/);
});

test('keys that arrive together with q take effect and are saved before the program ends', async () => {
  const environment = { XDG_STATE_HOME: temporaryFolder() };
  const terminal = await openProgram([], { environment });
  terminal.send('=0.7\rllq');
  expect(await terminal.exited).toBe(0);
  const resumed = await openProgram(['--resume'], { environment });
  await resumed.shows('forward 2/8');
  await resumed.shows('0.7000');
});

test('with --no-alt-screen, the latest frame stays after q, even if a slow line delayed the frame', async () => {
  const environment = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' };
  const terminal = await openProgram(['--no-alt-screen'], { environment });
  terminal.send('l');
  await terminal.shows('forward 1/8');
  // The frame of this second step waits for the time that the frame of the first step takes on a slow line.
  terminal.send('l');
  terminal.send('q');
  await terminal.exited;
  expect(terminal.rows().join('\n')).toContain('forward 2/8');
});

// These tests need bash, because SIGSTOP leaves the terminal in raw mode. bash sets the terminal's modes again before
// it reads the next command.
describe.skipIf(!existsSync('/bin/bash'))('a suspended program', () => {
  test('ends when the shell kills its job', async () => {
    const folder = temporaryFolder();
    const shell = await openShell('/bin/bash', { XDG_STATE_HOME: folder });
    for (let times = 0; times < 4; times++) {
      await typeCommand(shell, `clear; ${programCommand}`);
      await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
      shell.send('\u001A');
      await shell.shows('Stopped');
      await typeCommand(shell, 'clear; kill %%');
      await expect.poll(() => steppersWith(folder)).toEqual([]);
    }
  });

  test.each(['SIGTSTP', 'SIGSTOP'] as const)(
    'draws its whole screen after %s and fg, and after Ctrl-Z and fg',
    async (name) => {
      const folder = temporaryFolder();
      const shell = await openShell('/bin/bash', { XDG_STATE_HOME: folder });
      await typeCommand(shell, programCommand);
      await shell.shows(/Nothing is computed yet[\s\S]*q quit/);
      shell.send('lll');
      await shell.shows('forward 3/8');
      signal(folder, name);
      await shell.shows(/Stopped/i);
      await typeCommand(shell, 'clear; fg');
      await shell.shows(/forward 3\/8[\s\S]*q quit/);
      shell.send('l');
      await shell.shows('forward 4/8');
      for (let times = 0; times < 2; times++) {
        shell.send('\u001A');
        await shell.shows(/Stopped/i);
        // Without clear, the next wait would end at this "Stopped".
        await typeCommand(shell, 'clear; fg');
        await shell.shows(/forward 4\/8[\s\S]*q quit/);
      }
      shell.send('q');
      await showsPrompt(shell);
    },
  );
});

test.each(['SIGUSR1', 'SIGPIPE', 'SIGURG', 'SIGCHLD', 'SIGWINCH'])(
  'after many %s the program goes on, and nothing but the frame is on the screen',
  async (name) => {
    const terminal = await openProgram();
    for (let times = 0; times < 200; times++) process.kill(terminal.process.pid, name);
    terminal.send('l');
    // The narration is the lowest part of the screen that a step changes.
    await terminal.shows('Each input times its weight into h1, added.');
    const shown = terminal.rows();
    const bytes = terminal.outputBytes();
    terminal.send('\u000C');
    // The whole screen takes more than this number of bytes.
    await expect.poll(() => terminal.outputBytes()).toBeGreaterThan(bytes + 2000);
    await expect.poll(() => terminal.rows()).toEqual(shown);
    expect(terminal.output()).not.toContain('Debugger');
    terminal.send('q');
    expect(await terminal.exited).toBe(0);
  },
);

test('a session can be debugged with NODE_OPTIONS=--inspect', async () => {
  const environment = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };
  const terminal = runProgram([], { environment });
  await terminal.shows('q quit');
  expect(terminal.output()).toContain('Debugger listening');
});

test("Node's profiler, which sends the process SIGPROF all the time, can profile the stepper", async () => {
  const folder = temporaryFolder();
  const terminal = runUntilTestEnds(['--cpu-prof', `--cpu-prof-dir=${folder}`, program]);
  await terminal.shows('q quit');
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.cpuprofile$/)]);
});
