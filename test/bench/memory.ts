import { existsSync, readFileSync } from 'node:fs';
import { keys, program, runInTerminal } from '../support/terminal.ts';
import { quiet } from './quiet.ts';
import type { BenchRow } from './row.ts';

const sessions = 5;
/** Into the second update. */
const steps = 68;

/** What a session on the lecture takes, and what one more takes beside others, which share the program's pages. */
export async function memoryRows(): Promise<readonly BenchRow[]> {
  if (!existsSync('/proc/self/smaps_rollup')) return [];
  const terminals = Array.from({ length: sessions }, () => runInTerminal([program]));
  for (const terminal of terminals) {
    await terminal.shows('Nothing is computed yet');
    terminal.send(keys.right.repeat(steps));
    await terminal.shows('backward 13/24');
    await quiet(terminal);
  }
  const sizes = terminals.map(({ process: { pid } }) => sizesOf(pid));
  for (const terminal of terminals) terminal.process.kill('SIGKILL');
  const mean = (name: 'Rss' | 'Pss'): string =>
    `${Math.round(sizes.reduce((sum, each) => sum + each[name], 0) / sessions / 1024)} MB`;
  return [
    {
      what: `memory of a session on the lecture, resident; of each of ${sessions} beside each other`,
      ours: mean('Rss'),
      reference: mean('Pss'),
      ratio: undefined,
      bound: undefined,
    },
  ];
}

/** Kilobytes of a process: all that is resident, and its share of that. */
function sizesOf(pid: number): Record<'Rss' | 'Pss', number> {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const size = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
  return { Rss: size('Rss'), Pss: size('Pss') };
}
