import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** The code blocks in this language on a page. '' stands for blocks without a language. */
function codesIn(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)].flatMap(([, found, code = '']) =>
    found === language ? [code] : [],
  );
}

interface ConsoleExample {
  readonly page: string;
  readonly command: string;
  /** The printed lines that the page shows. It may leave out lines, and shows … in their place. */
  readonly shown: readonly string[];
}

/** Each command with the lines below it in the console blocks of a page. */
function consoleExamplesIn(page: string): readonly ConsoleExample[] {
  return codesIn(page, 'console').flatMap((block) =>
    block.split(/^\$ /m).flatMap((example) => {
      const [command = '', ...lines] = example.trimEnd().split('\n');
      return command === '' ? [] : [{ page, command, shown: lines.filter((line) => line !== '…') }];
    }),
  );
}

/** The first code block in this language on a page; empty if the page has none. */
function codeIn(page: string, language: string): string {
  return codesIn(page, language)[0] ?? '';
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

test('docs/engine.md has an example of a network and one of a formula', () => {
  expect(codesIn('docs/engine.md', 'js')).toEqual([
    expect.stringContaining('createExperiment('),
    expect.stringContaining('createFormulaExperiment('),
  ]);
});

test.each(codesIn('docs/engine.md', 'js'))(
  'an example in docs/engine.md prints the numbers in its comments',
  (code) => {
    const expected = [...code.matchAll(/^console.*\/\/ (.*)$/gm)].map(([, value]) => Number(value));
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      encoding: 'utf8',
      cwd: top,
    });
    expect(stderr).toBe('');
    const printed = stdout.trimEnd().split('\n').map(Number);
    expect(expected).toHaveLength(2);
    expect(printed).toHaveLength(2);
    for (const [index, value] of printed.entries()) expect(value / (expected[index] ?? 0)).toBeCloseTo(1, 12);
  },
);

test.each(pages.flatMap(consoleExamplesIn))('in $page, $command prints what the page shows', ({ command, shown }) => {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-docs-'));
  try {
    // The pages write the file of the README's example as chain.formula.
    writeFileSync(join(folder, 'chain.formula'), codeIn('README.md', ''));
    const line = command.replace('npx backstep', 'backstep').replace('backstep', '"$NODE" "$PROGRAM"');
    const { stdout, stderr } = spawnSync('sh', ['-c', line], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, NODE: process.execPath, PROGRAM: join(top, 'dist/backstep.js') },
    });
    const printed = `${stdout}${stderr}`.split('\n');
    expect(shown.length).toBeGreaterThan(0);
    // The page shows the lines in the order in which they are printed.
    const places = shown.map((text) => printed.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the formula in docs/formula-file.md has the gradients of the circuit', () => {
  const { stdout } = spawnSync(process.execPath, [join(top, 'dist/backstep.js'), 'trace', '-', '--json'], {
    encoding: 'utf8',
    input: codeIn('docs/formula-file.md', ''),
  });
  const values = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly quantity: string; readonly value: number });
  const numberOf = (name: string) => values.find(({ quantity }) => quantity === name)?.value;
  expect(['df/dx', 'df/dy', 'df/dz', 'x+'].map(numberOf)).toEqual([-4, -4, 3, -1.6]);
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
