import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program, type TestTerminal } from '../support/terminal.ts';
import { openProgram, runUntilTestEnds, temporaryFolder } from '../support/terminal-fixtures.ts';

/** The complete files of a cache. Each is written under a name that ends in .tmp, and then renamed. */
function entriesOf(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return paths.filter((path) => !path.endsWith('.tmp') && statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** Resolves to the path of the one entry of a cache when it is written. */
async function entryOf(folder: string): Promise<string> {
  await expect.poll(() => entriesOf(folder), { timeout: 60_000 }).toHaveLength(1);
  return entriesOf(folder)[0] ?? '';
}

/** Opens the stepper, and quits when it has written its cache, or at once. Returns the whole output. */
async function openAndQuit(environment: Readonly<Record<string, string | undefined>>, cache?: string): Promise<string> {
  const terminal = await openProgram([], { environment });
  if (cache !== undefined) await entryOf(cache);
  await quit(terminal);
  return terminal.output();
}

async function quit(terminal: TestTerminal): Promise<void> {
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
}

/** The flags that make V8 log the functions that it compiles. */
function logTo(log: string): readonly string[] {
  return ['--log-function-events', '--no-logfile-per-isolate', `--logfile=${log}`];
}

/** The number of functions of the program that V8 compiles until the stepper has written its cache and ends. */
async function compiledFunctions(XDG_CACHE_HOME: string, log: string): Promise<number> {
  rmSync(log, { force: true });
  const terminal = runUntilTestEnds([...logTo(log), program], { environment: { XDG_CACHE_HOME } });
  await terminal.shows('q quit');
  await entryOf(XDG_CACHE_HOME);
  await quit(terminal);
  return functionsIn(log);
}

/** The number of compiled functions of the program in a log of V8. */
function functionsIn(log: string): number {
  const lines = readFileSync(log, 'utf8').split('\n');
  const script = lines.find((line) => /^script-details,.*program\.js/.test(line))?.split(',')[1];
  return lines.filter((line) => line.startsWith(`function,interpreter,${script},`)).length;
}

test('the second start compiles few functions, because it reads those that the first start has compiled', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const log = join(temporaryFolder(), 'v8.log');
  const first = await compiledFunctions(XDG_CACHE_HOME, log);
  const second = await compiledFunctions(XDG_CACHE_HOME, log);
  expect(second).toBeLessThan(first / 5);
});

test('the code is in the cache soon after the first frame, even if a signal ends the program', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const terminal = await openProgram([], { environment: { XDG_CACHE_HOME } });
  await entryOf(XDG_CACHE_HOME);
  terminal.process.kill('SIGKILL');
  await terminal.exited;
  expect(await openAndQuit({ XDG_CACHE_HOME })).toContain('q quit');
});

test('a command reads the functions that the stepper has compiled', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const log = join(temporaryFolder(), 'v8.log');
  const explain = (): number => {
    const env = {
      ...process.env,
      NODE_COMPILE_CACHE: undefined,
      NODE_DISABLE_COMPILE_CACHE: undefined,
      XDG_CACHE_HOME,
    };
    rmSync(log, { force: true });
    expect(spawnSync(process.execPath, [...logTo(log), program, 'explain', 'w5'], { env }).status).toBe(0);
    return functionsIn(log);
  };
  const before = explain();
  // V8 reads the code only in a run with the flags of the run that has compiled it.
  await compiledFunctions(XDG_CACHE_HOME, log);
  expect(explain()).toBeLessThan(0.8 * before);
});

test.each<readonly [string, (content: Buffer) => Uint8Array]>([
  ['is empty', () => new Uint8Array()],
  ['is a text', () => Buffer.from('damaged')],
  ['is cut', (content) => content.subarray(0, content.length / 2)],
  ['has a changed bit', (content) => content.map((byte, index) => (index === content.length >> 1 ? byte ^ 1 : byte))],
])('an entry that %s is ignored, and written again', async (_, damage) => {
  const XDG_CACHE_HOME = temporaryFolder();
  const reference = await openAndQuit({ XDG_CACHE_HOME }, XDG_CACHE_HOME);
  const path = await entryOf(XDG_CACHE_HOME);
  const size = statSync(path).size;
  const damaged = damage(readFileSync(path));
  writeFileSync(path, damaged);
  const terminal = await openProgram([], { environment: { XDG_CACHE_HOME } });
  await expect.poll(() => readFileSync(path).equals(damaged), { timeout: 60_000 }).toBe(false);
  expect(statSync(path).size).toBeGreaterThan(size / 2);
  await quit(terminal);
  expect(terminal.output()).toBe(reference);
});

test('the caches of other versions of the program are deleted', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const old = join(XDG_CACHE_HOME, 'backstep', '0.0.1');
  mkdirSync(old, { recursive: true });
  await openProgram([], { environment: { XDG_CACHE_HOME } });
  await expect.poll(() => existsSync(old), { timeout: 60_000 }).toBe(false);
});

test('two steppers that start at once fill one cache', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const both = [openAndQuit({ XDG_CACHE_HOME }, XDG_CACHE_HOME), openAndQuit({ XDG_CACHE_HOME }, XDG_CACHE_HOME)];
  await Promise.all(both);
  expect(await openAndQuit({ XDG_CACHE_HOME })).toContain('q quit');
});

test('a folder in NODE_COMPILE_CACHE is used instead, and NODE_DISABLE_COMPILE_CACHE is obeyed', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const NODE_COMPILE_CACHE = temporaryFolder();
  const chosen = join(NODE_COMPILE_CACHE, 'backstep');
  const terminal = await openProgram([], { environment: { XDG_CACHE_HOME, NODE_COMPILE_CACHE } });
  await expect.poll(() => existsSync(chosen) && entriesOf(chosen).length, { timeout: 60_000 }).toBe(1);
  await quit(terminal);
  await openAndQuit({ XDG_CACHE_HOME, NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(readdirSync(XDG_CACHE_HOME)).toEqual([]);
});

const file = (): string => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, '');
  return path;
};

test.each<readonly [string, () => Readonly<Record<string, string | undefined>>]>([
  ['inside a file', () => ({ XDG_CACHE_HOME: file() })],
  ['inside /dev/null', () => ({ XDG_CACHE_HOME: '/dev/null/cache' })],
  ['inside /proc', () => ({ XDG_CACHE_HOME: '/proc/cache' })],
  ['unknown, because HOME is not set', () => ({ XDG_CACHE_HOME: '', HOME: undefined })],
  ['unknown, because HOME is empty', () => ({ XDG_CACHE_HOME: 'relative', HOME: '' })],
])('if the folder of the cache is %s, the program starts as without a cache', async (_, environmentOf) => {
  const environment = environmentOf();
  const reference = await openAndQuit({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(await openAndQuit(environment)).toBe(reference);
  const { status, stderr } = spawnSync(process.execPath, [program, '--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  expect([status, stderr]).toEqual([0, '']);
});
