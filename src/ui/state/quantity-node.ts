import type { Node } from '../../engine/graph/node.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';

/** The node that a quantity belongs to: x for x, ∂E/∂x and ∂y/∂x, and for the part of ∂E/∂x on one path. */
export function nodeOf(quantity: Quantity): Node {
  return quantity.kind === 'local' ? quantity.by : quantity.of;
}
