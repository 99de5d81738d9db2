import { expect, test } from 'vitest';
import { plainText } from '../../src/ui/draw/rows.ts';
import { hintLine } from '../../src/ui/modes/hint-line.ts';
import { afterKeys } from '../support/stepper.ts';

/** The hints that are shown after some keys in a hint line of `width` cells. */
function hintsIn(width: number, keys: readonly string[] = []): readonly string[] {
  const line = plainText(hintLine(afterKeys(keys).view, width, { showsAllPanels: true }));
  expect(line.length).toBeLessThanOrEqual(width);
  return line.trim().split(/ {2}/);
}

test('each hint in a hint line is also in a hint line that is one cell wider', () => {
  for (let width = 10; width < 200; width++) {
    expect(hintsIn(width + 1)).toEqual(expect.arrayContaining([...hintsIn(width)]));
  }
});

test('the hint of the key f is shown only after the user has selected a weight', () => {
  expect(hintsIn(200)).not.toContain('f follow');
  expect(hintsIn(200, ['down'])).toContain('f follow');
});
