import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { program as building } from '../../.build.ts';
import { seen } from '../support/screens.ts';
import { heldTo, holdRight, openSlowLine, type SlowLine, slow, startSshServer, whyNoSsh } from '../support/ssh.ts';
import { keys, program, runInTerminal, type TestTerminal } from '../support/terminal.ts';
import { idealBytes } from './ideal.ts';
import { quiet } from './quiet.ts';
import { aligned } from './row.ts';

/** Who draws: Ink as it comes, Ink with its rendering by rows, and the program. */
interface Drawer {
  readonly name: string;
  readonly script: string;
  readonly words: readonly string[];
}

/** What is done before a key is measured, and the keys that are pressed in turn. */
const walks: readonly { readonly name: string; readonly first: string; readonly pressed: readonly string[] }[] = [
  { name: '→', first: '', pressed: Array.from({ length: 50 }, () => keys.right) },
  { name: '↓ ↑', first: 'ppp', pressed: [...Array(7).fill(keys.down), ...Array(7).fill(keys.up)] },
  { name: 'p', first: '', pressed: Array.from({ length: 16 }, () => 'p') },
  { name: 'e', first: '', pressed: Array.from({ length: 16 }, () => 'e') },
  { name: 'Tab', first: 'ppp', pressed: Array.from({ length: 8 }, () => keys.tab) },
];

/** The most that the bytes of a key may be of the ideal's. */
const bound = 1.3;

const mostLag = 500;

/** Two tables: bytes a key, and how far the screen is behind on a slow line, of Ink's ways to draw and of ours. */
export async function lineTables(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-bench-'));
  try {
    const ink = join(folder, 'ink.mjs');
    const entry = fileURLToPath(new URL('ink-defaults.tsx', import.meta.url));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    await build({ ...building, absWorkingDir: root, entryPoints: [entry], outfile: ink });
    const drawers: readonly Drawer[] = [
      { name: 'Ink', script: ink, words: ['standard'] },
      { name: 'Ink, incremental', script: ink, words: ['incremental'] },
      { name: 'ours', script: program, words: [] },
    ];
    return `${await bytesTable(drawers)}\n\n${await lagTable(drawers)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bytesTable(drawers: readonly Drawer[]): Promise<string> {
  const rows: (readonly string[])[] = [];
  const sums: number[] = [];
  for (const walk of walks) {
    const measured: Counted[] = [];
    for (const drawer of drawers) measured.push(await countedBytes(drawer, walk.first, walk.pressed));
    const ideal = measured.at(-1)?.ideal ?? [];
    const columns = [...measured.map(({ bytes }) => bytes), ideal];
    rows.push([walk.name, ...columns.map((bytes) => `${Math.round(mean(bytes))} (${Math.max(...bytes)})`)]);
    columns.forEach((bytes, at) => {
      sums[at] = (sums[at] ?? 0) + mean(bytes) / walks.length;
    });
  }
  const [ours = Number.NaN, ideal = Number.NaN] = sums.slice(-2);
  return aligned([
    ['bytes a key at 80×24: mean (most)', ...drawers.map(({ name }) => name), 'ideal'],
    ...rows,
    ['mean of these', ...sums.map((sum) => `${Math.round(sum)}`)],
    ['ours, of the ideal', '', '', `${(ours / ideal).toFixed(2)}×  ≤ ${bound}×`],
  ]);
}

interface Counted {
  readonly bytes: readonly number[];
  readonly ideal: readonly number[];
}

async function countedBytes({ script, words }: Drawer, first: string, pressed: readonly string[]): Promise<Counted> {
  const terminal = runInTerminal([script, ...words]);
  await terminal.shows('Nothing is computed yet');
  for (const key of first) await press(terminal, key);
  const counted: { bytes: number; ideal: number }[] = [];
  for (const key of pressed) {
    const before = seen(terminal.screen);
    const start = terminal.received();
    await press(terminal, key);
    const after = seen(terminal.screen);
    counted.push({ bytes: terminal.received() - start, ideal: idealBytes(before, after) });
  }
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  return { bytes: counted.map(({ bytes }) => bytes), ideal: counted.map(({ ideal }) => ideal) };
}

async function press(terminal: TestTerminal, key: string): Promise<void> {
  terminal.send(key);
  await quiet(terminal);
}

/** How far the screen is behind the last key when → is held over a slow line through ssh. */
async function lagTable(drawers: readonly Drawer[]): Promise<string> {
  if (whyNoSsh !== undefined) return `the slow line is not measured: ${whyNoSsh}`;
  const server = await startSshServer();
  const rows: (readonly string[])[] = [];
  try {
    for (const { name, script, words } of drawers) {
      const line = await openSlowLine(server.port);
      const terminal = server.run(words, { port: line.port, script });
      await terminal.shows('Nothing is computed yet');
      await quiet(terminal);
      line.slowDown();
      const { lag, bytes } = await laggedBy(terminal, line);
      rows.push([name, `${(lag / 1000).toFixed(2)} s`, `${bytes}`]);
      terminal.process.kill('SIGKILL');
      line.stop();
    }
  } finally {
    server.stop();
  }
  return aligned([
    [
      `→ held 2 s at 30 Hz over ssh, ${slow.roundTrip} ms and ${slow.bytesPerSecond / 1000} kB/s`,
      'behind the last key',
      'bytes on the line',
    ],
    ...rows,
    ['bound', `≤ ${mostLag / 1000} s`],
  ]);
}

async function laggedBy(terminal: TestTerminal, line: SlowLine): Promise<{ lag: number; bytes: number }> {
  const before = line.received();
  let last = 0;
  terminal.process.onData(() => {
    last = performance.now();
  });
  const end = await holdRight(terminal);
  await terminal.shows(heldTo, 60_000);
  await quiet(terminal, 1000);
  return { lag: last - end, bytes: line.received() - before };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
