import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/files/input-error.ts';
import { isPrintable } from '../../src/files/quoting.ts';
import { tableIn } from './table.ts';

test('parseTable turns mutated CSV text into complete rows, or refuses the text in at most six lines', () => {
  const text = 'width,height,kind\n1,2.5,pear\n3,-4e2,apple\n"5",.6,pear\n';
  const part = fc.constantFrom(...',";\n\r\t .-+e0159x', 'pear', 'NaN', '∞', '""', '1e999');
  const edit = fc.record({ index: fc.nat(text.length), cut: fc.nat(3), put: fc.array(part, { maxLength: 3 }) });
  const anyClasses = fc.constantFrom([], ['pear', 'apple'], ['pear', 'plum']);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), anyClasses, (edits, classes) => {
      const changed = edits.reduce(
        (edited, { index, cut, put }) => edited.slice(0, index) + put.join('') + edited.slice(index + cut),
        text,
      );
      try {
        const { rows, outputNames } = tableIn(changed, { inputs: 2, outputs: 2, classes });
        for (const { input, target } of rows) {
          expect([input.length, target.length]).toEqual([2, 2]);
          expect([...input, ...target].every(Number.isFinite)).toBe(true);
        }
        expect([0, 2]).toContain(outputNames.length);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const lines = error.message.split('\n');
        expect(lines.length).toBeLessThanOrEqual(6);
        for (const line of lines) {
          expect(line).toMatch(
            /^data\.csv: ((line \d+(, ".*")?: )?found .+(, expected .+|, did you mean .+\?)|and \d+ more mistakes?)$/u,
          );
          expect(isPrintable(line)).toBe(true);
        }
      }
    }),
    { numRuns: 3000 },
  );
});
