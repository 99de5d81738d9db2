import { memoize } from '../../../engine/expressions/memoize.ts';
import { inputNode, type Node, nodeKey, parameterNode } from '../../../engine/graph/node.ts';
import { nodeValue } from '../../../engine/graph/quantity.ts';

import type { Formula } from '../../../engine/models/formula.ts';
import { equationNode, nodesIn } from '../../../engine/models/formula-graph.ts';
import { quantityName } from '../../../engine/models/quantity-name.ts';
import type { GraphStructure } from './graph-structure.ts';

/** The structure of a formula's graph. */
export interface FormulaStructure extends GraphStructure {
  /** The node of the formula at each index of `nodes`. */
  readonly formulaNodes: readonly Node[];
  /** The index of a node. Undefined for a number or a column that no equation contains. */
  indexOf(node: Node): number | undefined;
}

/** Numbers and columns that equations contain, then the equations. */
export const structureOfFormula: (formula: Formula) => FormulaStructure = memoize((formula) => {
  const { parameters, inputs, equations } = formula;
  const used = new Set(equations.flatMap(({ expression }) => nodesIn(expression).map(nodeKey)));
  const leaves = [...parameters.map((_, at) => parameterNode(at)), ...inputs.map((_, at) => inputNode(at))];
  const formulaNodes: readonly Node[] = [
    ...leaves.filter((node) => used.has(nodeKey(node))),
    ...equations.map((_, at) => equationNode(at)),
  ];
  const indices = new Map(formulaNodes.map((node, at) => [nodeKey(node), at]));
  const firstEquation = formulaNodes.length - equations.length;
  const inputsOf = (at: number): readonly number[] => {
    const equation = equations[at - firstEquation];
    return equation === undefined
      ? []
      : nodesIn(equation.expression).flatMap((node) => indices.get(nodeKey(node)) ?? []);
  };
  return {
    nodes: formulaNodes.map((node, at) => ({ name: quantityName(formula, nodeValue(node)), inputs: inputsOf(at) })),
    formulaNodes,
    indexOf: (node) => indices.get(nodeKey(node)),
  };
});
