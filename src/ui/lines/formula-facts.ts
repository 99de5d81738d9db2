import { items } from '../../engine/expressions/lazy-list.ts';
import { hasRole, isSameNode, type Node } from '../../engine/graph/node.ts';
import {
  type Gradient,
  isNewParameter,
  type LocalDerivative,
  nodeValue,
  type PathTerm,
  pathTerm,
  type Quantity,
  type Value,
} from '../../engine/graph/quantity.ts';
import { formulaErrorNode, formulaGraph, nodesIn } from '../../engine/models/formula-graph.ts';
import { isTrained, parameterName } from '../../engine/models/parameters.ts';
import type { NarrationFact } from '../messages/facts.ts';
import { errorNameOf, type FormulaView, nameOf, shown } from '../state/view.ts';
import { cancellationOf } from './cancellation.ts';
import { localReason } from './local-derivative-reason.ts';
import { directionOf, newParameterFact, optimizerFact } from './update-facts.ts';

/** The fact about a step of a formula. `value` is the number that the step computes. */
export function formulaFact(view: FormulaView, quantity: Quantity, value: number): NarrationFact | undefined {
  switch (quantity.kind) {
    case 'value':
      return valueFact(view, quantity, value);
    case 'gradient':
      return gradientFact(view, quantity, value);
    case 'local':
      return localFact(view, quantity, value);
    case 'path':
      return pathFact(view, quantity);
  }
}

function valueFact(view: FormulaView, quantity: Value, value: number): NarrationFact | undefined {
  const { of } = quantity;
  if (hasRole(of, 'optimizer')) return optimizerFact(view, of.block.name, of.index);
  if (isNewParameter(quantity)) return newParameterFact(view, of.index, value);
  if (!hasRole(of, 'equation')) return undefined;
  return isSameNode(of, formulaErrorNode(view.experiment.formula))
    ? errorFact(view, quantity, value)
    : equationFact(view, of.index);
}

function errorFact(view: FormulaView, { of, sample, after }: Value, value: number): NarrationFact {
  const { values } = view.snapshot;
  const error = nameOfNode(view, of);
  if (after) {
    const before = values.numberOf(nodeValue(of));
    return { kind: 'formula-error-after', direction: directionOf(value - before), before: shown(view, before) };
  }
  if (sample !== undefined) return { kind: 'formula-sample-error', error, sample: sample + 1 };
  return { kind: 'formula-error', error, batch: values.update.size > 1 ? view.experiment.reduction : undefined };
}

/** The maximum number of names in a sentence. */
const maxNames = 3;

function equationFact(view: FormulaView, index: number): NarrationFact {
  const { formula } = view.experiment;
  const equation = formula.equations[index];
  const sources = equation === undefined ? [] : nodesIn(equation.expression);
  const users = [...items(formulaGraph(formula).consumersOf({ block: { role: 'equation' }, index }))];
  return {
    kind: 'equation',
    name: equation?.name ?? '',
    sources: namesOf(view, sources),
    users: namesOf(view, users),
  };
}

/** The names of some nodes, or their number if they are many. */
function namesOf(view: FormulaView, nodes: readonly Node[]): readonly string[] | number {
  return nodes.length > maxNames ? nodes.length : nodes.map((node) => nameOfNode(view, node));
}

function localFact(view: FormulaView, { of, by }: LocalDerivative, value: number): NarrationFact | undefined {
  const equation = formulaGraph(view.experiment.formula).equationOf(of);
  if (equation === undefined) return undefined;
  return {
    kind: 'local-derivative',
    of: nameOfNode(view, of),
    by: nameOfNode(view, by),
    reason: localReason(view, equation, by, value),
  };
}

function pathFact(view: FormulaView, { of, through }: PathTerm): NarrationFact {
  const isDirect = isSameNode(through, formulaErrorNode(view.experiment.formula));
  return {
    kind: isDirect ? 'direct-path' : 'formula-path',
    of: nameOfNode(view, of),
    through: nameOfNode(view, through),
    error: errorNameOf(view),
  };
}

function gradientFact(view: FormulaView, quantity: Gradient, value: number): NarrationFact | undefined {
  const { formula, reduction } = view.experiment;
  const { of, sample } = quantity;
  const graph = formulaGraph(formula);
  const error = nameOfNode(view, graph.error);
  const name = nameOfNode(view, of);
  if (isSameNode(of, graph.error)) return { kind: 'start-of-backward', error };
  const isWholeBatch = sample === undefined && view.snapshot.values.update.size > 1;
  const outlook = outlookOf(view, of, value, sample !== undefined);
  if (isWholeBatch) return { kind: 'formula-batch-gradient', reduction, outlook };
  const consumers = [...items(graph.consumersOf(of))];
  const [only, second] = consumers;
  if (only === undefined) return { kind: 'no-path', name, error };
  if (second !== undefined) {
    const paths = consumers.map((through) => view.snapshot.known(pathTerm(of, through, sample)) ?? 0);
    const cancellation = cancellationOf(value, paths);
    return { kind: 'formula-paths', name, error, paths: paths.length, cancellation, outlook };
  }
  if (!isSameNode(only, graph.error))
    return { kind: 'chain-rule', name, error, through: nameOfNode(view, only), outlook };
  const equation = graph.equationOf(only);
  if (equation === undefined) return undefined;
  return { kind: 'local-derivative', of: error, by: name, reason: localReason(view, equation, of, value) };
}

/** How an update will move a trained parameter. Undefined for other nodes, and for the gradient of one sample. */
function outlookOf(view: FormulaView, node: Node, value: number, isOfSample: boolean) {
  const { formula } = view.experiment;
  if (isOfSample || !hasRole(node, 'parameter') || !isTrained(formula, node.index)) return undefined;
  // A parameter moves against its gradient.
  return { parameter: parameterName(formula, node.index), direction: directionOf(-value) };
}

function nameOfNode(view: FormulaView, node: Node): string {
  return nameOf(view, nodeValue(node));
}
