import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { createScreen, type Screen } from './screens.ts';

/** A program in a pseudo-terminal, and the screen that it draws. */
export interface TestTerminal {
  readonly process: IPty;
  readonly screen: Screen;
  /** Resolves to the exit code after the last output is on the screen. */
  readonly exited: Promise<number>;
  /** The rows of the screen without trailing blanks. */
  rows(): readonly string[];
  send(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the text of the screen contains or matches `part`. Rejects with that text after `timeout` ms. */
  shows(part: string | RegExp, timeout?: number): Promise<void>;
  /** The whole output of the program so far, with its escape sequences. */
  output(): string;
  outputBytes(): number;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The file to run. By default, Node.js. */
  readonly file?: string;
  /** Changes to the environment variables of the test. An undefined variable is removed. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export const program = fileURLToPath(new URL('../../dist/backstep.js', import.meta.url));

export const keys = { right: '\u001B[C', left: '\u001B[D', up: '\u001B[A', down: '\u001B[B', enter: '\r', tab: '\t' };

/** In milliseconds. A busy machine may be twenty times slower than an idle one. */
const usualTimeout = 60_000;

let stateFolder: string | undefined;

/** A folder for the sessions and caches of all terminals of this process, so that the user's own are not touched. */
function temporaryState(): string {
  if (stateFolder !== undefined) return stateFolder;
  const folder = mkdtempSync(join(tmpdir(), 'backstep-state-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  stateFolder = folder;
  return folder;
}

/** Variables that would change the program's behaviour if they were set where the tests run. */
const unset: Readonly<Record<string, undefined>> = {
  CI: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  INK_SCREEN_READER: undefined,
  SSH_CONNECTION: undefined,
  SSH_CLIENT: undefined,
  SSH_TTY: undefined,
  NODE_COMPILE_CACHE: undefined,
  NODE_DISABLE_COMPILE_CACHE: undefined,
};

/** Runs Node.js, or `file`, with `words` as its arguments in a new pseudo-terminal. */
export function runInTerminal(
  words: readonly string[],
  { columns = 80, rows = 24, file = process.execPath, environment = {} }: TerminalOptions = {},
): TestTerminal {
  const XDG_STATE_HOME = environment.XDG_STATE_HOME ?? temporaryState();
  const XDG_CACHE_HOME = environment.XDG_CACHE_HOME ?? temporaryState();
  const all = { ...process.env, ...unset, TERM: 'xterm-256color', ...environment, XDG_STATE_HOME, XDG_CACHE_HOME };
  const pty = spawn(file, [...words], {
    cols: columns,
    rows,
    name: all.TERM,
    env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  });
  const screen = createScreen(columns, rows);
  let output = '';
  let bytes = 0;
  const listeners = new Set<() => void>();
  pty.onData((data) => {
    output += data;
    bytes += Buffer.byteLength(data);
    screen.write(data, () => {
      for (const listener of listeners) listener();
    });
  });
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => screen.write('', () => resolve(exitCode)));
  });
  return {
    process: pty,
    screen,
    exited,
    rows: () => rowsOf(screen),
    send: (keys) => pty.write(keys),
    resize(width, height) {
      pty.resize(width, height);
      screen.resize(width, height);
    },
    shows(part, timeout = usualTimeout) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const check = (): void => {
        if (hasPart(rowsOf(screen).join('\n'), part)) resolve();
      };
      const fail = (): void => {
        reject(new Error(`did not show ${part} within ${timeout / 1000} s:\n${rowsOf(screen).join('\n')}`));
      };
      const timer = setTimeout(fail, timeout);
      listeners.add(check);
      check();
      return promise.finally(() => {
        clearTimeout(timer);
        listeners.delete(check);
      });
    },
    output: () => output,
    outputBytes: () => bytes,
  };
}

function hasPart(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text);
}

function rowsOf({ buffer: { active }, rows, cols }: Screen): readonly string[] {
  return Array.from({ length: rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return line?.translateToString(true, 0, cols).trimEnd() ?? '';
  });
}
