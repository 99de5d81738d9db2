import { type Expression, quantitiesIn, ref, substitute } from '../expressions/expression.ts';
import { mapList } from '../expressions/lazy-list.ts';
import { isLocalDerivative, type Quantity } from '../expressions/quantity.ts';
import { isOutput } from '../models/network.ts';
import { quantityName } from '../models/quantity-name.ts';
import { hasOneStepDelta } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import { type Equation, equationOf } from './equation.ts';

/** Why a quantity is what it is, in a word. */
export type Rule =
  | 'given'
  | 'weighted sum'
  | 'activation'
  | 'loss'
  | 'sum'
  | 'mean'
  | 'slope'
  | 'chain'
  | 'paths'
  | 'update'
  | 'factor';

/** A quantity, what it comes from, and, when they are asked for, what those come from. */
export interface Explanation {
  readonly quantity: Quantity;
  readonly rule: Rule;
  /** The chain rule of a derivative is written with ①, ② and ③, not with δ. */
  readonly equation: Equation;
  /** One explanation for each distinct quantity in the expression, from left to right; made at each call. */
  terms(): readonly Explanation[];
}

/** The root of the tree of where a quantity comes from. Nothing below it is built before `terms` is called. */
export function explain(update: Update, quantity: Quantity): Explanation {
  const equation = chainRuleOf(update, quantity);
  return {
    quantity,
    rule: ruleOf(update, quantity),
    equation,
    terms: () => distinctQuantities(update, equation).map((term) => explain(update, term)),
  };
}

/** The equation as a derivation writes it: δ opened into its factors, nested products flat. */
export function chainRuleOf(update: Update, quantity: Quantity): Equation {
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return equation;
  return substitute(equation, (part) => {
    const inner = part.kind === 'delta' ? equationOf(update, part) : undefined;
    return inner?.kind === 'product' ? inner : undefined;
  });
}

/**
 * The equation as its step writes it: factors that have no step of their own stand as what they equal. What is given is
 * its own formula.
 */
export function formulaOf(update: Update, quantity: Quantity): Expression {
  const equation = equationOf(update, quantity);
  const expression = equation.kind === 'given' ? ref(quantity) : equation;
  return withoutOnes(substitute(expression, (part) => valueOfLocalDerivative(update, part)));
}

function valueOfLocalDerivative(update: Update, quantity: Quantity): Expression | undefined {
  const equation = isLocalDerivative(quantity) ? equationOf(update, quantity) : undefined;
  return equation?.kind === 'given' ? undefined : equation;
}

/** A bias is carried by a 1, which nobody writes. */
function withoutOnes(expression: Expression): Expression {
  if (expression.kind === 'sum') {
    return { ...expression, terms: mapList(expression.terms, withoutOnes) };
  }
  if (expression.kind !== 'product') return expression;
  const factors = expression.factors.filter((factor) => !(factor.kind === 'constant' && factor.value === 1));
  const [only] = factors;
  return only !== undefined && factors.length === 1 ? only : { ...expression, factors };
}

/**
 * A derivative with everything put in down to the factors a reader multiplies: slopes, weights and carried outs. For
 * w1 of a network with two outputs: (① × ② × w5 + ① × ② × w7) × ∂out_h1/∂net_h1 × i1.
 */
export function unfolded(update: Update, quantity: Quantity): Expression {
  const open = (part: Quantity): Expression | undefined =>
    isComposite(update, part) ? unfolded(update, part) : undefined;
  const equation = chainRuleOf(update, quantity);
  return equation.kind === 'given' ? ref(quantity) : substitute(equation, open);
}

/** Whether `unfolded` has no more than `most` factors: their number multiplies from layer to layer. */
export function unfoldsWithin(update: Update, quantity: Quantity, most: number): boolean {
  return leafCount(update, quantity, most) <= most;
}

/** How many factors `unfolded` has, counted until they are more than `most`. */
function leafCount(update: Update, quantity: Quantity, most: number): number {
  const equation = isComposite(update, quantity) ? chainRuleOf(update, quantity) : undefined;
  if (equation === undefined || equation.kind === 'given') return 1;
  let count = 0;
  for (const part of quantitiesIn(equation)) {
    // One less for each level, too, so that a network of very many layers is not gone through to its end.
    count += leafCount(update, part, most - count - 1);
    if (count > most) break;
  }
  return count;
}

/** Whether a derivative is made of other derivatives, rather than of forward values. */
export function isComposite({ experiment }: Update, quantity: Quantity): boolean {
  switch (quantity.kind) {
    case 'gradient':
    case 'path':
      return true;
    case 'out-gradient':
      return !isOutput(experiment.network, quantity.layer);
    case 'delta':
      return !hasOneStepDelta(experiment, quantity.layer);
    default:
      return false;
  }
}

function distinctQuantities({ experiment }: Update, equation: Equation): readonly Quantity[] {
  if (equation.kind === 'given') return [];
  const named = [...quantitiesIn(equation)].map(
    (quantity) => [quantityName(experiment.network, quantity), quantity] as const,
  );
  return [...new Map(named).values()];
}

function ruleOf(update: Update, quantity: Quantity): Rule {
  if (equationOf(update, quantity).kind === 'given') return 'given';
  switch (quantity.kind) {
    case 'net':
      return 'weighted sum';
    case 'out':
      return 'activation';
    case 'error':
      return 'loss';
    case 'total-error':
      return isMean(update, quantity) ? 'mean' : 'sum';
    case 'slope':
      return 'slope';
    case 'out-gradient':
      return isComposite(update, quantity) ? 'paths' : 'slope';
    case 'gradient':
      return isMean(update, quantity) ? 'mean' : 'chain';
    case 'path':
      return 'chain';
    case 'delta':
      return isComposite(update, quantity) ? 'chain' : 'slope';
    case 'optimizer':
    case 'updated':
      return 'update';
    default:
      return 'factor';
  }
}

/** Whether a quantity is the mean of those of a batch's samples. */
export function isMean({ size }: Update, quantity: Quantity): boolean {
  return (quantity.kind === 'gradient' || quantity.kind === 'total-error') && quantity.sample === undefined && size > 1;
}
