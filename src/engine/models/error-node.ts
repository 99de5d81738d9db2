import type { Node } from '../graph/node.ts';
import { nodeValue } from '../graph/quantity.ts';
import { totalErrorNode } from './dense-quantities.ts';
import { formulaErrorNode } from './formula-graph.ts';
import type { Model } from './network-or-formula.ts';
import { quantityName } from './quantity-name.ts';

/** The node of E_total, or of the error of a formula. */
export function errorNodeOf(model: Model): Node {
  return model.kind === 'dense' ? totalErrorNode : formulaErrorNode(model);
}

/** The name of the error: E_total in a network. */
export function errorName(model: Model): string {
  return quantityName(model, nodeValue(errorNodeOf(model)));
}
