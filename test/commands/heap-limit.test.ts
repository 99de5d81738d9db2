import { expect, test } from 'vitest';
import { createHeapLimiter } from '../../src/commands/heap-limit.ts';

/** The flags that are set for generations of these sizes, in MB, on a screen of 80×24. */
function flagsFor({ young, oldUsed }: { young: number; oldUsed: number }): readonly string[] {
  const flags: string[] = [];
  const space = { space_available_size: 0, physical_space_size: 0 };
  const limitHeap = createHeapLimiter(
    {
      getHeapSpaceStatistics: () => [
        { ...space, space_name: 'old_space', space_size: oldUsed * 1e6, space_used_size: oldUsed * 1e6 },
        { ...space, space_name: 'new_space', space_size: young * 1e6, space_used_size: 0 },
      ],
      setFlagsFromString: (flag) => void flags.push(flag),
    },
    () => 80 * 24,
  );
  limitHeap();
  return flags;
}

const collects = '--incremental-marking-hard-trigger=1';
const collectsThoroughly = '--optimize-for-size';

test('the old generation is not collected as long as it is small', () => {
  expect(flagsFor({ young: 16, oldUsed: 17 })).not.toContain(collects);
});

test('a large old generation is collected, and the collection makes the young generation small', () => {
  expect(flagsFor({ young: 8, oldUsed: 19 })).toEqual(expect.arrayContaining([collects, collectsThoroughly]));
});

test('after a collection, the young generation may grow again', () => {
  expect(flagsFor({ young: 1, oldUsed: 17 })).toContain('--semi-space-growth-factor=2');
  expect(flagsFor({ young: 8, oldUsed: 17 })).toContain('--semi-space-growth-factor=1');
});
