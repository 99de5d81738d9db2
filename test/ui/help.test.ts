import { describe, expect, test } from 'vitest';
import { helpMode } from '../../src/ui/modes/help-mode.ts';
import { afterKeys, frameOf, openStepper } from '../support/stepper.ts';

/** A screen that is high enough for the whole help. */
const tall = { columns: 100, rows: 120 };

/** These keys lead to a formula of more rows than its panel has. */
const longFormula = ['return', 'return', 'return'];

const frame = (keys: readonly string[]): string => frameOf(afterKeys(keys).view);

describe('the help', () => {
  test('lists the keys of stepping first, and keys of several modes only once', () => {
    const text = frameOf(openStepper({ screenSize: tall }).press('?').view, tall);
    expect(text.match(/redraw the screen/g)).toHaveLength(1);
    const order = [
      'next equation',
      'find a quantity by name',
      'zoom the focused',
      'undo the last',
      'quit',
      'submit your answer',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('dims disabled actions and says why they are disabled', () => {
    const entryOf = (keys: readonly string[]) =>
      helpMode
        .page?.(afterKeys(keys).view, 96)
        .rows.flat()
        .find(({ text }) => text.startsWith('undo the last change'));
    expect(entryOf(['?'])).toEqual({ text: 'undo the last change (nothing is changed)', part: 'faint' });
    expect(entryOf(['=', ...'w5 0', 'return', '?'])).toEqual({ text: 'undo the last change', part: undefined });
  });

  test('opens at its top although the formula is scrolled', () => {
    const scrolled = afterKeys([...longFormula, 'pagedown']);
    expect(scrolled.model.scroll).toBeGreaterThan(0);
    expect(frameOf(scrolled.press('?').view)).toBe(frame(['?']));
  });

  test('does not scroll the formula when it is scrolled itself', () => {
    expect(frame([...longFormula, '?', 'pagedown', '?'])).toBe(frame(longFormula));
  });

  test('is scrolled by the page keys, also if the weights panel is focused', () => {
    const weights = ['tab', 'tab'];
    expect(frame([...weights, '?', 'pagedown'])).toContain('PgUp ↑8');
    expect(frame([...weights, '?', 'pagedown', '?'])).toBe(frame(weights));
  });
});
