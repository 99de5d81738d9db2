import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lectureFile } from '../files/lecture-file.ts';
import { blockNames, blockNamesIn, withGeneratedBlocks } from './generated-blocks.ts';
import { hasTmux, terminalTable } from './terminal-table.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const docs = readdirSync(join(top, 'docs')).map((name) => join('docs', name));
const pages = ['README.md', 'CONTRIBUTING.md', ...docs];
const manifest = JSON.parse(read('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> };

function read(path: string): string {
  return readFileSync(join(top, path), 'utf8');
}

/** The first code block in this language on a page; empty if the page has none. */
function codeIn(page: string, language: string): string {
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(read(page))?.[1] ?? '';
}

// `npm run docs` runs these tests with -u, so that the next two rewrite the pages.
test.each(pages.filter((page) => !page.endsWith('terminals.md')))(
  'the generated blocks of %s are up to date',
  async (page) => {
    await expect(withGeneratedBlocks(read(page))).toMatchFileSnapshot(join(top, page));
  },
);

if (!hasTmux) console.warn('The test of docs/terminals.md is skipped: tmux is not installed.');

test.skipIf(!hasTmux)(
  'docs/terminals.md agrees with the observed behaviour of the program in each setting',
  async () => {
    const page = join('docs', 'terminals.md');
    const text = withGeneratedBlocks(read(page), { terminals: await terminalTable() });
    await expect(text).toMatchFileSnapshot(join(top, page));
  },
);

test('every generated block is used exactly once', () => {
  const used = pages.flatMap((page) => blockNamesIn(read(page)));
  expect(used.toSorted()).toEqual([...blockNames, 'terminals'].toSorted());
});

test('the example in docs/network-file.md is the network file of the lecture', () => {
  expect(JSON.parse(codeIn('docs/network-file.md', 'json'))).toEqual(lectureFile());
});

test('the example in docs/engine.md prints the numbers in its comments', () => {
  const code = codeIn('docs/engine.md', 'js');
  const expected = [...code.matchAll(/\/\/ (.*)$/gm)].map(([, value]) => Number(value));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
    cwd: top,
  });
  expect(stderr).toBe('');
  const printed = stdout.trimEnd().split('\n').map(Number);
  expect(expected).toHaveLength(2);
  for (const [index, value] of printed.entries()) expect(value / (expected[index] ?? 0)).toBeCloseTo(1, 12);
});

test('docs/architecture.md explains every library in package.json', () => {
  const [, table = ''] = read('docs/architecture.md').split('## Libraries');
  const missing = Object.keys(manifest.devDependencies).filter((name) => !table.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test('every link from a page to a file of the project leads to an existing file', () => {
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => join(page, '..', target)),
  );
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(join(top, link)))).toEqual([]);
});
