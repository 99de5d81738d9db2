import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const dist = (name: string): URL => new URL(`../../dist/${name}`, import.meta.url);

test('the bundle does not load node:crypto, which would slow down its start', () => {
  // object-hash, a dependency of ink-table, loads node:crypto. The build replaces object-hash.
  const text = readFileSync(dist('program.js'), 'utf8');
  // toMatch would print the whole bundle if it failed.
  expect(/["'](node:)?crypto["']/.test(text)).toBe(false);
});

test('the bundle loads no module of Node by an import statement, which would slow down its start', () => {
  const importsOf = (name: string) =>
    [...readFileSync(dist(name), 'utf8').matchAll(/\bfrom ?"([a-z:_/]+)"/g)].map(([, module]) => module);
  // The first line imports createRequire.
  expect(importsOf('backstep.js')).toEqual(['node:module']);
  // A script cannot import anything.
  expect(importsOf('program.js')).toEqual([]);
  expect(/\bimport\(/.test(readFileSync(dist('program.js'), 'utf8'))).toBe(false);
});

test('the program is ASCII, so that V8 keeps its text with one byte for each character', () => {
  expect(readFileSync(dist('program.js')).every((byte) => byte < 128)).toBe(true);
});

test('the npm package contains the licences of the bundled packages', () => {
  const notices = readFileSync(dist('THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['ink', 'react', 'zod', 'commander', 'pure-rand', '@stdlib/math-base-special-erf']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
});

test('the npm package contains type declarations of the engine', () => {
  expect(existsSync(dist('types/index.d.ts'))).toBe(true);
});
