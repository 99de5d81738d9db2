import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { program } from '../support/terminal.ts';
import { openProgram, temporaryFolder } from '../support/terminal-fixtures.ts';

/** Makes Node report on standard error what it does with the cache. */
const reports = { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' };
/** Variables of the environment of the tests that would change which cache is used. */
const withoutCacheVariables = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined };
const codeIsRead = /reading cache from .*program\.js.*success/;

/** The complete files of the cache in a cache folder. Node writes each to a file with an extension, then renames it. */
function entriesOf(folder: string): readonly string[] {
  const own = join(folder, 'backstep', manifest.version);
  if (!existsSync(own)) return [];
  const paths = readdirSync(own, { recursive: true, encoding: 'utf8' }).map((name) => join(own, name));
  return paths.filter((path) => extname(path) === '' && statSync(path).isFile());
}

/** Opens the stepper, and quits. Returns the whole output. */
async function openAndQuit(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const terminal = await openProgram([], { environment });
  terminal.send('q');
  expect(await terminal.exited).toBe(0);
  return terminal.output();
}

test('the second start reads the code that the first start has compiled', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  expect(await openAndQuit({ XDG_CACHE_HOME, ...reports })).not.toMatch(codeIsRead);
  expect(await openAndQuit({ XDG_CACHE_HOME, ...reports })).toMatch(codeIsRead);
});

test('the code is in the cache soon after the first frame, even if a signal ends the program', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const terminal = await openProgram([], { environment: { XDG_CACHE_HOME } });
  await expect.poll(() => entriesOf(XDG_CACHE_HOME)).not.toEqual([]);
  terminal.process.kill('SIGKILL');
  expect(await openAndQuit({ XDG_CACHE_HOME, ...reports })).toMatch(codeIsRead);
});

test('a command reads the code that an earlier run has compiled', () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const run = (words: readonly string[]): string =>
    spawnSync(process.execPath, [program, ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...withoutCacheVariables, XDG_CACHE_HOME, ...reports },
    }).stderr;
  expect(run(['--version'])).not.toMatch(codeIsRead);
  expect(run(['explain', 'w5'])).toMatch(codeIsRead);
});

test('an entry that is damaged is ignored', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const output = await openAndQuit({ XDG_CACHE_HOME });
  for (const path of entriesOf(XDG_CACHE_HOME)) writeFileSync(path, 'damaged');
  expect(await openAndQuit({ XDG_CACHE_HOME })).toBe(output);
});

test('the caches of other versions of the program are deleted', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const old = join(XDG_CACHE_HOME, 'backstep', '0.0.1');
  mkdirSync(old, { recursive: true });
  await openProgram([], { environment: { XDG_CACHE_HOME } });
  await expect.poll(() => existsSync(old)).toBe(false);
});

test('two steppers that start at once fill one cache', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  await Promise.all([openAndQuit({ XDG_CACHE_HOME }), openAndQuit({ XDG_CACHE_HOME })]);
  expect(await openAndQuit({ XDG_CACHE_HOME, ...reports })).toMatch(codeIsRead);
});

test('the folder of NODE_COMPILE_CACHE is used instead, and NODE_DISABLE_COMPILE_CACHE is obeyed', async () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const NODE_COMPILE_CACHE = temporaryFolder();
  await openAndQuit({ XDG_CACHE_HOME, NODE_COMPILE_CACHE });
  await openAndQuit({ XDG_CACHE_HOME, NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(readdirSync(NODE_COMPILE_CACHE)).not.toEqual([]);
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
