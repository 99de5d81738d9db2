import { existsSync, readFileSync } from 'node:fs';
import { keys, program, runInTerminal } from '../support/terminal.ts';
import { waitUntilQuiet } from './quiet.ts';
import type { BenchRow } from './row.ts';

const sessions = 5;
/** The number of steps that each session takes. The last step is in the backward phase of the second update. */
const steps = 68;

/** The mean memory of a session on the lecture: with all shared pages, and with only the session's share of them. */
export async function memoryRows(): Promise<readonly BenchRow[]> {
  if (!existsSync('/proc/self/smaps_rollup')) return [];
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
  return [
    {
      name: `resident memory of a session on the lecture, against its share if ${sessions} sessions run`,
      ours: mean('Rss'),
      reference: mean('Pss'),
      ratio: undefined,
      bound: undefined,
    },
  ];
}

/** The resident and proportional set sizes of a process, in kB. The proportional size divides shared pages among processes. */
function sizesOf(pid: number): Record<'Rss' | 'Pss', number> {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const size = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
  return { Rss: size('Rss'), Pss: size('Pss') };
}
