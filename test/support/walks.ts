import fc from 'fast-check';
import { keymap } from '../../src/ui/actions/keymap.ts';
import { smallest } from '../../src/ui/state/layout.ts';

const keys = keymap.flatMap((binding) => binding.keys).filter((key) => !['q', 'ctrl+c', 'ctrl+z'].includes(key));
const typed = ['0', '.', '5', '*', 'a', '-'];
const often = ['right', 'n', 'p', 'down', 'return', 'v', 'd', 'escape', 'm'];

/** Keys that a reader presses one after the other, whatever they lead to. */
export const anyWalk = fc.array(
  fc.oneof(fc.constantFrom(...often), fc.constantFrom(...keys), fc.constantFrom(...typed)),
  { maxLength: 30 },
);

/** A size of the terminal that the stepper fits in. */
export const anySize = fc.record({
  columns: fc.integer({ min: smallest.columns, max: 250 }),
  rows: fc.integer({ min: smallest.rows, max: 80 }),
});
