import type { DerivationLine, DerivationRule } from '../engine/expressions/derivation-lines.ts';
import { items } from '../engine/expressions/lazy-list.ts';
import { isConstant } from '../engine/expressions/parts.ts';
import { hasRole } from '../engine/graph/node.ts';
import { nodeOf, nodeValue, type Quantity } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { whyOf } from '../engine/steps/equation.ts';
import { chainRuleOf, isComposite, unfoldsWithin } from '../engine/steps/explanation.ts';
import { modelOf } from '../engine/training/experiment.ts';
import type { Update } from '../engine/training/update.ts';
import { maxFactors, maxTerms, type Notation } from './derivation.ts';
import { writtenQuantities } from './one-line.ts';

/** The lines that lead from an equation to one of its derivatives. */
export interface Reason {
  /** The symbol of the derivative. */
  readonly derivative: string;
  /** The forms of what is differentiated, all of equal value. The first has no rules. */
  readonly of: readonly ReasonLine[];
  /** The symbol of the quantity by which it is differentiated. */
  readonly by: string;
  /** The forms of the derivative, all of equal value. */
  readonly lines: readonly ReasonLine[];
}

/** A line of a derivation, and the rules that lead to it from the line before, as words. */
export interface ReasonLine {
  readonly text: string;
  readonly rules: string;
}

/** The facts about a line, besides its rules, that its words may mention. */
export interface LineFacts {
  /** The symbol of the quantity by which the lines are differentiated. */
  readonly by: string;
  /** Whether terms of a sum became 0, because they do not contain the quantity. */
  readonly hasZeroTerms: boolean;
  /** Whether a factor ½ of the line before cancelled the 2 of the power rule. */
  readonly cancelsHalf: boolean;
}

/** The words for the rules of a line. */
export type RuleWords = (rules: readonly DerivationRule[], facts: LineFacts) => string;

/** The reasons of the derivatives without a chain rule in the derivation of a quantity, each derivative once. */
export function reasonsOf(
  { update }: UpdateValues,
  quantity: Quantity,
  notation: Notation,
  words: RuleWords,
): readonly Reason[] {
  const unfolds = isComposite(update, quantity) && unfoldsWithin(update, quantity, maxFactors);
  return derivativesIn(update, quantity, unfolds).flatMap((part) => {
    const lines = whyOf(update, part);
    if (lines === undefined) return [];
    const node = nodeOf(part);
    const sample = hasRole(node, 'parameter') ? undefined : part.sample;
    const by = notation.symbol(nodeValue(node, { sample }));
    const written = (all: readonly DerivationLine<Quantity>[]): readonly ReasonLine[] =>
      all.map((line, at) => lineOf(line, all[at - 1], by, notation, words));
    return [{ derivative: notation.symbol(part), of: written(lines.value), by, lines: written(lines.derivative) }];
  });
}

/**
 * A quantity and the quantities in its derivation, from left to right. If `unfolds`, also those in the derivations of these.
 * Of the quantities of several samples, only the first is in the list.
 */
function derivativesIn(update: Update, quantity: Quantity, unfolds: boolean): readonly Quantity[] {
  const found = new Map<string, Quantity>();
  const add = (part: Quantity): void => {
    const name = quantityName(modelOf(update.experiment), { ...part, sample: undefined });
    if (found.has(name)) return;
    found.set(name, part);
    if (part !== quantity && !(unfolds && isComposite(update, part))) return;
    const equation = chainRuleOf(update, part);
    if (equation.kind !== 'given') for (const each of writtenQuantities(equation, maxTerms)) add(each);
  };
  add(quantity);
  return [...found.values()];
}

function lineOf(
  { expression, rules }: DerivationLine<Quantity>,
  before: DerivationLine<Quantity> | undefined,
  by: string,
  notation: Notation,
  words: RuleWords,
): ReasonLine {
  const hasZeroTerms = expression.kind === 'sum' && [...items(expression.terms)].some((term) => isConstant(term, 0));
  const factors = before?.expression.kind === 'product' ? before.expression.factors : [];
  const cancelsHalf = [0.5, 2].every((value) => factors.some((factor) => isConstant(factor, value)));
  return {
    text: notation.write(expression, false, notation.symbol),
    rules: words(rules, { by, hasZeroTerms, cancelsHalf }),
  };
}
