import { expect, test } from 'vitest';
import { plainText } from '../../src/ui/draw/rows.ts';
import { equationLine } from '../../src/ui/lines/equation-line.ts';
import { oneLayer } from '../support/networks.ts';
import { afterKeys } from '../support/stepper.ts';

test.each([
  [80, ' net_h1 = i1·w1 + i2·w2 = 0.0500 × 0.1500 + 0.1000 × 0.2000 = 0.0275'],
  [60, ' net_h1 = 0.0500 × 0.1500 + 0.1000 × 0.2000 = 0.0275'],
  [40, ' net_h1 = i1·w1 + i2·w2 = 0.0275'],
  [20, ' net_h1 = 0.0275'],
])('in %d cells, the equation line is:%s', (width, text) => {
  expect(plainText(equationLine(afterKeys(['right']).view, width))).toBe(text);
});

test('the numbers of the equation line give the value', () => {
  const saturated = oneLayer('sigmoid', 'half-squared-error', [40], [0]);
  const { view } = afterKeys(['/', ...'dout_o1/dnet_o1', 'return'], saturated);
  expect(plainText(equationLine(view, 120))).toBe(
    ' ∂out_o1/∂net_o1 = out_o1(1 − out_o1) = out_o1²·exp(−net_o1) = 1.0000² × exp(−40.0000) = 4.248e-18',
  );
  expect(plainText(equationLine(view, 60))).toBe(' ∂out_o1/∂net_o1 = 1.0000² × exp(−40.0000) = 4.248e-18');
});
