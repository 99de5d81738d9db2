import { describe, expect, test } from 'vitest';
import { frameOf, openStepper } from '../support/stepper.ts';

function frameAt(columns: number, rows: number, keys: readonly string[]): string {
  const screenSize = { columns, rows };
  return frameOf(openStepper({ screenSize }).press(...keys).view, screenSize);
}

test.each([
  [40, 12],
  [40, 24],
  [80, 18],
  [80, 24],
])('at %d×%d, each panel is shown when it has the focus', (columns, rows) => {
  for (const [index, title] of ['network', '∂E_total/∂w1', 'weights', 'error by epoch'].entries()) {
    const tabs = Array.from({ length: index }, () => 'tab');
    expect(frameAt(columns, rows, tabs)).toContain(`▸ ${title}`);
  }
});

describe('on a screen where the equation and the narration share one row', () => {
  test('the equation is shown', () => {
    expect(frameAt(40, 12, ['right'])).toContain('\n net_h1 = i1·w1 + i2·w2 = 0.0275\n');
  });

  test('a notice is shown in place of the equation until the next key', () => {
    expect(frameAt(40, 12, ['u'])).toContain('\n Not now: nothing is changed.\n');
    expect(frameAt(40, 12, ['u', 'right'])).toContain('\n net_h1 = ');
  });

  test('typed text is shown in place of the equation', () => {
    expect(frameAt(40, 12, ['g', '1', '2'])).toContain('\n go to the end of epoch: 12_\n');
  });

  test('an automatic run shows its speed', () => {
    expect(frameAt(40, 12, ['r'])).toContain('\n running, 10 epochs a second\n');
  });
});
