import { type Expression, mapList, number, quantitiesIn, refer, replaceQuantities } from '../expressions.ts';
import { lossOf } from '../losses.ts';
import { quantityName } from '../names.ts';
import { isOutput } from '../network.ts';
import { isFactor, isState, type Quantity } from '../quantities.ts';
import type { Update } from '../update.ts';
import { equationOf } from './equation.ts';

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
  /** Undefined for what is given. Derivatives are written with ①, ② and ③, not with δ. */
  readonly expression: Expression | undefined;
  /** One explanation for each distinct quantity in the expression, from left to right; made at each call. */
  terms(): readonly Explanation[];
}

/** The root of the tree of where a quantity comes from. Nothing below it is built before `terms` is called. */
export function explain(update: Update, quantity: Quantity): Explanation {
  const expression = chainOf(update, quantity);
  return {
    quantity,
    rule: ruleOf(update, quantity),
    expression,
    terms: () => distinct(update, expression).map((term) => explain(update, term)),
  };
}

/** The equation as a derivation writes it: δ opened into its factors, nested products flat. */
export function chainOf(update: Update, quantity: Quantity): Expression | undefined {
  const expression = equationOf(update, quantity);
  if (expression === undefined) return undefined;
  return replaceQuantities(expression, (part) => {
    const inner = part.kind === 'delta' ? equationOf(update, part) : undefined;
    return inner?.kind === 'product' ? inner : undefined;
  });
}

/**
 * The equation as its step writes it: factors that have no step of their own stand as what they equal. What is given is
 * its own formula.
 */
export function formulaOf(update: Update, quantity: Quantity): Expression {
  const expression = equationOf(update, quantity) ?? refer(quantity);
  return withoutOnes(replaceQuantities(expression, (part) => factorOf(update, part)));
}

function factorOf(update: Update, quantity: Quantity): Expression | undefined {
  return isFactor(quantity) ? equationOf(update, quantity) : undefined;
}

/** A bias is carried by a 1, which nobody writes. */
function withoutOnes(expression: Expression): Expression {
  if (expression.kind === 'sum') {
    return { ...expression, terms: mapList(expression.terms, withoutOnes) };
  }
  if (expression.kind !== 'product') return expression;
  const factors = expression.factors.filter((factor) => !(factor.kind === 'number' && factor.value === 1));
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
  const expression = chainOf(update, quantity);
  return expression === undefined ? refer(quantity) : replaceQuantities(expression, open);
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
      return !(isOutput(experiment.network, quantity.layer) && lossOf(experiment.loss).kind === 'fused');
    default:
      return false;
  }
}

function distinct({ experiment }: Update, expression: Expression | undefined): readonly Quantity[] {
  const named = [...quantitiesIn(expression ?? number(0))].map(
    (quantity) => [quantityName(experiment.network, quantity), quantity] as const,
  );
  return [...new Map(named).values()];
}

function ruleOf(update: Update, quantity: Quantity): Rule {
  switch (quantity.kind) {
    case 'input':
    case 'target':
    case 'parameter':
    case 'setting':
    case 'update-number':
      return 'given';
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
      return isState(quantity.name) && quantity.after !== true ? 'given' : 'update';
    case 'updated':
      return 'update';
    case 'net-by-parameter':
    case 'net-by-out':
      return 'factor';
  }
}

function isMean({ size }: Update, quantity: { readonly sample?: number | undefined }): boolean {
  return quantity.sample === undefined && size > 1;
}
