import type { OrderedItem } from './graph-order.ts';
import { nameRows, rowsOfShape, type Shape } from './node-shape.ts';

/** An item with its rows. */
export interface RowPlace {
  readonly ordered: OrderedItem;
  /** Undefined for a line that passes the column. */
  readonly shape: Shape | undefined;
  readonly top: number;
}

export function heightOf(shape: Shape | undefined): number {
  return shape === undefined ? 1 : rowsOfShape[shape];
}

/** The row at which lines lead to an item and from it. */
export function portOf({ top, shape }: Pick<RowPlace, 'top' | 'shape'>): number {
  return top + (shape === undefined ? 0 : nameRows[shape]);
}
