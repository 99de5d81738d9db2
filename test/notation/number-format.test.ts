import { describe, expect, test } from 'vitest';
import { hyperparameterValue, parameterValue } from '../../src/engine/models/dense-quantities.ts';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { exactNumber, formatNumber, formatQuantity, roundedAsShown } from '../../src/notation/number-format.ts';

const shown: readonly (readonly [value: number, decimals: number, text: string])[] = [
  [0.5942723173295807, 4, '0.5943'],
  [0.5942723173295807, 12, '0.594272317330'],
  [-0.37144834678181204, 4, '−0.3714'],
  [0.5, 4, '0.5000'],
  [12.5, 2, '12.50'],
  [0.00012332314751036126, 4, '0.0001233'],
  [-0.00123456, 4, '−0.001235'],
  [0.005, 4, '0.0050'],
  [5.581404566753651e-5, 4, '5.581e-5'],
  [-1e-7, 4, '−1e-7'],
  [1234567.891, 4, '1.235e6'],
  [1e300, 2, '1e300'],
  [0, 4, '0'],
  [-0, 4, '0'],
  [5e-324, 4, '4.941e-324'],
  [Number.NaN, 4, 'NaN'],
  [Number.POSITIVE_INFINITY, 4, '∞'],
  [Number.NEGATIVE_INFINITY, 4, '−∞'],
];

test.each(shown)('%d with %d decimals is written as %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals, unicode)).toBe(text);
});

describe('a number rounded as shown', () => {
  test.each(shown.filter(([value]) => Number.isFinite(value)))(
    'is the number that is written: %d with %d decimals is %s',
    (value, decimals, text) => {
      expect(roundedAsShown(value, decimals)).toBe(Number(text.replace('−', '-')) || 0);
    },
  );
});

test('a hyperparameter is written with all its digits and no zeros at the end, unlike a parameter', () => {
  expect(formatQuantity(hyperparameterValue('learningRate'), 0.5, 4, unicode)).toBe('0.5');
  expect(formatQuantity(parameterValue(0), 0.5, 4, unicode)).toBe('0.5000');
});

test('an exact number is written with all its digits', () => {
  expect(exactNumber(-0.1, unicode)).toBe('−0.1');
  expect(exactNumber(0.2325906135538632, unicode)).toBe('0.2325906135538632');
  expect(exactNumber(Number.NEGATIVE_INFINITY, ascii)).toBe('-inf');
});
