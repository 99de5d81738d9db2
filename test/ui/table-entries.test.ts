import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modes } from '../../src/ui/modes/mode-table.ts';
import { panels } from '../../src/ui/panels/panel-table.ts';
import { pictures } from '../../src/ui/pictures/picture-table.ts';

const ui = new URL('../../src/ui/', import.meta.url);

interface Named {
  readonly name: string;
}

/** The exported values with all of these properties, from the files of a folder of src/ui. */
async function exportsOf(folder: string, ...properties: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const files = readdirSync(new URL(folder, ui), { recursive: true, encoding: 'utf8' });
  const found = new Map<string, Named>();
  for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
    const exported: Readonly<Record<string, unknown>> = await import(new URL(`${folder}/${file}`, ui).href);
    for (const [name, value] of Object.entries(exported)) {
      const has = (property: string): boolean => typeof value === 'object' && value !== null && property in value;
      if (properties.every(has)) found.set(`${file}: ${name}`, value as Named);
    }
  }
  return found;
}

const actions = Object.values(modes).flatMap((mode) => mode.actions);

describe('no list lacks an entry', () => {
  test.each([
    ['action', 'actions', ['keys', 'announce'], actions],
    ['picture', 'pictures', ['words', 'draw'], pictures],
    ['panel', 'panels', ['words', 'place'], panels],
  ] as const)('every %s in src/ui/%s is in its list', async (_, folder, properties, list: readonly Named[]) => {
    const exported = await exportsOf(folder, ...properties);
    const names = new Set(list.map(({ name }) => name));
    expect(exported.size).toBeGreaterThanOrEqual(names.size);
    expect([...exported].filter(([, { name }]) => !names.has(name)).map(([file]) => file)).toEqual([]);
  });
});

test('every action that can be disabled has the words that say why', () => {
  const silent = actions.filter(({ enabled, words }) => enabled !== undefined && words.refusals === undefined);
  expect(silent.map(({ name }) => name)).toEqual([]);
});
