import { expect, test } from 'vitest';
import { lecture } from '../support/lecture.ts';
import { afterKeys, frameOf, openStepper } from '../support/stepper.ts';

/** These keys expand three factors, so that the formula has more rows than its panel. */
const longFormula = ['return', 'return', 'return'];

const frame = (keys: readonly string[]): string => frameOf(afterKeys(keys).view);

test.each([
  ['the help', ['?'], 'up'],
  ['the formula', longFormula, 'pageup'],
])('%s does not scroll up beyond its first row', (_, keys, key) => {
  expect(frame([...keys, key])).toBe(frame(keys));
  expect(frame([...keys, key, key, key])).toBe(frame(keys));
});

test('a larger window shows no empty rows below the help, even if the help was scrolled to its end', () => {
  const toTheEnd = ['?', ...Array.from({ length: 20 }, () => 'pagedown')];
  const larger = { columns: 80, rows: 50 };
  const opened = openStepper({ screenSize: larger }).press(...toTheEnd);
  expect(frameOf(afterKeys(toTheEnd).view, larger)).toBe(frameOf(opened.view, larger));
});

test('selecting a factor in a hidden row scrolls the formula until the factor and its number are visible', () => {
  const smallest = { columns: 40, rows: 12 };
  const keys = ['up', 'p', 'p', 'p', ...longFormula, 'tab', 'down', 'down', 'down'];
  const { view } = openStepper({ screenSize: smallest }).press(...keys);
  expect(frameOf(view, smallest)).toMatch(/▸① .*\n.*\(−0\.3714\)/);
});

test('while the weights panel is focused, the page keys do not scroll the formula', () => {
  const adam = { ...lecture, optimizer: { method: 'adam', learningRate: 0.01 } } as const;
  const { view } = afterKeys(['tab', 'tab', 'pagedown'], adam);
  expect(frameOf(view)).toContain('PgDn ↓');
  expect(frameOf(view)).not.toContain('PgUp');
});
