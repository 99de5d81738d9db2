import { describe, expect, test } from 'vitest';
import { helpMode } from '../../src/ui/modes/help-mode.ts';
import { afterKeys, frameOf, openStepper } from '../support/stepper.ts';

/** A screen that is high enough for the whole help. */
const tall = { columns: 100, rows: 120 };

/** These keys expand three factors, so that the formula has more rows than its panel. */
const longFormula = ['return', 'return', 'return'];

const frame = (keys: readonly string[]): string => frameOf(afterKeys(keys).view);

describe('the help', () => {
  test('lists the keys of stepping first, and lists a key that several modes share only once', () => {
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
    const undoEntry = (keys: readonly string[]) =>
      helpMode
        .page?.(afterKeys(keys).view, 96)
        .rows.flat()
        .find(({ text }) => text.startsWith('undo the last change'));
    expect(undoEntry(['?'])).toEqual({ text: 'undo the last change (nothing is changed)', part: 'faint' });
    expect(undoEntry(['=', ...'w5 0', 'return', '?'])).toEqual({ text: 'undo the last change', part: undefined });
  });

  test('opens at its first row even if the formula is scrolled', () => {
    const scrolled = afterKeys([...longFormula, 'pagedown']);
    expect(scrolled.model.scroll).toBeGreaterThan(0);
    expect(frameOf(scrolled.press('?').view)).toBe(frame(['?']));
  });

  test('leaves the formula where it is when the help itself is scrolled', () => {
    expect(frame([...longFormula, '?', 'pagedown', '?'])).toBe(frame(longFormula));
  });

  test('is scrolled by the page keys, and a focused weights panel is not', () => {
    const weights = ['tab', 'tab'];
    expect(frame([...weights, '?', 'pagedown'])).toContain('PgUp ↑8');
    expect(frame([...weights, '?', 'pagedown', '?'])).toBe(frame(weights));
  });
});
