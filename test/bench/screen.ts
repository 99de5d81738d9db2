import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundling } from '../../.build.ts';
import { startSshServer, whyNoSsh } from '../support/ssh.ts';
import { keys, program, runInTerminal, type TestTerminal } from '../support/terminal.ts';
import { quiet } from './quiet.ts';
import { type BenchRow, median } from './row.ts';

const starts = 9;
const presses = 20;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Keys that are measured; those that come to an end take turns with their opposite. */
const cycles: readonly (readonly [string, readonly string[]])[] = [
  ['→', [keys.right]],
  ['↓ ↑', [keys.down, keys.up]],
  ['p', ['p']],
  ['e', ['e']],
  ['Tab', [keys.tab]],
];

const oneText = `import { render, Text, useInput } from 'ink';
function App() { useInput(() => {}); return <Text>ready</Text>; }
render(<App />, { alternateScreen: true, incrementalRendering: true, interactive: true });`;

/** The first frame beside an Ink program of one Text and bare Node; then, for some keys, time to frame and bytes. */
export async function screenRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-bench-'));
  try {
    const reference = await bundled(folder);
    const times: Record<'ours' | 'oneText' | 'bare', number>[] = [];
    for (let start = 0; start < starts; start++) {
      times.push({
        ours: await firstFrame(() => runInTerminal([program]), 'Nothing is computed yet'),
        oneText: await firstFrame(() => runInTerminal([reference]), 'ready'),
        bare: await firstFrame(() => runInTerminal(['-e', 'console.log("ready")']), 'ready'),
      });
    }
    const of = (name: 'ours' | 'oneText' | 'bare') => median(times.map((time) => time[name]));
    const row = (what: string, name: 'oneText' | 'bare', bound: number | undefined): BenchRow => ({
      what,
      ours: `${of('ours').toFixed(0)} ms`,
      reference: `${of(name).toFixed(0)} ms`,
      ratio: median(times.map((time) => time.ours / time[name])),
      bound,
    });
    return [
      row('first frame, against Ink with one Text', 'oneText', 1.4),
      row('first frame, against bare Node', 'bare', undefined),
      ...(await overSsh(reference)),
      ...(await keyRows([], '')),
      ...(await keyRows([largeFile(folder)], '784-32-10 with adam, ')),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The one-Text program, bundled as Ink programs are: without what the stepper's build adds to start sooner. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'one-text.mjs');
  const stdin = { contents: oneText, resolveDir: root, loader: 'tsx' } as const;
  await build({ ...bundling, absWorkingDir: root, stdin, outfile });
  return outfile;
}

async function firstFrame(run: () => TestTerminal, text: string): Promise<number> {
  const start = performance.now();
  const terminal = run();
  await terminal.shows(text);
  const time = performance.now() - start;
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  return time;
}

/** The first frame over ssh to this machine, beside that of the one-Text program over the same ssh. */
async function overSsh(reference: string): Promise<readonly BenchRow[]> {
  if (whyNoSsh !== undefined) return [];
  const server = await startSshServer();
  try {
    const times: { ours: number; oneText: number }[] = [];
    for (let start = 0; start < starts; start++) {
      times.push({
        ours: await firstFrame(() => server.run([]), 'Nothing is computed yet'),
        oneText: await firstFrame(() => server.run([], { script: reference }), 'ready'),
      });
    }
    const of = (name: 'ours' | 'oneText') => `${median(times.map((time) => time[name])).toFixed(0)} ms`;
    return [
      {
        what: 'first frame over ssh, against Ink with one Text over it',
        ours: of('ours'),
        reference: of('oneText'),
        ratio: median(times.map(({ ours, oneText }) => ours / oneText)),
        bound: 1.4,
      },
    ];
  } finally {
    server.stop();
  }
}

/** A network file of 25,450 parameters, drawn from a seed, on one sample. */
function largeFile(folder: string): string {
  const layer = (units: number, activation: string) => ({
    units,
    activation,
    init: { method: 'xavier-uniform', seed: 1 },
    bias: { values: Array.from({ length: units }, () => 0) },
  });
  const path = join(folder, 'large.json');
  const network = {
    inputs: 784,
    layers: [layer(32, 'relu'), layer(10, 'softmax')],
    loss: 'categorical-cross-entropy',
    optimizer: { method: 'adam', learningRate: 0.001 },
    samples: [
      {
        input: Array.from({ length: 784 }, (_, at) => (at % 7) / 7),
        target: Array.from({ length: 10 }, (_, at) => (at === 3 ? 1 : 0)),
      },
    ],
  };
  writeFileSync(path, JSON.stringify(network));
  return path;
}

/** Each key pressed again and again, waiting for its frame to end, with what the program is opened on. */
async function keyRows(words: readonly string[], label: string): Promise<readonly BenchRow[]> {
  const terminal = runInTerminal([program, ...words]);
  await terminal.shows('Nothing is computed yet');
  await quiet(terminal);
  const rows: BenchRow[] = [];
  for (const [name, cycle] of cycles) {
    const pressed: { time: number; bytes: number }[] = [];
    for (let press = 0; press < presses; press++)
      pressed.push(await measured(terminal, cycle[press % cycle.length] ?? ''));
    const bytes = pressed.map((press) => press.bytes);
    rows.push({
      what: `${label}key ${name}: to its frame, and bytes`,
      ours: `${median(pressed.map(({ time }) => time)).toFixed(1)} ms`,
      reference: `mean ${Math.round(bytes.reduce((sum, each) => sum + each, 0) / presses)} bytes, most ${Math.max(...bytes)}`,
      ratio: undefined,
      bound: undefined,
    });
  }
  terminal.process.kill('SIGKILL');
  return rows;
}

async function measured(terminal: TestTerminal, key: string): Promise<{ time: number; bytes: number }> {
  const before = terminal.received();
  const start = performance.now();
  terminal.send(key);
  while (terminal.received() === before && performance.now() - start < 1000) await pause(0);
  const time = performance.now() - start;
  await quiet(terminal);
  return { time, bytes: terminal.received() - before };
}
