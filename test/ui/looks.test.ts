import { describe, expect, test } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { createScreen, writeTo } from '../support/screens.ts';
import { openStepper, paintedFrame } from '../support/stepper.ts';

/** The style of a cell. */
interface Style {
  readonly color: 'default' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';
  readonly isBold: boolean;
  readonly isInverse: boolean;
}

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;

/**
 * Draws the frame after some keys on a terminal of 80×24. Resolves to a function that looks for `text` on the screen and
 * returns the style of the first cell of the `nth` occurrence, counted from 0.
 */
async function screenAfter(keys: readonly string[], glyphs = unicode) {
  const frame = paintedFrame(openStepper({ glyphs }).press(...keys).view);
  const terminal = createScreen(80, 24);
  await writeTo(terminal, frame.replaceAll('\n', '\r\n'));
  const rows = Array.from({ length: 24 }, (_, row) => terminal.buffer.active.getLine(row));
  const places = (text: string) =>
    rows.flatMap((line, row) => {
      const all = line?.translateToString() ?? '';
      return Array.from(all, (_, column) => ({ row, column })).filter(({ column }) => all.startsWith(text, column));
    });
  return (text: string, nth = 0): Style => {
    const place = places(text)[nth];
    const cell = place && rows[place.row]?.getCell(place.column);
    if (cell === undefined) throw new Error(`no ${text}`);
    const color = cell.isFgDefault() ? 'default' : colors[cell.getFgColor()];
    return { color: color as Style['color'], isBold: cell.isBold() !== 0, isInverse: cell.isInverse() !== 0 };
  };
}

const keysToW5 = ['down', 'down', 'down', 'down'];
const plain = { isBold: false, isInverse: false };

describe.each([
  ['Unicode', unicode],
  ['ASCII', ascii],
])('with %s glyphs,', (_, glyphs) => {
  test('each factor of the formula of w5 has the colour of its unit, target or weight in the network', async () => {
    const styleOf = await screenAfter([...keysToW5, 'p', 'p', 'p'], glyphs);
    // out_h1 is shown in the network first, and then in the formula.
    expect([styleOf('0.5069', 0), styleOf('0.5069', 1)]).toEqual([
      { ...plain, color: 'cyan' },
      { ...plain, color: 'cyan' },
    ]);
    expect(styleOf('0.2411')).toEqual({ ...plain, color: 'yellow' });
    expect(styleOf('0.5943')).toEqual({ ...plain, color: 'yellow' });
    expect(styleOf('0.5843')).toEqual({ ...plain, color: 'magenta' });
    expect(styleOf(`${glyphs.target}0.01`)).toEqual({ ...plain, color: 'magenta' });
    expect(styleOf(`${glyphs.selected}w5`)).toEqual({ ...plain, color: 'cyan' });
  });

  test('the number that the present step has computed is inverse, and an older number is not', async () => {
    const styleOf = await screenAfter(['p', 'p', 'right', 'right', 'right', 'right'], glyphs);
    const justComputed = { color: 'default', isBold: false, isInverse: true };
    expect(styleOf(`${glyphs.justComputed}w5`)).toEqual(justComputed);
    expect([styleOf(`${glyphs.justComputed}0.0714`, 0), styleOf(`${glyphs.justComputed}0.0714`, 1)]).toEqual([
      justComputed,
      justComputed,
    ]);
    expect(styleOf('0.5843').isInverse).toBe(false);
  });

  test('in the table, only the selected weight is bold', async () => {
    const styleOf = await screenAfter(keysToW5, glyphs);
    expect(styleOf(`${glyphs.selected}w5 h1`).isBold).toBe(true);
    for (const name of ['w3 i1', 'w4 i2', 'w6 h2', 'w7 h1']) expect(styleOf(` ${name}`).isBold).toBe(false);
  });
});

test('a factor that is not computed yet has its colour, but no number', async () => {
  const styleOf = await screenAfter(keysToW5);
  expect(styleOf('∂out_o1').color).toBe('yellow');
  expect(() => styleOf('0.2411')).toThrow('no 0.2411');
});
