import { memoize } from '../../engine/expressions/memoize.ts';
import { hasRole, type Node } from '../../engine/graph/node.ts';
import type { Quantity } from '../../engine/graph/quantity.ts';
import { nodeOf } from '../../engine/graph/quantity.ts';
import type { Formula } from '../../engine/models/formula.ts';
import { nodesIn } from '../../engine/models/formula-graph.ts';
import type { Network } from '../../engine/models/network.ts';
import { parameterCountOf, weightIndex } from '../../engine/models/parameters.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import type { Step } from '../../engine/steps/steps.ts';
import { type Experiment, modelOf } from '../../engine/training/experiment.ts';
import { updateOf } from '../../engine/training/run.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { ascii, inGlyphs } from '../../notation/glyphs.ts';
import { experimentOf, type Model, presentStep } from './model.ts';

/** The index of the parameter that the user selected, else of the present step's parameter, else (at the start) w1. */
export function selectedParameter(model: Model): number {
  const step = presentStep(model);
  return model.selected ?? (step === undefined ? 0 : parameterOf(experimentOf(model), step.quantity));
}

/**
 * The index of a quantity's parameter: w5 for w5⁺. For a quantity without a parameter, it is the first weight into the
 * unit of the quantity; for E_total, the first weight into the first output. In a formula, it is the first parameter that
 * the quantity's node depends on, or 0.
 */
export function parameterOf(experiment: Experiment, quantity: Quantity): number {
  const node = nodeOf(quantity);
  if (hasRole(node, 'parameter', 'optimizer')) return node.index;
  return experiment.kind === 'dense'
    ? firstWeightInto(experiment.network, node)
    : (firstParameterIn(experiment.formula, node) ?? 0);
}

function firstWeightInto(network: Network, node: Node): number {
  const layer = network.layers[(hasRole(node, 'net', 'out') ? node.block.layer : network.layers.length) - 1];
  return layer === undefined ? 0 : weightIndex(layer, node.index, 0);
}

/** The first parameter, from left to right, that the equation of a node contains, or the equations in this equation. */
function firstParameterIn(formula: Formula, node: Node): number | undefined {
  return hasRole(node, 'equation') ? firstParameters(formula)[node.index] : undefined;
}

/** The first parameter of each equation. Each equation uses only equations before it. */
const firstParameters: (formula: Formula) => readonly (number | undefined)[] = memoize(({ equations }) => {
  const first: (number | undefined)[] = [];
  for (const { expression } of equations) {
    const [found] = nodesIn(expression).flatMap((node) => {
      const parameter = hasRole(node, 'equation') ? first[node.index] : node.index;
      return hasRole(node, 'input') || parameter === undefined ? [] : [parameter];
    });
    first.push(found);
  }
  return first;
});

/** Selects the parameter `places` places after the selected parameter, but at least the first and at most the last. */
export function selectParameter(model: Model, places: number): Model {
  const parameterCount = parameterCountOf(modelOf(experimentOf(model)));
  if (parameterCount === 0) return model;
  return { ...model, selected: clampIndex(selectedParameter(model) + places, parameterCount), scroll: undefined };
}

/** The sample of a step. If the step has no sample, it is the first sample of the batch. */
export function currentSample(update: Update, step: Step | undefined): number {
  return step?.quantity.sample ?? sampleAt(update, 0);
}

/**
 * The quantity that a typed name means in the present update. A name without a sample means the present sample. A formula
 * may have names with signs of the screen, such as α.
 */
export function quantityMeant(model: Model, name: string): Quantity | undefined {
  const update = updateOf(model.run, model.position.update);
  const sample = currentSample(update, presentStep(model)) + 1;
  const find = (text: string): Quantity | undefined =>
    quantityNamed(update, text) ?? quantityNamed(update, `${text}@${sample}`);
  return find(name) ?? find(inGlyphs(name, ascii));
}

/** The index nearest to `index` in a list of `length` items. */
export function clampIndex(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
