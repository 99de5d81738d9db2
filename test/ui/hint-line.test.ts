import { expect, test } from 'vitest';
import { plainText } from '../../src/ui/draw/rows.ts';
import { hintLine } from '../../src/ui/modes/hint-line.ts';
import { afterKeys } from '../support/stepper.ts';

/** The words of the hints in a line of some cells. */
function hintsIn(width: number, keys: readonly string[] = []): readonly string[] {
  const line = plainText(hintLine(afterKeys(keys).view, width, { showsAllPanels: true }));
  expect(line.length).toBeLessThanOrEqual(width);
  return line.trim().split(/ {2}/);
}

test('a wider hint line shows more hints, and never drops a hint for a shorter one', () => {
  for (let width = 10; width < 200; width++) {
    const wider = hintsIn(width + 1);
    expect(wider).toEqual(expect.arrayContaining([...hintsIn(width)]));
  }
});

test('the hint of follow is shown only after the user has selected a weight', () => {
  expect(hintsIn(200)).not.toContain('f follow');
  expect(hintsIn(200, ['down'])).toContain('f follow');
});
