import type { Expression } from '../../engine/expressions/expression.ts';
import type { Quantity } from '../../engine/expressions/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { chainRuleOf, isComposite } from '../../engine/steps/explanation.ts';
import { updateOf } from '../../engine/training/run.ts';
import { type Glyphs, unicode } from '../../notation/glyphs.ts';
import { type StackedStyle, type Token, tokensOf } from '../../notation/stacked-fractions.ts';
import { experimentOf, type Model, presentStep } from './model.ts';
import { clampIndex, presentExpansion, selectedParameter } from './selection.ts';

/** Terms of a long sum that a stacked formula shows. */
const maxTerms = 3;

/** A formula of more columns than this is not expanded further: in a deep network it would exceed any screen. */
const maxTokens = 2000;

const withoutNumbers = { number: () => undefined, isNew: () => false };

/** The columns of the selected parameter's chain rule with its expanded factors; with numbers if they are given. */
export function formulaTokens(
  model: Model,
  glyphs: Glyphs,
  { number, isNew }: Pick<StackedStyle, 'number' | 'isNew'> = withoutNumbers,
): readonly Token[] {
  const { network } = experimentOf(model);
  const update = updateOf(model.run, model.position.update);
  const chainRule = chainRuleOf(update, { kind: 'gradient', parameter: selectedParameter(model) });
  if (chainRule.kind === 'given') return [];
  const names = expandedNames(model);
  const expanded = (quantity: Quantity): Expression | undefined => {
    const inside = names.includes(quantityName(network, quantity)) ? chainRuleOf(update, quantity) : undefined;
    return inside?.kind === 'given' ? undefined : inside;
  };
  return tokensOf(chainRule, { network, glyphs, number, isNew, expanded, maxTerms });
}

/** The factors that the user expanded; and the sum over paths while its paths are computed one by one. */
function expandedNames(model: Model): readonly string[] {
  const { names } = presentExpansion(model);
  const quantity = presentStep(model)?.quantity;
  if (quantity?.kind !== 'path') return names;
  const { layer, unit, sample } = quantity;
  return [...names, quantityName(experimentOf(model).network, { kind: 'out-gradient', layer, unit, sample })];
}

/** The indices of the tokens that can be selected: those of quantities. */
function selectableTokens(tokens: readonly Token[]): readonly number[] {
  return [...tokens.keys()].filter((index) => tokens[index]?.quantity !== undefined);
}

/**
 * The token that is expanded next: the one the user selected; else the first that is composed of other derivatives, the
 * first derivative, or the first of all.
 */
export function nextExpandable(model: Model, tokens: readonly Token[]): number | undefined {
  const candidates = selectableTokens(tokens);
  const { focusedFactor } = presentExpansion(model);
  if (focusedFactor !== undefined) return candidates[Math.min(focusedFactor, candidates.length - 1)];
  const update = updateOf(model.run, model.position.update);
  const isComposed = (index: number): boolean => {
    const quantity = tokens[index]?.quantity;
    return quantity !== undefined && isComposite(update, quantity);
  };
  return candidates.find(isComposed) ?? candidates.find((index) => tokens[index]?.role !== undefined) ?? candidates[0];
}

/** Selects the factor `by` places on. */
export function selectFactor(model: Model, by: number): Model {
  const tokens = formulaTokens(model, unicode);
  const candidates = selectableTokens(tokens);
  const present = nextExpandable(model, tokens);
  const index = present === undefined ? 0 : candidates.indexOf(present);
  const expansion = { ...presentExpansion(model), focusedFactor: clampIndex(index + by, candidates.length) };
  return { ...model, scroll: undefined, expansion };
}

/** Expands the selected factor, unless it is given or the formula would get too long. */
export function expandFactor(model: Model): Model {
  const tokens = formulaTokens(model, unicode);
  const quantity = tokens[nextExpandable(model, tokens) ?? -1]?.quantity;
  if (quantity === undefined) return model;
  const update = updateOf(model.run, model.position.update);
  if (chainRuleOf(update, quantity).kind === 'given') return model;
  const expansion = presentExpansion(model);
  const names = [...expansion.names, quantityName(experimentOf(model).network, quantity)];
  const expanded: Model = { ...model, scroll: undefined, expansion: { ...expansion, names } };
  return formulaTokens(expanded, unicode).length > maxTokens ? model : expanded;
}

/** Closes the factor that was expanded last. */
export function collapseFactor(model: Model): Model {
  const expansion = presentExpansion(model);
  const names = expansion.names.slice(0, -1);
  return { ...model, scroll: undefined, expansion: { ...expansion, names, focusedFactor: undefined } };
}
