import { type Expression, leavesIn, ref, substitute } from '../expressions/expression.ts';
import { mapList } from '../expressions/lazy-list.ts';
import { isSameNode, type Role } from '../graph/node.ts';
import { type Gradient, isGradientOf, isNewParameter, type Quantity } from '../graph/quantity.ts';
import { isNetDerivative } from '../models/dense-quantities.ts';
import { formulaErrorNode, formulaGraph } from '../models/formula-graph.ts';
import { isOutput } from '../models/network.ts';
import { quantityName } from '../models/quantity-name.ts';
import { hasOneStepDelta, modelOf } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import { type Equation, equationOf, isOverBatch } from './equation.ts';

/**
 * The rule that a quantity's equation follows. `slope`: a derivative of an activation or of the loss. `chain`: the
 * chain rule. `paths`: a sum over paths. `factor`: the value of ∂net/∂w or ∂net/∂out.
 */
export type Rule =
  | 'given'
  | 'weighted sum'
  | 'activation'
  | 'loss'
  | 'sum'
  | 'formula'
  | 'mean'
  | 'slope'
  | 'chain'
  | 'paths'
  | 'update'
  | 'factor';

export interface Explanation {
  readonly quantity: Quantity;
  readonly rule: Rule;
  /** The equation from `chainRuleOf`, in which each δ = ① × ② is replaced by its factors. */
  readonly equation: Equation;
  /** Creates one explanation for each distinct quantity of the equation, from left to right. */
  terms(): readonly Explanation[];
}

/** Explains how a quantity is computed. The explanation is the root of a tree, which grows by calls of `terms`. */
export function explain(update: Update, quantity: Quantity): Explanation {
  const equation = chainRuleOf(update, quantity);
  return {
    quantity,
    rule: ruleOf(update, quantity),
    equation,
    terms: () => distinctQuantities(update, equation).map((term) => explain(update, term)),
  };
}

/**
 * The equation as a derivation writes it. Each δ = ∂E/∂out × ∂out/∂net is replaced by its factors, without nested
 * products. A δ that the loss gives in one step, as cross-entropy does with softmax, is kept.
 */
export function chainRuleOf(update: Update, quantity: Quantity): Equation {
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return equation;
  return substitute(equation, (part) => {
    const inner = isGradientOf(part, 'net') ? equationOf(update, part) : undefined;
    return inner?.kind === 'product' ? inner : undefined;
  });
}

/**
 * The right side of a quantity's equation as its step shows it: ∂net/∂w and ∂net/∂out are replaced by the input or
 * weight that they equal, and factors of 1 are left out. A quantity without an equation is its own formula.
 */
export function formulaOf(update: Update, quantity: Quantity): Expression<Quantity> {
  const equation = equationOf(update, quantity);
  const expression = equation.kind === 'given' ? ref(quantity) : equation;
  return withoutOnes(substitute(expression, (part) => valueOfLocalDerivative(update, part)));
}

function valueOfLocalDerivative(update: Update, quantity: Quantity): Expression<Quantity> | undefined {
  const equation = isNetDerivative(quantity) ? equationOf(update, quantity) : undefined;
  return equation?.kind === 'given' ? undefined : equation;
}

/** Leaves out factors of 1, such as ∂net/∂b. */
function withoutOnes<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  if (expression.kind === 'sum') {
    return { ...expression, terms: mapList(expression.terms, withoutOnes) };
  }
  if (expression.kind !== 'product') return expression;
  const factors = expression.factors.filter((factor) => !(factor.kind === 'constant' && factor.value === 1));
  const [only] = factors;
  return only !== undefined && factors.length === 1 ? only : { ...expression, factors };
}

/**
 * A derivative, expanded until its factors are derivatives of the loss, derivatives of activations, ∂net/∂out and
 * ∂net/∂w. For w1 in a network with two outputs:
 * (∂E_total/∂out_o1 × ∂out_o1/∂net_o1 × ∂net_o1/∂out_h1 + the same through o2) × ∂out_h1/∂net_h1 × ∂net_h1/∂w1.
 */
export function unfolded(update: Update, quantity: Quantity): Expression<Quantity> {
  const expand = (part: Quantity): Expression<Quantity> | undefined =>
    isComposite(update, part) ? unfolded(update, part) : undefined;
  const equation = chainRuleOf(update, quantity);
  return equation.kind === 'given' ? ref(quantity) : substitute(equation, expand);
}

/** Whether `unfolded` has at most `maxFactors` factors. This number grows exponentially with the number of layers. */
export function unfoldsWithin(update: Update, quantity: Quantity, maxFactors: number): boolean {
  return factorCount(update, quantity, maxFactors) <= maxFactors;
}

/** The number of factors of `unfolded`, counted only until it is greater than `maxFactors`. */
function factorCount(update: Update, quantity: Quantity, maxFactors: number): number {
  const equation = isComposite(update, quantity) ? chainRuleOf(update, quantity) : undefined;
  if (equation === undefined || equation.kind === 'given') return 1;
  const parts: Quantity[] = [];
  for (const part of leavesIn(equation)) {
    parts.push(part);
    if (parts.length > maxFactors) return parts.length;
  }
  let [count, uncounted] = [0, parts.length];
  for (const part of parts) {
    // Each uncounted part has at least one factor, so counting can stop here. Stopping here also limits the depth of
    // the recursion in a network of many layers.
    if (count + uncounted > maxFactors) return count + uncounted;
    uncounted -= 1;
    count += factorCount(update, part, maxFactors - count - uncounted);
  }
  return count;
}

/** Whether a quantity is a derivative whose equation contains derivatives of E. */
export function isComposite({ experiment }: Update, quantity: Quantity): boolean {
  switch (quantity.kind) {
    case 'path':
      return true;
    case 'gradient': {
      const { block } = quantity.of;
      if (experiment.kind === 'formula') return !isSameNode(quantity.of, formulaErrorNode(experiment.formula));
      if (block.role === 'net') return !hasOneStepDelta(experiment, block.layer);
      return block.role !== 'out' || !isOutput(experiment.network, block.layer);
    }
    case 'value':
    case 'local':
      return false;
  }
}

function distinctQuantities({ experiment }: Update, equation: Equation): readonly Quantity[] {
  if (equation.kind === 'given') return [];
  const named = [...leavesIn(equation)].map(
    (quantity) => [quantityName(modelOf(experiment), quantity), quantity] as const,
  );
  return [...new Map(named).values()];
}

function ruleOf(update: Update, quantity: Quantity): Rule {
  if (equationOf(update, quantity).kind === 'given') return 'given';
  if (isOverBatch(update, quantity)) return update.experiment.reduction;
  switch (quantity.kind) {
    case 'value':
      return isNewParameter(quantity) ? 'update' : forwardRules[quantity.of.block.role];
    case 'path':
      return 'chain';
    case 'gradient':
      return isComposite(update, quantity) ? ruleOfGradient(update, quantity) : 'slope';
    case 'local':
      return isNetDerivative(quantity) ? 'factor' : 'slope';
  }
}

/**
 * In a formula, the gradient of a node that only the error uses is the derivative of the error's equation, so its rule
 * is `slope`.
 */
function ruleOfGradient({ experiment }: Update, { of }: Gradient): Rule {
  if (experiment.kind === 'dense') return of.block.role === 'out' ? 'paths' : 'chain';
  const graph = formulaGraph(experiment.formula);
  if (graph.hasPathSteps(of)) return 'paths';
  const consumer = graph.consumersOf(of).at(0);
  return consumer === undefined || graph.hasGradientOne(consumer) ? 'slope' : 'chain';
}

const forwardRules: Readonly<Record<Role, Rule>> = {
  input: 'given',
  target: 'given',
  net: 'weighted sum',
  out: 'activation',
  error: 'loss',
  'total-error': 'sum',
  equation: 'formula',
  parameter: 'given',
  optimizer: 'update',
  setting: 'given',
  'update-number': 'given',
};
