import { expect, test } from 'vitest';
import { ascii } from '../../src/notation/glyphs.ts';
import { frameOf, openStepper } from '../support/stepper.ts';
import { checkRandomFrames } from './frame-property.ts';

test('a frame fills the screen, with whole borders, after any keys, at any size', () => checkRandomFrames(20));

test.each(['?', '=', 's', '/', 'g', 'd', 't'])('after %s with --ascii, a frame has ASCII characters only', (key) => {
  const screenSize = { columns: 120, rows: 80 };
  for (const keys of [[key], [key, 'right']]) {
    const { view } = openStepper({ glyphs: ascii, screenSize }).press(...keys);
    expect(frameOf(view, screenSize)).toMatch(/^[\0-\x7f]*$/);
  }
});
