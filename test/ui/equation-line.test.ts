import { expect, test } from 'vitest';
import { plainText } from '../../src/ui/draw/rows.ts';
import { equationLine } from '../../src/ui/lines/equation-line.ts';
import { afterKeys } from '../support/stepper.ts';

test.each([
  [80, ' net_h1 = i1·w1 + i2·w2 = 0.0500 × 0.1500 + 0.1000 × 0.2000 = 0.0275'],
  [60, ' net_h1 = 0.0500 × 0.1500 + 0.1000 × 0.2000 = 0.0275'],
  [40, ' net_h1 = i1·w1 + i2·w2 = 0.0275'],
  [20, ' net_h1 = 0.0275'],
])('in %d cells, the equation line is:%s', (width, text) => {
  expect(plainText(equationLine(afterKeys(['right']).view, width))).toBe(text);
});
