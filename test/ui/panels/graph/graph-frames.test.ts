import { describe, expect, test } from 'vitest';
import { ascii, unicode } from '../../../../src/notation/glyphs.ts';
import type { Size } from '../../../../src/ui/state/layout.ts';
import { attention, chainOf, circuit, convolution, diamond, loopOf, neuronGates, recurrent } from './example-graphs.ts';
import { drawingOf, type NamedNumbers, numbersOf } from './graph-drawing.ts';

/** f = (x + y) z with x = −2, y = 5, z = −4, when ∂f/∂x is computed. */
const circuitNumbers: NamedNumbers = {
  values: { x: -2, y: 5, z: -4, q: 3, f: -12 },
  gradients: { x: -4, z: 3, q: -4, f: 1 },
  derivatives: { 'q x': 1, 'q y': 1, 'f q': -4, 'f z': 3 },
  newGradient: 'x',
};

/** A sigmoid neuron of two inputs with the numbers of the lecture notes of CS231n. */
const neuronNumbers: NamedNumbers = {
  values: {
    ...{ w0: 2, x0: -1, w1: -3, x1: -2, w2: -3, p0: -2, p1: 6, s: 1, n: -1 },
    ...{ e: 0.36787944, d: 1.36787944, f: 0.73105858 },
  },
  gradients: {
    ...{ f: 1, d: -0.53444665, e: -0.53444665, n: -0.19661193, s: 0.19661193, p0: 0.19661193, p1: 0.19661193 },
    ...{ w0: -0.19661193, x0: 0.39322387, w1: -0.39322387, x1: -0.5898358, w2: 0.19661193 },
  },
  derivatives: {
    ...{ 'f d': -0.53444665, 'd e': 1, 'e n': 0.36787944, 'n s': -1, 's p0': 1, 's p1': 1, 's w2': 1 },
    ...{ 'p0 w0': -1, 'p0 x0': 2, 'p1 w1': -2, 'p1 x1': -3 },
  },
  newGradient: 'w2',
};

const sizes: readonly Size[] = [
  { columns: 116, rows: 16 },
  { columns: 76, rows: 17 },
  { columns: 76, rows: 8 },
  { columns: 36, rows: 8 },
  { columns: 56, rows: 4 },
];

describe.each([
  ['circuit', circuit, circuitNumbers],
  ['neuron-gates', neuronGates, neuronNumbers],
] as const)('the graph %s with its numbers', (name, structure, named) => {
  const numbers = numbersOf(structure, named);
  test.each(sizes)('equals its file at $columns×$rows', async (size) => {
    const rows = drawingOf(structure, { numbers, size, selected: named.newGradient ?? 0 });
    await expect(framed(rows)).toMatchFileSnapshot(`frames/${name}-${size.columns}x${size.rows}.txt`);
  });

  test('equals its file in ASCII', async () => {
    const rows = drawingOf(structure, { numbers, selected: named.newGradient ?? 0, glyphs: ascii });
    await expect(framed(rows)).toMatchFileSnapshot(`frames/${name}-ascii.txt`);
  });
});

describe.each([
  ['diamond', diamond, 'x'],
  ['recurrent', recurrent, 'w'],
  ['convolution', convolution, 'k[1]'],
  ['attention', attention, 'Z'],
  ['chain-of-3', chainOf(3), 'x2'],
  ['chain-of-10', chainOf(10), 'x2'],
  ['chain-of-30', chainOf(30), 'x20'],
  ['chain-of-10000', chainOf(10_000), 'x5000'],
  ['loop', loopOf(2000), 'c[1000]'],
] as const)('the graph %s without numbers', (name, structure, selected) => {
  test.each([
    { columns: 76, rows: 8 },
    { columns: 116, rows: 16 },
  ])('equals its file at $columns×$rows', async (size) => {
    const rows = drawingOf(structure, { size, selected, glyphs: unicode });
    await expect(framed(rows)).toMatchFileSnapshot(`frames/${name}-${size.columns}x${size.rows}.txt`);
  });
});

/** The rows between borders, so that the room at their ends can be seen. */
function framed(rows: readonly string[]): string {
  return rows.map((row) => `|${row}|\n`).join('');
}
