import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { programOptions } from '../../scripts/build.ts';
import { cellsOf } from '../support/screens.ts';
import {
  holdRight,
  openSlowLine,
  progressAfterHold,
  type SshServer,
  slowConnection,
  sshUnavailableReason,
  startSshServer,
} from '../support/ssh.ts';
import { keys, program, runInTerminal } from '../support/terminal.ts';
import { idealBytes } from './ideal.ts';
import { pressKey } from './key-press.ts';
import { waitUntilQuiet } from './quiet.ts';
import { alignedTable, median } from './row.ts';

/** A program that draws the stepper with one of the compared renderers. */
interface Renderer {
  readonly name: string;
  /** The file that Node.js runs. */
  readonly script: string;
  /** The arguments of the program. */
  readonly words: readonly string[];
}

/** After the keys of `setup`, the keys of `measured` are pressed, and the bytes of the frame after each are counted. */
const scenarios: readonly { readonly name: string; readonly setup: string; readonly measured: readonly string[] }[] = [
  { name: '→', setup: '', measured: Array.from({ length: 50 }, () => keys.right) },
  { name: '↓ ↑', setup: 'ppp', measured: [...Array(7).fill(keys.down), ...Array(7).fill(keys.up)] },
  { name: 'p', setup: '', measured: Array.from({ length: 16 }, () => 'p') },
  { name: 'e', setup: '', measured: Array.from({ length: 16 }, () => 'e') },
  { name: 'Tab', setup: 'ppp', measured: Array.from({ length: 8 }, () => keys.tab) },
];

/** The maximum ratio of our bytes to the ideal bytes. */
const maxRatio = 1;

/** The maximum lag of the screen behind the keys, in milliseconds: the median of `lagRuns` runs. */
const maxLag = 500;

/** The lag of one run depends on whether the last key comes just before a frame or just after one. */
const lagRuns = 5;

/** Two tables that compare our renderer and two of Ink: the bytes of a key press, and the lag on a slow line. */
export async function lineTables(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-bench-'));
  try {
    const ink = join(folder, 'ink.mjs');
    const entry = fileURLToPath(new URL('ink-defaults.tsx', import.meta.url));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    await build({ ...programOptions, absWorkingDir: root, entryPoints: [entry], outfile: ink });
    const renderers: readonly Renderer[] = [
      { name: 'Ink', script: ink, words: ['standard'] },
      { name: 'Ink, incremental', script: ink, words: ['incremental'] },
      { name: 'ours', script: program, words: [] },
    ];
    return `${await bytesTable(renderers)}\n\n${await lagTable(renderers)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bytesTable(renderers: readonly Renderer[]): Promise<string> {
  const rows: (readonly string[])[] = [];
  const sums: number[] = [];
  for (const scenario of scenarios) {
    const counts: ByteCounts[] = [];
    for (const renderer of renderers) counts.push(await countBytes(renderer, scenario.setup, scenario.measured));
    const ideal = counts.at(-1)?.ideal ?? [];
    const columns = [...counts.map(({ bytes }) => bytes), ideal];
    rows.push([scenario.name, ...columns.map((bytes) => `${Math.round(mean(bytes))} (${Math.max(...bytes)})`)]);
    columns.forEach((bytes, column) => {
      sums[column] = (sums[column] ?? 0) + mean(bytes) / scenarios.length;
    });
  }
  const [ours = Number.NaN, ideal = Number.NaN] = sums.slice(-2);
  return alignedTable([
    ['bytes of a key at 80×24: mean (max)', ...renderers.map(({ name }) => name), 'ideal'],
    ...rows,
    ['mean of the means', ...sums.map((sum) => `${Math.round(sum)}`)],
    ['ours / ideal', '', '', `${(ours / ideal).toFixed(2)}×  ≤ ${maxRatio}×`],
  ]);
}

/** The bytes of each measured key press. */
interface ByteCounts {
  readonly bytes: readonly number[];
  /** The `idealBytes` of the same changes of the screen. */
  readonly ideal: readonly number[];
}

async function countBytes(
  { script, words }: Renderer,
  setup: string,
  measured: readonly string[],
): Promise<ByteCounts> {
  const terminal = runInTerminal([script, ...words]);
  await terminal.shows('Nothing is computed yet');
  await waitUntilQuiet(terminal);
  for (const key of setup) await pressKey(terminal, key);
  const counts: { bytes: number; ideal: number }[] = [];
  for (const key of measured) {
    const before = cellsOf(terminal.screen);
    const { bytes } = await pressKey(terminal, key);
    counts.push({ bytes, ideal: idealBytes(before, cellsOf(terminal.screen)) });
  }
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  return { bytes: counts.map(({ bytes }) => bytes), ideal: counts.map(({ ideal }) => ideal) };
}

/** A table of the times from the last key press to the last output, after → was held over ssh on a slow line. */
async function lagTable(renderers: readonly Renderer[]): Promise<string> {
  if (sshUnavailableReason !== undefined) return `the lag on a slow line is not measured: ${sshUnavailableReason}`;
  const server = await startSshServer();
  const rows: (readonly string[])[] = [];
  try {
    for (const renderer of renderers) {
      const runs: Lag[] = [];
      for (let run = 0; run < lagRuns; run++) runs.push(await measureLag(server, renderer));
      const lags = runs.map(({ lag }) => lag);
      const texts = [median(lags), Math.min(...lags), Math.max(...lags)].map((lag) => (lag / 1000).toFixed(2));
      rows.push([
        renderer.name,
        `${texts[0]} s`,
        `${texts[1]} to ${texts[2]} s`,
        `${median(runs.map(({ bytes }) => bytes))}`,
      ]);
    }
  } finally {
    server.stop();
  }
  return alignedTable([
    [
      `→ held 2 s at 30 Hz over ssh, ${slowConnection.roundTrip} ms and ${slowConnection.bytesPerSecond / 1000} kB/s`,
      `median lag of ${lagRuns} runs`,
      'range',
      'bytes on the line',
    ],
    ...rows,
    ['bound', `≤ ${maxLag / 1000} s`],
  ]);
}

/** The milliseconds from the last key press to the last output, and the bytes that the server sent. */
interface Lag {
  readonly lag: number;
  readonly bytes: number;
}

/** Opens a program over a slow line, and holds →. */
async function measureLag(server: SshServer, { script, words }: Renderer): Promise<Lag> {
  const line = await openSlowLine(server.port);
  const terminal = server.run(words, { port: line.port, script });
  await terminal.shows('Nothing is computed yet');
  await waitUntilQuiet(terminal);
  line.slowDown();
  const before = line.serverBytes();
  let lastOutput = 0;
  terminal.process.onData(() => {
    lastOutput = performance.now();
  });
  const lastPress = await holdRight(terminal);
  await terminal.shows(progressAfterHold);
  await waitUntilQuiet(terminal, 1000);
  const bytes = line.serverBytes() - before;
  terminal.process.kill('SIGKILL');
  line.stop();
  return { lag: lastOutput - lastPress, bytes };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
