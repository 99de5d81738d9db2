import { hasRole, isSameNode, type Node, parameterNode } from '../../../engine/graph/node.ts';
import {
  localDerivative,
  nodeGradient,
  nodeOf,
  nodeValue,
  pathTerm,
  type Quantity,
} from '../../../engine/graph/quantity.ts';

import { formulaErrorNode, formulaGraph, hasGradient } from '../../../engine/models/formula-graph.ts';
import type { Row } from '../../draw/rows.ts';
import type { Part } from '../../draw/theme.ts';
import type { Size } from '../../state/layout.ts';
import { type FormulaView, isJustComputed, sampleShown, shownWithin } from '../../state/view.ts';
import { type EdgeNumbers, type GraphNumbers, type GraphWords, graphRows, type NodeNumbers } from './graph-rows.ts';
import { structureOfFormula } from './structure-of-formula.ts';

/** The graph of a formula with the numbers that are known at the present step. The edges of the step are highlighted. */
export function formulaGraphRows(view: FormulaView, size: Size, words: GraphWords): readonly Row[] {
  const structure = structureOfFormula(view.experiment.formula);
  const selected = structure.indexOf(selectedNode(view)) ?? structure.nodes.length - 1;
  const nodeAt = (index: number): Node => structure.formulaNodes[index] ?? formulaErrorNode(view.experiment.formula);
  const numbers: GraphNumbers = {
    node: (index) => nodeNumbers(view, nodeAt(index)),
    edge: (from, to) => edgeNumbers(view, nodeAt(from), nodeAt(to)),
  };
  return graphRows(structure, selected, numbers, size, {
    glyphs: view.glyphs,
    words,
    more: view.messages.screen.more,
    decimals: view.model.decimals,
    write: (value, width) => shownWithin(view, value, width),
  });
}

/** The parameter that the user selected, else the node of the present step, else the error. */
function selectedNode({ model, snapshot, experiment }: FormulaView): Node {
  if (model.selected !== undefined) return parameterNode(model.selected);
  const quantity = snapshot.step?.quantity;
  if (quantity === undefined) return formulaErrorNode(experiment.formula);
  const node = nodeOf(quantity);
  return hasRole(node, 'optimizer') ? parameterNode(node.index) : node;
}

function nodeNumbers(view: FormulaView, node: Node): NodeNumbers {
  const sample = sampleShown(view);
  const hasSample = !hasRole(node, 'parameter');
  const value = nodeValue(node, { sample: hasSample ? sample : undefined });
  const gradient = hasGradient(view.experiment.formula, node) ? nodeGradient(node, sample) : undefined;
  return {
    value: view.snapshot.known(value),
    gradient: gradient === undefined ? undefined : view.snapshot.known(gradient),
    justComputed: justComputedAt(view, value, gradient),
  };
}

function justComputedAt(
  view: FormulaView,
  value: Quantity,
  gradient: Quantity | undefined,
): NodeNumbers['justComputed'] {
  if (isJustComputed(view, value)) return 'value';
  return gradient !== undefined && isJustComputed(view, gradient) ? 'gradient' : undefined;
}

function edgeNumbers(view: FormulaView, from: Node, to: Node): EdgeNumbers {
  const { known } = view.snapshot;
  const sample = sampleShown(view);
  const local = localDerivative(to, from, sample);
  const carrier = carrierOf(view, from, to, sample);
  return {
    derivative: carrier === undefined || known(carrier) === undefined ? undefined : known(local),
    isJustComputed: carrier !== undefined && isJustComputed(view, carrier),
    part: isUsedByStep(view, from, to) ? partOfStep(view) : undefined,
  };
}

/**
 * The quantity at whose step the local derivative of an edge appears. It is the derivative itself, except for a local
 * derivative of the error, which has no step: it appears with the gradient or the path term that is equal to it.
 */
function carrierOf(
  { experiment }: FormulaView,
  from: Node,
  to: Node,
  sample: number | undefined,
): Quantity | undefined {
  const graph = formulaGraph(experiment.formula);
  if (!hasGradient(experiment.formula, to)) return undefined;
  if (!isSameNode(to, graph.error)) return localDerivative(to, from, sample);
  return graph.hasPathSteps(from) ? pathTerm(from, to, sample) : nodeGradient(from, sample);
}

/** Whether the present step uses an edge: it computes the equation that the edge leads to, or a derivative along it. */
function isUsedByStep({ snapshot, experiment }: FormulaView, from: Node, to: Node): boolean {
  const quantity = snapshot.step?.quantity;
  switch (quantity?.kind) {
    case undefined:
      return false;
    case 'value':
      // The graph shows the numbers before the update.
      return !quantity.after && isSameNode(quantity.of, to);
    case 'gradient':
      return isSameNode(quantity.of, from) && hasGradient(experiment.formula, to);
    case 'local':
      return isSameNode(quantity.by, from) && isSameNode(quantity.of, to);
    case 'path':
      return isSameNode(quantity.of, from) && isSameNode(quantity.through, to);
  }
}

function partOfStep({ snapshot }: FormulaView): Part {
  return snapshot.step?.phase === 'backward' ? 'path' : 'input';
}
