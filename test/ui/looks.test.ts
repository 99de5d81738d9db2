import { describe, expect, test } from 'vitest';
import { ascii, unicode } from '../../src/notation/glyphs.ts';
import { createScreen, writeTo } from '../support/screens.ts';
import { openStepper, paintedFrame } from '../support/stepper.ts';

/** How a stretch of the screen looks. */
interface Look {
  readonly color: 'default' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';
  readonly isBold: boolean;
  readonly isInverse: boolean;
}

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;
/** A frame as a terminal of 80×24 shows it: looks up how the cells at `text` look, from its `nth` place on. */
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
  return (text: string, nth = 0): Look => {
    const place = places(text)[nth];
    const cell = place && rows[place.row]?.getCell(place.column);
    if (cell === undefined) throw new Error(`no ${text}`);
    const color = cell.isFgDefault() ? 'default' : colors[cell.getFgColor()];
    return { color: color as Look['color'], isBold: cell.isBold() !== 0, isInverse: cell.isInverse() !== 0 };
  };
}

const w5Chosen = ['down', 'down', 'down', 'down'];
const plain = { isBold: false, isInverse: false };

describe.each([
  ['Unicode', unicode],
  ['ASCII', ascii],
])('in %s', (_, glyphs) => {
  test('factors have the colours of what they stand for in the network', async () => {
    const look = await screenAfter([...w5Chosen, 'p', 'p', 'p'], glyphs);
    // In the network first, then in the formula.
    expect([look('0.5069', 0), look('0.5069', 1)]).toEqual([
      { ...plain, color: 'cyan' },
      { ...plain, color: 'cyan' },
    ]);
    expect(look('0.2411')).toEqual({ ...plain, color: 'yellow' });
    expect(look('0.5943')).toEqual({ ...plain, color: 'yellow' });
    expect(look('0.5843')).toEqual({ ...plain, color: 'magenta' });
    expect(look(`${glyphs.target}0.01`)).toEqual({ ...plain, color: 'magenta' });
    expect(look(`${glyphs.selected}w5`)).toEqual({ ...plain, color: 'cyan' });
  });

  test('what was just computed stands out in the network, the formula and the table, and nothing else does', async () => {
    const look = await screenAfter(['p', 'p', 'right', 'right', 'right', 'right'], glyphs);
    const new5 = { color: 'default', isBold: false, isInverse: true };
    expect(look(`${glyphs.justComputed}w5`)).toEqual(new5);
    expect([look(`${glyphs.justComputed}0.0714`, 0), look(`${glyphs.justComputed}0.0714`, 1)]).toEqual([new5, new5]);
    expect(look('0.5843').isInverse).toBe(false);
  });

  test('of the weights, the chosen one alone is bold', async () => {
    const look = await screenAfter(w5Chosen, glyphs);
    expect(look(`${glyphs.selected}w5 h1`).isBold).toBe(true);
    for (const name of ['w3 i1', 'w4 i2', 'w6 h2', 'w7 h1']) expect(look(` ${name}`).isBold).toBe(false);
  });
});

test('what is not known yet has its colour all the same, and no number', async () => {
  const look = await screenAfter(w5Chosen);
  expect(look('∂out_o1').color).toBe('yellow');
  expect(() => look('0.2411')).toThrow('no 0.2411');
});
