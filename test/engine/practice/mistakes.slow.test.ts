import { expect, test } from 'vitest';
import { mistakeNetworks } from './mistakes/networks.ts';
import { linesOf, outcomesOf } from './mistakes/tables.ts';

test.each([6, 4])(
  'of the numbers that mistakes give, with %i digits, most are named and few are misleading',
  async (digits) => {
    const outcomes = [...mistakeNetworks].flatMap(([name, values]) => outcomesOf(name, values, digits));
    const share = (...kinds: readonly string[]): number =>
      outcomes.filter(({ kind }) => kinds.includes(kind)).length / outcomes.length;
    expect(share('named')).toBeGreaterThan(0.8);
    expect(share('misleading')).toBeLessThan(0.005);
    await expect(`${linesOf(outcomes).join('\n')}\n`).toMatchFileSnapshot(`mistakes/named-${digits}-digits.txt`);
  },
  600_000,
);
