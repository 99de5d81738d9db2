import { items } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import { hasRole, inputNode, isSameNode, type Node, parameterNode } from '../graph/node.ts';
import { hyperparameters, isOptimizerState, optimizerVariables } from '../graph/optimizer-names.ts';
import { localDerivative, nodeGradient, nodeValue, pathTerm, type Quantity } from '../graph/quantity.ts';
import { settingSymbol, symbolText } from '../graph/spelling.ts';

import { type Formula, formulaNames } from '../models/formula.ts';
import { equationNode, formulaGraph, hasGradient, nodesIn } from '../models/formula-graph.ts';
import { isTrained } from '../models/parameters.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import type { Update } from '../training/update.ts';
import type { NameParts } from './name-parts.ts';

/** dE/dx and dE_total/dx are read as df/dx, where f is the error, unless the formula has a quantity E or E_total. */
export function withoutFormulaAliases(formula: Formula, name: string): string {
  const [, top] = /^d(E|E_total)\//.exec(name) ?? [];
  if (top === undefined || nodesByName(formula).has(top)) return name;
  return name.replace(/^d[^/]+/, `d${formula.equations[formula.error]?.name ?? ''}`);
}

/** The quantity of a formula that a name may mean; undefined if the update does not have it. */
export function formulaQuantityNamed(update: Update, formula: Formula, parts: NameParts): Quantity | undefined {
  const [, top, bottom] = /^d([^/]+)\/d([^/]+)$/.exec(parts.body) ?? [];
  if (top !== undefined && bottom !== undefined) return derivativeNamed(formula, top, bottom, parts);
  const node = nodesByName(formula).get(parts.body);
  if (node === undefined) return optimizerValueNamed(update, formula, parts);
  const { sample, after } = parts;
  if (!after) return nodeValue(node, { sample });
  // A column is the same before and after the update, and a number that is not trained is, too.
  if (hasRole(node, 'input') || (hasRole(node, 'parameter') && !isTrained(formula, node.index))) return undefined;
  return nodeValue(node, { sample, after });
}

/** df/dx of the error f, a term df/dx:q of it, or dq/dx of an equation q that contains x. */
function derivativeNamed(formula: Formula, top: string, bottom: string, parts: NameParts): Quantity | undefined {
  const nodes = nodesByName(formula);
  const [of, by] = [nodes.get(top), nodes.get(bottom)];
  if (of === undefined || by === undefined) return undefined;
  const graph = formulaGraph(formula);
  const { sample } = parts;
  if (!isSameNode(of, graph.error)) return isUsedBy(formula, by, of) ? localDerivative(of, by, sample) : undefined;
  if (parts.through === undefined) return hasGradient(formula, by) ? nodeGradient(by, sample) : undefined;
  const through = nodes.get(parts.through);
  const isPath = through !== undefined && [...items(graph.consumersOf(by))].some((node) => isSameNode(node, through));
  return isPath && graph.hasPathSteps(by) ? pathTerm(by, through, sample) : undefined;
}

function isUsedBy(formula: Formula, node: Node, consumer: Node): boolean {
  const equation = formulaGraph(formula).equationOf(consumer);
  return equation !== undefined && nodesIn(equation).some((each) => isSameNode(each, node));
}

/** Finds v_x, v_x+, alpha or t. A formula can have quantities with these names, so they may have a prefix. */
function optimizerValueNamed(update: Update, formula: Formula, { body, after }: NameParts): Quantity | undefined {
  const name = body.replace(/^optimizer\./, '');
  const setting = settingsByName.get(name);
  if (setting !== undefined) return after ? undefined : nodeValue(setting);
  const [, variable, parameterName = ''] = /^([a-z]+)_(.+)$/.exec(name) ?? [];
  const parameter = formula.parameters.findIndex((each) => each.name === parameterName && each.isTrained);
  const known = optimizerVariables.find((each) => each === variable);
  if (known === undefined || parameter === -1) return undefined;
  const { states, variables } = updateRuleOf(update.experiment.optimizer, 'weight');
  const isOld = isOptimizerState(known) && !after;
  if (after && !isOptimizerState(known)) return undefined;
  const exists = isOld ? states.some((state) => state === known) : variables.some(([each]) => each === known);
  return exists ? nodeValue({ block: { role: 'optimizer', name: known }, index: parameter }, { after }) : undefined;
}

const settingsByName: ReadonlyMap<string, Node> = new Map(
  [...hyperparameters.map((name) => ({ role: 'setting', name }) as const), { role: 'update-number' } as const].map(
    (block) => [symbolText(settingSymbol(block)), { block, index: 0 }],
  ),
);

/** The nodes of the numbers, columns and equations of a formula. */
const nodesByName: (formula: Formula) => ReadonlyMap<string, Node> = memoize((formula) => {
  const { parameters, inputs, equations } = formula;
  const nodes: readonly Node[] = [
    ...parameters.map((_, index) => parameterNode(index)),
    ...inputs.map((_, index) => inputNode(index)),
    ...equations.map((_, index) => equationNode(index)),
  ];
  return new Map(formulaNames(formula).flatMap((name, at) => (nodes[at] === undefined ? [] : [[name, nodes[at]]])));
});
