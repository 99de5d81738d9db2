import {
  commandTable,
  formulaKeyTable,
  keyTable,
  lessonTable,
  lossTable,
  nameTable,
  optimizerTable,
  optionTables,
  signTable,
  slipTable,
} from './tables.ts';

/** The generator of each block, by the name in the comment before the block. */
const blocks: Readonly<Record<string, () => string>> = {
  'keys while stepping': () => keyTable('stepping'),
  'keys in formulas': formulaKeyTable,
  'keys in practice': () => keyTable('practice'),
  'keys in prompts': () => keyTable('prompt'),
  'keys in the help': () => keyTable('help'),
  signs: () => signTable('legend'),
  'signs of formulas': () => signTable('formulaLegend'),
  lessons: lessonTable,
  names: nameTable,
  losses: lossTable,
  slips: slipTable,
  optimizers: optimizerTable,
  commands: commandTable,
  options: optionTables,
};

/**
 * A generated block of a page stands between two comments:
 *
 *     <!-- generated: signs -->
 *     ...
 *     <!-- end -->
 */
const block = /(<!-- generated: ([^>]+) -->)[\s\S]*?(<!-- end -->)/g;

/**
 * Returns a page with newly generated blocks. `slowBlocks` has the texts of the blocks that are slow to generate.
 * Throws a RangeError for a block that has neither a generator nor a text in `slowBlocks`.
 */
export function withGeneratedBlocks(page: string, slowBlocks: Readonly<Record<string, string>> = {}): string {
  return page.replace(block, (_, start: string, name: string, end: string) => {
    const text = slowBlocks[name] ?? blocks[name]?.();
    if (text === undefined) throw new RangeError(`the block "${name}" has no generator`);
    return `${start}\n\n${text}\n\n${end}`;
  });
}

export const blockNames: readonly string[] = Object.keys(blocks);

export function blockNamesIn(page: string): readonly string[] {
  return [...page.matchAll(block)].flatMap(([, , name]) => name ?? []);
}
