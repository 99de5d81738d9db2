import { existsSync, readFileSync } from 'node:fs';
import { createRandom } from '../../src/engine/training/random.ts';
import { keys, program, runInTerminal } from '../support/terminal.ts';
import { waitUntilQuiet } from './quiet.ts';
import type { BenchRow } from './row.ts';

const sessions = 5;
/** The number of steps that each session takes. The last step is in the backward phase of the second update. */
const steps = 68;

/** The number of keys of a long session, and the resident memory that is acceptable after them, in MB. */
const longSession = { keys: 100_000, bound: 130 };
/** The number of keys that are sent at once. One frame is drawn after them. */
const chunk = 20;

/** All kinds of keys except those that quit or suspend the program, or that save a file. */
const allKeys = [
  ...Object.values(keys),
  ...'hlnNpPeE+-kjfz.yvdtumc?0123456789r',
  ...['\u007F', '\u000C', '\u0004', '\u0015', '\u001B[5~', '\u001B[6~', '\u001B[Z', '\u001B'],
  ...['g7\r', 'g200\r', '/w3\r', '/delta_h1\r', '=0.5\r', '=alpha 0.1\r', '=optimizer adam 0.01\r', '=h tanh\r'],
  ...['d0.5\r\u001B', 'v', 'v', 'z', 'm', 'u', 'u', 'u', '\u001B[200~0.25\u001B[201~'],
];

const keysBetweenSizes = 2000;
/** The terminal is resized to each of these sizes in turn. */
const windowSizes = [
  [80, 24],
  [120, 40],
  [60, 20],
  [200, 60],
] as const;

export async function memoryRows(): Promise<readonly BenchRow[]> {
  return existsSync('/proc/self/smaps_rollup') ? [await severalSessions(), await aLongSession()] : [];
}

/** The memory of a session after many keys in a random order, which is the same each time. */
async function aLongSession(): Promise<BenchRow> {
  const random = createRandom(1, 0);
  const terminal = runInTerminal([program]);
  await terminal.shows('Nothing is computed yet');
  for (let sent = 0; sent < longSession.keys; sent += chunk) {
    if (sent % keysBetweenSizes === 0) {
      const [columns, rows] = windowSizes[(sent / keysBetweenSizes) % windowSizes.length] ?? windowSizes[0];
      terminal.resize(columns, rows);
    }
    terminal.send(Array.from({ length: chunk }, () => allKeys[random.integer(allKeys.length - 1)]).join(''));
    await waitUntilQuiet(terminal, 8);
  }
  await waitUntilQuiet(terminal, 1000);
  const { Rss } = sizesOf(terminal.process.pid);
  // The exit code shows that the program has read all keys.
  terminal.send('\u0003');
  const code = await terminal.exited;
  return {
    name: `resident memory of a session on the lecture after ${longSession.keys} keys of all kinds`,
    ours: `${Math.round(Rss / 1024)} MB`,
    reference: code === 0 ? '' : `it ended with exit code ${code}`,
    ratio: undefined,
    bound: `≤ ${longSession.bound} MB`,
  };
}

/** The mean memory of a session on the lecture: with all shared pages, and with only the session's share of them. */
async function severalSessions(): Promise<BenchRow> {
  const terminals = Array.from({ length: sessions }, () => runInTerminal([program]));
  for (const terminal of terminals) {
    await terminal.shows('Nothing is computed yet');
    terminal.send(keys.right.repeat(steps));
    await terminal.shows('backward 13/24');
    await waitUntilQuiet(terminal);
  }
  const sizes = terminals.map(({ process: { pid } }) => sizesOf(pid));
  for (const terminal of terminals) terminal.process.kill('SIGKILL');
  const mean = (name: 'Rss' | 'Pss'): string =>
    `${Math.round(sizes.reduce((sum, each) => sum + each[name], 0) / sessions / 1024)} MB`;
  return {
    name: `resident memory of a session on the lecture, against its share if ${sessions} sessions run`,
    ours: mean('Rss'),
    reference: mean('Pss'),
    ratio: undefined,
    bound: undefined,
  };
}

/** The resident and proportional set sizes of a process, in kB. The proportional size divides shared pages among processes. */
function sizesOf(pid: number): Record<'Rss' | 'Pss', number> {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const size = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
  return { Rss: size('Rss'), Pss: size('Pss') };
}
