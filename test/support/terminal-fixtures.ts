import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { steppersWith } from './processes.ts';
import { program, runInTerminal, type TerminalOptions, type TestTerminal } from './terminal.ts';

/** Kills the terminal's program when the test ends. */
export function closedAfterTest(terminal: TestTerminal): TestTerminal {
  onTestFinished(() => terminal.process.kill('SIGKILL'));
  return terminal;
}

/** Runs Node.js, or `options.file`, until the test ends. By default, sessions are saved in a temporary folder. */
export function runUntilTestEnds(words: readonly string[], options: TerminalOptions = {}): TestTerminal {
  // The folder that terminal.ts uses by default would stay, because Vitest kills its workers before they can remove it.
  const XDG_STATE_HOME = options.environment?.XDG_STATE_HOME ?? temporaryFolder();
  return closedAfterTest(runInTerminal(words, { ...options, environment: { ...options.environment, XDG_STATE_HOME } }));
}

/** Runs the built program with `words` as its arguments until the test ends. */
export function runProgram(words: readonly string[] = [], options?: TerminalOptions): TestTerminal {
  return runUntilTestEnds([program, ...words], options);
}

/** Runs the stepper until the test ends. Resolves when its first screen is drawn. */
export async function openProgram(words: readonly string[] = [], options?: TerminalOptions): Promise<TestTerminal> {
  const terminal = runProgram(words, options);
  // These are the last words of the screen.
  await terminal.shows('q quit');
  return terminal;
}

/** The command that starts the built program from a shell. */
export const programCommand = `'${process.execPath}' '${program}'`;

/** What the shells of the tests print when they are ready for a command. */
const prompt = 'ready> ';

/** Runs an interactive shell until the test ends. Resolves when the shell is ready for a command. */
export async function openShell(
  shell: '/bin/sh' | '/bin/bash' = '/bin/sh',
  environment: TerminalOptions['environment'] = {},
): Promise<TestTerminal> {
  const words = shell === '/bin/bash' ? ['--norc', '-i'] : ['-i', '-m'];
  const XDG_STATE_HOME = environment.XDG_STATE_HOME ?? temporaryFolder();
  // When the shell is killed, its stepper still saves a session in XDG_STATE_HOME. Wait until the stepper has ended.
  onTestFinished(async () => {
    await vi.waitUntil(() => steppersWith(XDG_STATE_HOME).length === 0, { timeout: 60_000 });
  });
  const terminal = runUntilTestEnds(words, {
    file: shell,
    environment: { PS1: prompt, ...environment, XDG_STATE_HOME },
  });
  await showsPrompt(terminal);
  return terminal;
}

/** Waits until the shell's program has ended or stopped. Until then, it reads what is typed, even on the normal screen. */
export async function showsPrompt(shell: TestTerminal): Promise<void> {
  await expect.poll(() => textBeforeCursor(shell)).toBe(prompt);
}

function textBeforeCursor({ screen }: TestTerminal): string | undefined {
  const { active } = screen.buffer;
  return active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX);
}

/**
 * Types a command when the shell has shown its prompt. A command that is typed sooner appears above the prompt, and the
 * program starts with the cursor behind the prompt instead of in an empty row.
 */
export async function typeCommand(shell: TestTerminal, command: string): Promise<void> {
  await showsPrompt(shell);
  shell.send(`${command}\r`);
}

/** Creates a folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-test-'));
  // A program that was just killed may still write its session.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
