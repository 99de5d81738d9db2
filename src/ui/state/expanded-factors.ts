import type { Quantity } from '../../engine/expressions/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { chainRuleOf, isComposite } from '../../engine/steps/explanation.ts';
import { updateOf } from '../../engine/training/run.ts';
import type { Glyphs } from '../../notation/glyphs.ts';
import { type StackedStyle, type Token, tokensOf } from '../../notation/stacked-fractions.ts';
import { chosenParameter, experimentOf, type Model, presentOpenings, presentStep } from './model.ts';

/** Terms of a long sum that a stacked formula writes out. */
const maxTerms = 3;

const noNumbers = { number: () => undefined, isNew: () => false };

/** The columns of the chosen parameter's chain rule, with what has been opened, and with what numbers are given. */
export function formulaTokens(
  model: Model,
  glyphs: Glyphs,
  { number, isNew }: Pick<StackedStyle, 'number' | 'isNew'> = noNumbers,
): readonly Token[] {
  const { network } = experimentOf(model);
  const update = updateOf(model.run, model.position.update);
  const expression = chainRuleOf(update, { kind: 'gradient', parameter: chosenParameter(model) });
  if (expression.kind === 'given') return [];
  const names = openedNames(model);
  const opened = (quantity: Quantity) => {
    const rule = names.includes(quantityName(network, quantity)) ? chainRuleOf(update, quantity) : undefined;
    return rule?.kind === 'given' ? undefined : rule;
  };
  return tokensOf(expression, { network, glyphs, number, isNew, expanded: opened, maxTerms });
}

/** What has been opened by hand; and, while paths are worked out one by one, the sum that they belong to. */
function openedNames(model: Model): readonly string[] {
  const { names } = presentOpenings(model);
  const quantity = presentStep(model)?.quantity;
  if (quantity?.kind !== 'path') return names;
  const { layer, unit, sample } = quantity;
  return [...names, quantityName(experimentOf(model).network, { kind: 'out-gradient', layer, unit, sample })];
}

/** The quantities in a formula, as indices of its tokens: what can be pointed at. */
export function pointable(tokens: readonly Token[]): readonly number[] {
  return [...tokens.keys()].filter((index) => tokens[index]?.quantity !== undefined);
}

/**
 * The token that would be opened next: the one pointed at; or the first that is made of derivatives, then the first
 * derivative, then the first of all.
 */
export function nextToOpen(model: Model, tokens: readonly Token[]): number | undefined {
  const candidates = pointable(tokens);
  const { pointedAt } = presentOpenings(model);
  if (pointedAt !== undefined) return candidates[Math.min(pointedAt, candidates.length - 1)];
  const update = updateOf(model.run, model.position.update);
  const isComposed = (index: number): boolean => {
    const quantity = tokens[index]?.quantity;
    return quantity !== undefined && isComposite(update, quantity);
  };
  return candidates.find(isComposed) ?? candidates.find((index) => tokens[index]?.role !== undefined) ?? candidates[0];
}
