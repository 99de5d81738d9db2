import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unicode } from '../../src/notation/glyphs.ts';
import { actionFor, keymap } from '../../src/ui/keymap.ts';
import { keyText } from '../../src/ui/panels/hints.ts';
import { modelAfter } from '../support/stepper.ts';

test('no key is bound twice', () => {
  const keys = keymap.flatMap((binding) => binding.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('what a slow line may make of a split arrow is unbound', () => {
  expect(['[', 'O', 'A', 'B', 'C', 'D'].filter((key) => actionFor(modelAfter([]), key) !== undefined)).toEqual([]);
});

test('Escape at rest does nothing', () => {
  expect(actionFor(modelAfter([]), 'escape')).toBeUndefined();
});

test("the README's key table is the keymap's", () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = keymap.map(
    ({ keys, help }) => `| ${keys.map((key) => `\`${keyText(key, unicode)}\``).join(' ')} | ${help} |`,
  );
  const table = readme.split('\n').filter((line) => /^\| `/.test(line) && !line.startsWith('| `backstep'));
  expect(table).toEqual(rows);
});
