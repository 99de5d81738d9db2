import fc from 'fast-check';
import { modes } from '../../src/ui/modes/mode-table.ts';
import { minSize } from '../../src/ui/state/layout.ts';

const keys = Object.values(modes)
  .flatMap(({ actions }) => actions.flatMap((action) => action.keys))
  .filter((key) => !['q', 'ctrl+c', 'ctrl+z'].includes(key));
const typedCharacters = ['0', '.', '5', '*', 'a', '-'];
const frequentKeys = ['right', 'n', 'p', 'down', 'return', 'v', 'd', 'escape', 'm'];

/** Up to 30 keys, without those that quit or suspend. A key may have no effect in the mode in which it is pressed. */
export const anyKeys = fc.array(
  fc.oneof(fc.constantFrom(...frequentKeys), fc.constantFrom(...keys), fc.constantFrom(...typedCharacters)),
  { maxLength: 30 },
);

/** Sizes of a terminal that are large enough for the stepper. */
export const anySize = fc.record({
  columns: fc.integer({ min: minSize.columns, max: 250 }),
  rows: fc.integer({ min: minSize.rows, max: 80 }),
});
