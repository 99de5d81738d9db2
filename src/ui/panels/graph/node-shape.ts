/**
 * How a node is written. The marks ▸ (selected) and • (just computed) stand before the name and before a number.
 *
 *     tall:  −2.0000    half: x −2.0000    flat: x −2.0000 ∂−4.0000
 *               x             ∂ −4.0000
 *           ∂−4.0000
 */
export type Shape = 'tall' | 'half' | 'flat';

/** From the shape that takes most rows to the shape that takes fewest. */
export const shapes: readonly Shape[] = ['tall', 'half', 'flat'];

/** The number of rows that a node takes. */
export const rowsOfShape: Readonly<Record<Shape, number>> = { tall: 3, half: 2, flat: 1 };

/** The row of a node's name, counted from the node's first row. Lines lead to the name and start behind it. */
export const nameRows: Readonly<Record<Shape, number>> = { tall: 1, half: 0, flat: 0 };

/** The width of the nodes of a column. `names` is the width of its longest name, and `value` the width of a number. */
export function widthOfShape(shape: Shape, names: number, value: number): number {
  switch (shape) {
    case 'tall':
      return Math.max(names, 1 + value);
    case 'half':
      return names + 1 + value;
    case 'flat':
      return names + 1 + value + 2 + value;
  }
}
