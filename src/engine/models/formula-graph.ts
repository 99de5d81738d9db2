import { type Expression, leavesIn } from '../expressions/expression.ts';
import { lazyList } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import type { Graph } from '../graph/graph.ts';
import { hasRole, isSameNode, type Node, type NodeOf, nodeKey } from '../graph/node.ts';
import type { Formula } from './formula.ts';

export const equationNode = (index: number): NodeOf<'equation'> => ({ block: { role: 'equation' }, index });

export function formulaErrorNode(formula: Formula): NodeOf<'equation'> {
  return equationNode(formula.error);
}

/** The equations of a formula, and the equations that use each node. */
export const formulaGraph: (formula: Formula) => Graph = memoize((formula) => {
  const error = formulaErrorNode(formula);
  const consumers = consumerLists(formula);
  return {
    error,
    equationOf: (node) => equationAt(formula, node),
    consumersOf: (node) => {
      const indices = consumers(node);
      return lazyList(indices.length, (at) => equationNode(indices[at] ?? Number.NaN));
    },
    hasPathSteps: (node) => consumers(node).length > 1,
    // The gradient of the error by itself is 1, so the path through the error is the derivative of its equation.
    hasGradientOne: (node) => isSameNode(node, error),
  };
});

function equationAt(formula: Formula, node: Node): Expression<Node> | undefined {
  return hasRole(node, 'equation') ? formula.equations[node.index]?.expression : undefined;
}

/** The nodes of an expression, without repetitions, in the order in which they are written. */
export const nodesIn: (expression: Expression<Node>) => readonly Node[] = memoize((expression) => {
  const found: Node[] = [];
  const keys = new Set<string>();
  for (const node of leavesIn(expression)) {
    const key = nodeKey(node);
    if (!keys.has(key)) found.push(node);
    keys.add(key);
  }
  return found;
});

/** Whether the error depends on each equation, by the index of the equation. */
export const leadsToError: (formula: Formula) => Uint8Array = memoize(({ equations, error }) => {
  const leads = new Uint8Array(equations.length);
  leads[error] = 1;
  for (let index = error; index >= 0; index--) {
    const equation = equations[index];
    if (equation === undefined || leads[index] === 0) continue;
    for (const node of nodesIn(equation.expression)) if (hasRole(node, 'equation')) leads[node.index] = 1;
  }
  return leads;
});

/** Whether the error depends on a node, or the node is a trained parameter, which is updated even if its gradient is 0. */
export function hasGradient(formula: Formula, node: Node): boolean {
  if (isSameNode(node, formulaErrorNode(formula))) return true;
  if (hasRole(node, 'parameter') && formula.parameters[node.index]?.isTrained === true) return true;
  return formulaGraph(formula).consumersOf(node).length > 0;
}

/**
 * Returns a function that gives the indices of the equations that use a node and lead to the error, in the order of the
 * equations.
 */
function consumerLists(formula: Formula): (node: Node) => readonly number[] {
  const { equations, parameters, inputs } = formula;
  const lists = (length: number): number[][] => Array.from({ length }, () => []);
  const byRole = {
    equation: lists(equations.length),
    parameter: lists(parameters.length),
    input: lists(inputs.length),
  };
  const listOf = (node: Node): number[] =>
    (hasRole(node, 'equation', 'parameter', 'input') ? byRole[node.block.role][node.index] : undefined) ?? [];
  const leads = leadsToError(formula);
  for (const [index, { expression }] of equations.entries()) {
    if (leads[index] === 1) for (const node of nodesIn(expression)) listOf(node).push(index);
  }
  return listOf;
}
