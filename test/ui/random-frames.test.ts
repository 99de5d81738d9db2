import { expect, test } from 'vitest';
import { ascii } from '../../src/notation/glyphs.ts';
import { frameOf, openStepper } from '../support/stepper.ts';
import { checkRandomFrames } from './frame-property.ts';

test('random frames fill the screen and have complete borders (20 frames)', () => checkRandomFrames(20));

test.each(['?', '=', 's', '/', 'g', 'd', 't'])(
  'frames with ASCII glyphs contain only ASCII characters after the key %s',
  (key) => {
    const screenSize = { columns: 120, rows: 80 };
    for (const keys of [[key], [key, 'right']]) {
      const { view } = openStepper({ glyphs: ascii, screenSize }).press(...keys);
      expect(frameOf(view, screenSize)).toMatch(/^[\0-\x7f]*$/);
    }
  },
);
