import { memoize } from '../expressions/memoize.ts';
import { hasRole, type Node, nodeKey } from '../graph/node.ts';
import type { Formula } from './formula.ts';
import { equationNode, formulaGraph, leadsToError, nodesIn } from './formula-graph.ts';

/**
 * The nodes that lead to the error, in the order in which the backward pass computes their gradients: equations in
 * reverse topological order, and each number or column after all equations that use it.
 */
export const backwardOrder: (formula: Formula) => readonly Node[] = memoize((formula) => {
  const graph = formulaGraph(formula);
  const leads = leadsToError(formula);
  const order: Node[] = [];
  for (let index = formula.error; index >= 0; index--) {
    const equation = formula.equations[index];
    if (equation === undefined || leads[index] === 0) continue;
    order.push(equationNode(index));
    for (const node of nodesIn(equation.expression)) {
      const isLastConsumer = graph.consumersOf(node).at(0)?.index === index;
      if (!hasRole(node, 'equation') && isLastConsumer) order.push(node);
    }
  }
  return order;
});

/** The index of each node in `backwardOrder`, by the key of the node. */
export const placesInBackwardOrder: (formula: Formula) => ReadonlyMap<string, number> = memoize(
  (formula) => new Map(backwardOrder(formula).map((node, at) => [nodeKey(node), at])),
);
