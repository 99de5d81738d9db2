import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lectureFile } from '../files/lecture-file.ts';
import { program } from '../support/terminal.ts';
import { keyRows, lessonRows, lists, optimizerRows, signRows } from './tables.ts';
import { hasTmux, whereRows } from './where-it-runs.ts';

const top = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', top), 'utf8');
const manifest = JSON.parse(readFileSync(new URL('package.json', top), 'utf8')) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

test("the network file it shows is the lecture's", () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(JSON.parse(json)).toEqual(lectureFile());
});

test('the program it shows prints what it says', () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  const promised = [...code.matchAll(/\/\/ (.*)$/gm)].map(([, value]) => Number(value));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    cwd: fileURLToPath(top),
  });
  expect(stderr).toBe('');
  expect(promised).toHaveLength(2);
  for (const [at, line] of stdout.trimEnd().split('\n').entries())
    expect(Number(line) / (promised[at] ?? 0)).toBeCloseTo(1, 12);
});

test.each([
  ['keys', keyRows()],
  ['signs', signRows()],
  ['lessons', lessonRows()],
])('its table of %s is the one of the program', (name, rows) => {
  const [, section = ''] = new RegExp(`\\n## ${name}\\n([\\s\\S]*?)\\n## `, 'i').exec(readme) ?? [];
  expect(section.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});

if (!hasTmux) console.warn('The test inside tmux is skipped: tmux is not installed.');

test('its table of where it runs is what is seen there', async () => {
  const [, section = ''] = /\n## Where it runs\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const all = hasTmux ? rows : rows.filter((row) => !row.includes('inside tmux'));
  expect(await whereRows()).toEqual(all);
}, 60_000);

test('its table of optimizers and its lists are those of the program', () => {
  const rows = readme.split('\n').filter((line) => /^ {2}\| [a-z]+ \|/.test(line) && !line.includes('method'));
  expect(rows).toEqual(optimizerRows());
  const text = readme.replace(/\s+/g, ' ');
  for (const list of Object.values(lists)) expect(text).toContain(list);
});

test('every library that is built on has its row', () => {
  const [, table = ''] = readme.split('## Built on');
  const links: Readonly<Record<string, string>> = {
    '@biomejs/biome': 'Biome',
    '@lydell/node-pty': 'node-pty',
    '@stdlib/math-base-special-erf': '@stdlib',
    '@types/node': 'TypeScript',
    '@types/react': 'TypeScript',
    '@xterm/headless': 'xterm headless',
  };
  const missing = Object.keys(manifest.devDependencies).filter(
    (name) => !table.toLowerCase().includes((links[name] ?? name).toLowerCase()),
  );
  expect(missing).toEqual([]);
});

test('every command of the program is in its table, and no other', () => {
  const help = spawnSync(process.execPath, [program, '--help'], { encoding: 'utf8' }).stdout;
  const [, section = ''] = help.split('Commands:');
  const commands = [...section.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  const listed = [...readme.matchAll(/^\| `backstep ([a-z]+)[ `]/gm)].map(([, name]) => name);
  expect(listed).toEqual(commands);
});
