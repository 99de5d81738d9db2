import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { createScreen, type Screen } from './screens.ts';

/** A program running in a pseudo-terminal, and the screen it has drawn. */
export interface TestTerminal {
  readonly process: IPty;
  readonly screen: Screen;
  /** Resolves to the exit code, once the screen shows what was last written. */
  readonly exited: Promise<number>;
  /** The rows of the screen, without trailing blanks. */
  rows(): readonly string[];
  send(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the screen's text has `part` in it. Rejects, with the screen, if that takes longer than `patience` milliseconds. */
  shows(part: string | RegExp, patience?: number): Promise<void>;
  /** Bytes received since the start. */
  received(): number;
  /** What came, as it came. */
  output(): string;
}

export const program = fileURLToPath(new URL('../../dist/backstep.js', import.meta.url));

const usualPatience = 15_000;

/** Where the programs of a test process keep their sessions, instead of where the user's are. */
const stateFolder = mkdtempSync(join(tmpdir(), 'backstep-state-'));
process.once('exit', () => rmSync(stateFolder, { recursive: true, force: true }));

/** What would have the program do otherwise, were it set where the tests run. */
const unset: Readonly<Record<string, undefined>> = {
  CI: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  INK_SCREEN_READER: undefined,
  SSH_CONNECTION: undefined,
  SSH_CLIENT: undefined,
  SSH_TTY: undefined,
};

/** Runs the built program with `words`, on a terminal of its own. */
export function runInTerminal(
  words: readonly string[],
  { columns = 80, rows = 24, file = process.execPath, environment = {} }: TerminalOptions = {},
): TestTerminal {
  const all = { ...process.env, ...unset, TERM: 'xterm-256color', XDG_STATE_HOME: stateFolder, ...environment };
  const pty = spawn(file, [...words], {
    cols: columns,
    rows,
    name: all.TERM,
    env: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  });
  const screen = createScreen(columns, rows);
  let bytes = 0;
  let output = '';
  const changed = new Set<() => void>();
  pty.onData((data) => {
    bytes += Buffer.byteLength(data);
    output += data;
    screen.write(data, () => {
      for (const check of changed) check();
    });
  });
  const exited = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => screen.write('', () => resolve(exitCode)));
  });
  const read = (): readonly string[] => {
    const { active } = screen.buffer;
    return Array.from(
      { length: screen.rows },
      (_row, at) =>
        active
          .getLine(active.viewportY + at)
          ?.translateToString(true, 0, screen.cols)
          .trimEnd() ?? '',
    );
  };
  return {
    process: pty,
    screen,
    exited,
    rows: read,
    send: (keys) => pty.write(keys),
    resize: (width, height) => {
      pty.resize(width, height);
      screen.resize(width, height);
    },
    shows: (part, patience = usualPatience) =>
      new Promise((resolve, reject) => {
        const hasPart = (): boolean => {
          const text = read().join('\n');
          return typeof part === 'string' ? text.includes(part) : part.test(text);
        };
        const timer = setTimeout(() => {
          changed.delete(check);
          reject(new Error(`never showed ${part}:\n${read().join('\n')}`));
        }, patience);
        const check = (): void => {
          if (!hasPart()) return;
          clearTimeout(timer);
          changed.delete(check);
          resolve();
        };
        changed.add(check);
        check();
      }),
    received: () => bytes,
    output: () => output,
  };
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly file?: string;
  /** Variables besides those of the tests; undefined ones are taken away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export const keys = { right: '\u001B[C', left: '\u001B[D', up: '\u001B[A', down: '\u001B[B', enter: '\r', tab: '\t' };
