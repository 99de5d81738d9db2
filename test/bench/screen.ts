import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/build.ts';
import { sshUnavailableReason, startSshServer } from '../support/ssh.ts';
import { keys, program, runInTerminal, type TestTerminal } from '../support/terminal.ts';
import { pressKey } from './key-press.ts';
import { waitUntilQuiet } from './quiet.ts';
import { type BenchRow, median } from './row.ts';

const starts = 15;
const presses = 20;
/** Milliseconds after the first frame until the program has certainly filled its compile cache. */
const cacheTime = 3000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The measured keys. ↓ and ↑ alternate, because the selection ends at the last weight. */
const cycles: readonly (readonly [string, readonly string[]])[] = [
  ['→', [keys.right]],
  ['↓ ↑', [keys.down, keys.up]],
  ['p', ['p']],
  ['e', ['e']],
  ['Tab', [keys.tab]],
];

/** The reference: an Ink program that draws one `Text`. It is bundled as the program is, but has no compile cache. */
const oneTextProgram = `import { render, Text, useInput } from 'ink';
function App() { useInput(() => {}); return <Text>ready</Text>; }
render(<App />, { alternateScreen: true, incrementalRendering: true, interactive: true });`;

/** Measures the time to the first frame, against two references, and the time and bytes of the frame after a key. */
export async function screenRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-bench-'));
  try {
    const script = await bundleReference(folder);
    await fillCompileCache(runInTerminal([program]));
    const times: Record<'ours' | 'oneText' | 'bare', number>[] = [];
    for (let start = 0; start < starts; start++) {
      times.push({
        ours: await timeToFirstFrame(() => runInTerminal([program]), 'Nothing is computed yet'),
        oneText: await timeToFirstFrame(() => runInTerminal([script]), 'ready'),
        bare: await timeToFirstFrame(() => runInTerminal(['-e', 'console.log("ready")']), 'ready'),
      });
    }
    const medianOf = (name: 'ours' | 'oneText' | 'bare') => median(times.map((time) => time[name]));
    const row = (name: string, reference: 'oneText' | 'bare', bound: number | undefined): BenchRow => ({
      name,
      ours: `${medianOf('ours').toFixed(0)} ms`,
      reference: `${medianOf(reference).toFixed(0)} ms`,
      ratio: median(times.map((time) => time.ours / time[reference])),
      bound,
    });
    return [
      row('first frame, against Ink with one Text', 'oneText', 1.25),
      row('first frame, against bare Node', 'bare', undefined),
      ...(await sshRows(script)),
      ...(await keyRows([], '')),
      ...(await keyRows([writeLargeNetwork(folder)], '784-32-10 with adam, ')),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bundles the reference with the options that make the stepper start fast. Returns the path of the bundle. */
async function bundleReference(folder: string): Promise<string> {
  const outfile = join(folder, 'one-text.mjs');
  const stdin = { contents: oneTextProgram, resolveDir: root, loader: 'tsx' } as const;
  await build({ ...bundleOptions, absWorkingDir: root, stdin, outfile });
  return outfile;
}

/** Runs the program until it has filled its compile cache, which it does half a second after its first frame. */
async function fillCompileCache(terminal: TestTerminal): Promise<void> {
  await terminal.shows('Nothing is computed yet');
  await pause(cacheTime);
  terminal.send('q');
  await terminal.exited;
}

/** The milliseconds from the start of a program until `text` is on its screen. */
async function timeToFirstFrame(run: () => TestTerminal, text: string): Promise<number> {
  const start = performance.now();
  const terminal = run();
  await terminal.shows(text);
  const time = performance.now() - start;
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  return time;
}

/** Measures the time to the first frame over ssh to this machine, against the reference at the path `script`. */
async function sshRows(script: string): Promise<readonly BenchRow[]> {
  if (sshUnavailableReason !== undefined) return [];
  const server = await startSshServer();
  try {
    await fillCompileCache(server.run([]));
    const times: { ours: number; oneText: number }[] = [];
    for (let start = 0; start < starts; start++) {
      times.push({
        ours: await timeToFirstFrame(() => server.run([]), 'Nothing is computed yet'),
        oneText: await timeToFirstFrame(() => server.run([], { script }), 'ready'),
      });
    }
    const medianOf = (name: 'ours' | 'oneText') => `${median(times.map((time) => time[name])).toFixed(0)} ms`;
    return [
      {
        name: 'first frame over ssh, against Ink with one Text',
        ours: medianOf('ours'),
        reference: medianOf('oneText'),
        ratio: median(times.map(({ ours, oneText }) => ours / oneText)),
        bound: 1.4,
      },
    ];
  } finally {
    server.stop();
  }
}

/** Writes a network file with 25,450 parameters and one sample. Returns its path. */
function writeLargeNetwork(folder: string): string {
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
        input: Array.from({ length: 784 }, (_, unit) => (unit % 7) / 7),
        target: Array.from({ length: 10 }, (_, unit) => (unit === 3 ? 1 : 0)),
      },
    ],
  };
  writeFileSync(path, JSON.stringify(network));
  return path;
}

/** Measures several presses of each key. `words` are the arguments of the program. */
async function keyRows(words: readonly string[], label: string): Promise<readonly BenchRow[]> {
  const terminal = runInTerminal([program, ...words]);
  await terminal.shows('Nothing is computed yet');
  await waitUntilQuiet(terminal);
  const rows: BenchRow[] = [];
  for (const [name, cycle] of cycles) {
    const pressed: { time: number; bytes: number }[] = [];
    for (let press = 0; press < presses; press++)
      pressed.push(await pressKey(terminal, cycle[press % cycle.length] ?? ''));
    const bytes = pressed.map((press) => press.bytes);
    rows.push({
      name: `${label}key ${name}: time to its frame, and bytes`,
      ours: `${median(pressed.map(({ time }) => time)).toFixed(1)} ms`,
      reference: `mean ${Math.round(bytes.reduce((sum, each) => sum + each, 0) / presses)} bytes, max ${Math.max(...bytes)}`,
      ratio: undefined,
      bound: undefined,
    });
  }
  terminal.process.kill('SIGKILL');
  return rows;
}
