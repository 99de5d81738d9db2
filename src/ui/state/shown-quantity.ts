import { hasRole, type NodeOf, parameterNode } from '../../engine/graph/node.ts';
import { nodeGradient, nodeValue, type Quantity } from '../../engine/graph/quantity.ts';
import { parameterGradient } from '../../engine/models/dense-quantities.ts';
import type { Formula } from '../../engine/models/formula.ts';
import { formulaErrorNode, hasGradient } from '../../engine/models/formula-graph.ts';
import { experimentOf, type Model, presentStep } from './model.ts';
import { selectedParameter } from './selection.ts';

/**
 * The quantity whose formula is in the formula panel. In a network, it is the gradient of the selected parameter. In a
 * formula, it is the gradient of the parameter that the user selected, else the quantity of the present step. At a step
 * of the backward phase, it is the gradient that the step leads to.
 */
export function shownQuantity(model: Model): Quantity {
  const experiment = experimentOf(model);
  if (experiment.kind === 'dense') return parameterGradient(selectedParameter(model));
  const { formula } = experiment;
  if (model.selected !== undefined) return gradientOrValue(formula, parameterNode(model.selected));
  const quantity = presentStep(model)?.quantity;
  return quantity === undefined ? nodeValue(formulaErrorNode(formula)) : quantityAtStep(formula, quantity);
}

function quantityAtStep(formula: Formula, quantity: Quantity): Quantity {
  const { of, sample } = quantity;
  switch (quantity.kind) {
    case 'value':
      return hasRole(of, 'optimizer', 'parameter') ? gradientOrValue(formula, parameterNode(of.index)) : quantity;
    case 'gradient':
      return quantity;
    case 'local':
      return nodeGradient(quantity.by, sample);
    case 'path':
      return nodeGradient(of, sample);
  }
}

/** The gradient of a number or, if it has none, its value. */
function gradientOrValue(formula: Formula, node: NodeOf<'parameter'>): Quantity {
  return hasGradient(formula, node) ? nodeGradient(node) : nodeValue(node);
}
