import { type Expression, quantitiesIn } from '../../engine/expressions/expression.ts';
import type { Quantity } from '../../engine/expressions/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { chainRuleOf, isComposite } from '../../engine/steps/explanation.ts';
import { updateOf } from '../../engine/training/run.ts';
import type { AgreeingForm } from '../../notation/agreeing-form.ts';
import { type Glyphs, unicode } from '../../notation/glyphs.ts';
import { type StackedStyle, type Token, tokensOf } from '../../notation/stacked-fractions.ts';
import { experimentOf, type Model, presentStep } from './model.ts';
import { clampIndex, presentExpansion, selectedParameter } from './selection.ts';

/** The maximum number of terms of a sum in a stacked formula. */
const maxTerms = 3;

/** The maximum number of tokens of an expanded formula. In a deep network, a formula could become much longer. */
const maxTokens = 2000;

/** The numbers of a formula's tokens. */
interface TokenNumbers extends Pick<StackedStyle, 'isNew'> {
  /** The text of a quantity's value, with `decimals` decimals; undefined before the value is computed. */
  number(quantity: Quantity, decimals: number): string | undefined;
  /** The form of an expanded factor's chain rule whose numbers give the factor's value; undefined before it is computed. */
  form(factor: Quantity, chainRule: Expression): AgreeingForm | undefined;
}

const withoutNumbers: TokenNumbers = { number: () => undefined, isNew: () => false, form: () => undefined };

/**
 * The tokens (factors, operators and parentheses) of the selected parameter's chain rule. Expanded factors are replaced
 * by their own chain rules.
 */
export function formulaTokens(
  model: Model,
  glyphs: Glyphs,
  { number, isNew, form }: TokenNumbers = withoutNumbers,
): readonly Token[] {
  const { network } = experimentOf(model);
  const update = updateOf(model.run, model.position.update);
  const chainRule = chainRuleOf(update, { kind: 'gradient', parameter: selectedParameter(model) });
  if (chainRule.kind === 'given') return [];
  const names = expandedNames(model);
  /** The numbers of decimals of the quantities in expanded factors, if they need more than usual, by name. */
  const moreDecimals = new Map<string, number>();
  const expanded = (quantity: Quantity): Expression | undefined => {
    if (!names.includes(quantityName(network, quantity))) return undefined;
    const factorRule = chainRuleOf(update, quantity);
    if (factorRule.kind === 'given') return undefined;
    const { expression, decimals } = form(quantity, factorRule) ?? { expression: factorRule, decimals: model.decimals };
    if (decimals > model.decimals)
      for (const each of quantitiesIn(expression)) moreDecimals.set(quantityName(network, each), decimals);
    return expression;
  };
  // A factor is expanded before the numbers of its chain rule are written.
  const numberOf = (quantity: Quantity): string | undefined =>
    number(quantity, moreDecimals.get(quantityName(network, quantity)) ?? model.decimals);
  return tokensOf(chainRule, { network, glyphs, number: numberOf, isNew, expanded, maxTerms });
}

/**
 * The names of the factors that the user expanded. At the step that computes one path's term of a ∂E/∂out, this ∂E/∂out
 * is expanded, too, so that the term can be seen.
 */
function expandedNames(model: Model): readonly string[] {
  const { names } = presentExpansion(model);
  const quantity = presentStep(model)?.quantity;
  if (quantity?.kind !== 'path') return names;
  const { layer, unit, sample } = quantity;
  return [...names, quantityName(experimentOf(model).network, { kind: 'out-gradient', layer, unit, sample })];
}

/** The indices of the tokens that can be selected. These are the tokens with a quantity. */
function selectableTokens(tokens: readonly Token[]): readonly number[] {
  return [...tokens.keys()].filter((index) => tokens[index]?.quantity !== undefined);
}

/**
 * The index of the token that is expanded next. It is the token that the user selected; else the first derivative that
 * is composed of other derivatives, else the first derivative, else the first quantity.
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

/**
 * The index, in the tokens `written` of a formula with numbers, of the factor that is expanded next. In the form in which
 * an expanded factor is written with numbers, the quantities can be in another order, or different ones.
 */
export function selectedToken(model: Model, written: readonly Token[]): number | undefined {
  const { network } = experimentOf(model);
  const tokens = formulaTokens(model, unicode);
  const next = nextExpandable(model, tokens);
  const quantity = tokens[next ?? -1]?.quantity;
  if (next === undefined || quantity === undefined) return undefined;
  const name = quantityName(network, quantity);
  const indicesIn = (list: readonly Token[]): readonly number[] =>
    selectableTokens(list).filter((index) => {
      const found = list[index]?.quantity;
      return found !== undefined && quantityName(network, found) === name;
    });
  const indices = indicesIn(written);
  return indices[Math.min(indicesIn(tokens).indexOf(next), indices.length - 1)];
}

/** Selects the factor `places` places to the right of the selected factor; to the left if `places` is negative. */
export function selectFactor(model: Model, places: number): Model {
  const tokens = formulaTokens(model, unicode);
  const candidates = selectableTokens(tokens);
  const present = nextExpandable(model, tokens);
  const index = present === undefined ? 0 : candidates.indexOf(present);
  const expansion = { ...presentExpansion(model), focusedFactor: clampIndex(index + places, candidates.length) };
  return { ...model, scroll: undefined, expansion };
}

/** Expands the selected factor, unless its value is given or the formula would exceed `maxTokens`. */
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

/** Collapses the factor that was expanded last. */
export function collapseFactor(model: Model): Model {
  const expansion = presentExpansion(model);
  const names = expansion.names.slice(0, -1);
  return { ...model, scroll: undefined, expansion: { ...expansion, names, focusedFactor: undefined } };
}
