import type { DerivativeLines } from '../expressions/derivation-lines.ts';
import { constant, type Expression, quotient, ref, replaceLeaves, sum } from '../expressions/expression.ts';
import { lazyList } from '../expressions/lazy-list.ts';
import { memoize } from '../expressions/memoize.ts';
import {
  type BackwardPass,
  derivativeEquation,
  derivativeLines,
  gradientEquation,
  gradientLines,
  pathEquation,
} from '../graph/gradients.ts';
import type { Graph } from '../graph/graph.ts';
import { hasRole, isSameNode, type Node, type NodeOf } from '../graph/node.ts';
import {
  isGradientOf,
  isNewParameter,
  isValueOf,
  nodeValue,
  optimizerQuantity,
  type Pass,
  type Quantity,
  type Value,
} from '../graph/quantity.ts';
import { denseGraph } from '../models/dense.ts';
import { oldStateValue, parameterGradient, parameterValue, updateNumberValue } from '../models/dense-quantities.ts';
import { formulaGraph } from '../models/formula-graph.ts';
import { isTrained, parameterKindAt } from '../models/parameters.ts';
import { type Experiment, modelOf } from '../training/experiment.ts';
import type { UpdateRule, UpdateTerms } from '../training/optimizers/optimizer-method.ts';
import { addsDecay, settingFor, updateRuleOf } from '../training/optimizers.ts';
import { isInStateBefore } from '../training/training-state.ts';
import { batchDivisor, optimizerStep, sampleAt, type Update } from '../training/update.ts';

/**
 * Marks a quantity without an equation: an input, a target, a parameter, a hyperparameter, t, or a state of the
 * optimizer before the update.
 */
export interface Given {
  readonly kind: 'given';
}

export type Equation = Expression<Quantity> | Given;

const given: Given = { kind: 'given' };

/**
 * The right side of a quantity's equation in one update. Forward equations are those of the model, and `gradients.ts`
 * derives all derivatives from them. Throws a RangeError for a quantity that the update does not have.
 */
export function equationOf(update: Update, quantity: Quantity): Equation {
  const { sample } = quantity;
  switch (quantity.kind) {
    case 'value':
      return valueEquation(update, quantity);
    case 'gradient':
      return overBatch(update, quantity) ?? gradientEquation(backwardPass(update, sample), quantity.of);
    case 'local':
      return derivativeEquation(backwardPass(update, sample), quantity.of, quantity.by);
    case 'path':
      return pathEquation(backwardPass(update, sample), quantity.of, quantity.through);
  }
}

function valueEquation(update: Update, quantity: Value): Equation {
  if (isInStateBefore(quantity)) return given;
  if (isValueOf(quantity, 'optimizer')) return optimizerEquation(update, quantity);
  if (isNewParameter(quantity)) {
    const parameter = quantity.of.index;
    return ruleFor(update.experiment, parameter).updated(updateTerms(update, parameter));
  }
  const batchValue = overBatch(update, quantity);
  if (batchValue !== undefined) return batchValue;
  const equation = graphOf(update).equationOf(quantity.of);
  return equation === undefined
    ? given
    : replaceLeaves(equation, (node) => ref(valueInPass(update.experiment, node, quantity)));
}

const graphOf: (update: Update) => Graph = memoize((update) => {
  const { experiment } = update;
  if (experiment.kind === 'formula') return formulaGraph(experiment.formula);
  const { network, loss } = experiment;
  return denseGraph({ network, loss, targetSum: (sample) => sumOfTargets(update, sample) });
});

/**
 * The value of a node in a forward pass. A pass with the updated parameters uses θ⁺ for each trained parameter. Inputs
 * and targets are the same in both passes.
 */
function valueInPass(experiment: Experiment, node: Node, { sample, after }: Pass): Value {
  if (hasRole(node, 'parameter')) {
    return nodeValue(node, { after: after && isTrained(modelOf(experiment), node.index) });
  }
  return nodeValue(node, { sample, after: after && !hasRole(node, 'input', 'target') });
}

/**
 * Why a derivative that has no chain rule is what it is: the lines from the equation that is differentiated to the
 * derivative, each with the rule that leads to it. Undefined for every other quantity.
 */
export function whyOf(update: Update, quantity: Quantity): DerivativeLines<Quantity> | undefined {
  const pass = backwardPass(update, quantity.sample);
  switch (quantity.kind) {
    case 'local':
      return derivativeLines(pass, quantity.of, quantity.by);
    case 'path':
      return pass.graph.hasGradientOne(quantity.through)
        ? derivativeLines(pass, quantity.through, quantity.of)
        : undefined;
    case 'gradient':
      return isOverBatch(update, quantity) ? undefined : gradientLines(pass, quantity.of);
    case 'value':
      return undefined;
  }
}

/** In layer-by-layer updates, the gradient of an out is propagated back through the new weights of the next layer. */
function backwardPass(update: Update, sample: number | undefined): BackwardPass {
  const { experiment } = update;
  const usesNewWeights = experiment.updateOrder === 'layer-by-layer';
  return {
    graph: graphOf(update),
    sample,
    valueOf: (node: Node): Quantity =>
      valueInPass(experiment, node, { sample, after: usesNewWeights && hasRole(node, 'parameter') }),
  };
}

function optimizerEquation(update: Update, { of }: Value<NodeOf<'optimizer'>>): Expression<Quantity> {
  const { experiment } = update;
  const { name } = of.block;
  const variable = ruleFor(experiment, of.index).variables.find(([variableName]) => variableName === name);
  if (variable === undefined) throw new RangeError(`${experiment.optimizer.method} has no ${name}`);
  return variable[1](updateTerms(update, of.index));
}

function ruleFor(experiment: Experiment, parameter: number): UpdateRule {
  return updateRuleOf(experiment.optimizer, parameterKindAt(modelOf(experiment), parameter));
}

/** The terms of a parameter's update equations. If the optimizer adds weight decay to the gradient, g = ∂E/∂w + λw. */
export function updateTerms(update: Update, parameter: number): UpdateTerms<Quantity> {
  const { experiment } = update;
  const { optimizer } = experiment;
  const kind = parameterKindAt(modelOf(experiment), parameter);
  const derivative: Expression<Quantity> = ref(parameterGradient(parameter));
  return {
    parameter: ref(parameterValue(parameter)),
    derivative,
    gradient: addsDecay(optimizer, kind) ? ref(optimizerQuantity(parameter, 'g')) : derivative,
    before: (name) => ref(oldStateValue(name, parameter)),
    variable: (name) => ref(optimizerQuantity(parameter, name)),
    hyperparameter: (name) => ref(settingFor(optimizer, name, kind)),
    updateNumber: ref(updateNumberValue),
    isFirstUpdate: optimizerStep(update) === 1,
  };
}

/**
 * The mean or the sum of a quantity over the batch. Undefined in a batch of one sample, and for a quantity of one sample.
 */
function overBatch(update: Update, quantity: Quantity): Expression<Quantity> | undefined {
  if (!isOverBatch(update, quantity)) return undefined;
  const termAt = (place: number) => ref<Quantity>({ ...quantity, sample: sampleAt(update, place) });
  return quotient(sum(lazyList(update.size, termAt)), constant(batchDivisor(update)));
}

/** Whether a quantity is the mean or the sum over a batch of several samples. */
export function isOverBatch(update: Update, quantity: Quantity): boolean {
  return update.size > 1 && quantity.sample === undefined && hasBatchValue(update, quantity);
}

/** Whether a quantity has a value for a batch as a whole: the error and the gradients of parameters do. */
export function hasBatchValue(update: Update, quantity: Quantity): boolean {
  if (quantity.kind === 'value') return isSameNode(quantity.of, graphOf(update).error);
  return isGradientOf(quantity, 'parameter');
}

/** The sum of the targets of a sample, or of the first sample of the batch if `sample` is undefined. */
export function sumOfTargets(update: Update, sample: number | undefined): number {
  const { targets, count } = update.experiment.samples;
  const outputs = targets.length / count;
  const row = sample ?? sampleAt(update, 0);
  return targets.subarray(row * outputs, (row + 1) * outputs).reduce((total, target) => total + target, 0);
}
