import { type Expression, leavesIn } from '../../engine/expressions/expression.ts';
import { nodeGradient, pathTerm, type Quantity } from '../../engine/graph/quantity.ts';
import { quantityName } from '../../engine/models/quantity-name.ts';
import { chainRuleOf, isComposite } from '../../engine/steps/explanation.ts';
import { type Experiment, modelOf } from '../../engine/training/experiment.ts';
import { updateOf } from '../../engine/training/run.ts';
import type { AgreeingForm } from '../../notation/agreeing-form.ts';
import { type Glyphs, unicode } from '../../notation/glyphs.ts';
import { type StackedStyle, type Token, tokensOf } from '../../notation/stacked-fractions.ts';
import { experimentOf, type Model, presentStep } from './model.ts';
import { presentExpansion } from './present-expansion.ts';
import { clampIndex } from './selection.ts';
import { lastDerivable, shownDerivation, withDerivation, withoutDerivation } from './shown-derivation.ts';
import { shownQuantity } from './shown-quantity.ts';

/** The maximum number of terms of a sum in a stacked formula. */
const maxTerms = 3;

/** The maximum number of tokens of an expanded formula. In a deep network, a formula could become much longer. */
const maxTokens = 2000;

/** The numbers of a formula's tokens. */
interface TokenNumbers extends Pick<StackedStyle, 'isNew'> {
  /** The text of a quantity's value, with `decimals` decimals; undefined before the value is computed. */
  number(quantity: Quantity, decimals: number): string | undefined;
  /** The form of an expanded factor's chain rule whose numbers give the factor's value; undefined before it is computed. */
  form(factor: Quantity, chainRule: Expression<Quantity>): AgreeingForm | undefined;
}

const withoutNumbers: TokenNumbers = { number: () => undefined, isNew: () => false, form: () => undefined };

/**
 * The tokens (factors, operators and parentheses) of the chain rule of the shown quantity. Expanded factors are replaced
 * by their own chain rules.
 */
export function formulaTokens(
  model: Model,
  glyphs: Glyphs,
  { number, isNew, form }: TokenNumbers = withoutNumbers,
): readonly Token[] {
  const experiment = experimentOf(model);
  const update = updateOf(model.run, model.position.update);
  const chainRule = chainRuleOf(update, shownQuantity(model));
  if (chainRule.kind === 'given') return [];
  const names = expandedNames(model);
  /** The numbers of decimals of the quantities in expanded factors, if they need more than usual, by name. */
  const moreDecimals = new Map<string, number>();
  const expanded = (quantity: Quantity): Expression<Quantity> | undefined => {
    if (!names.includes(quantityName(modelOf(experiment), quantity))) return undefined;
    const factorRule = chainRuleOf(update, quantity);
    if (factorRule.kind === 'given') return undefined;
    const { expression, decimals } = form(quantity, factorRule) ?? { expression: factorRule, decimals: model.decimals };
    if (decimals > model.decimals)
      for (const each of leavesIn(expression)) moreDecimals.set(quantityName(modelOf(experiment), each), decimals);
    return expression;
  };
  // A factor is expanded before the numbers of its chain rule are written.
  const numberOf = (quantity: Quantity): string | undefined =>
    number(quantity, moreDecimals.get(quantityName(modelOf(experiment), quantity)) ?? model.decimals);
  return tokensOf(chainRule, { model: modelOf(experiment), glyphs, number: numberOf, isNew, expanded, maxTerms });
}

/**
 * The names of the factors that the user expanded, and of the factor that contains the present step's quantity: the
 * ∂E/∂out in a network at the step that computes the term of one path, and the term of a path in a formula at the step
 * that computes its local derivative.
 */
function expandedNames(model: Model): readonly string[] {
  const { names } = presentExpansion(model);
  const experiment = experimentOf(model);
  const quantity = presentStep(model)?.quantity;
  if (quantity === undefined) return names;
  const container = containerOf(experiment, quantity);
  return container === undefined ? names : [...names, quantityName(modelOf(experiment), container)];
}

function containerOf({ kind }: Experiment, quantity: Quantity): Quantity | undefined {
  const { sample } = quantity;
  if (kind === 'dense') return quantity.kind === 'path' ? nodeGradient(quantity.of, sample) : undefined;
  return quantity.kind === 'local' ? pathTerm(quantity.by, quantity.of, sample) : undefined;
}

/** The indices of the tokens that can be selected. These are the tokens with a quantity. */
function selectableTokens(tokens: readonly Token[]): readonly number[] {
  return [...tokens.keys()].filter((index) => tokens[index]?.quantity !== undefined);
}

/**
 * The index of the token that is expanded next. It is the token that the user selected. Else, in a formula, the local
 * derivative of the present step; else the first derivative that is composed of other derivatives, else the first
 * derivative, else the first quantity.
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
  return (
    placeOfPresent(model, tokens) ??
    candidates.find(isComposed) ??
    candidates.find((index) => tokens[index]?.role !== undefined) ??
    candidates[0]
  );
}

/** The index of the local derivative of the present step. Undefined in a network. */
function placeOfPresent(model: Model, tokens: readonly Token[]): number | undefined {
  const experiment = experimentOf(model);
  const present = presentStep(model)?.quantity;
  if (experiment.kind === 'dense' || present?.kind !== 'local') return undefined;
  return placesOf(experiment, present, tokens)[0];
}

/** The indices of the tokens that have a quantity. */
function placesOf(experiment: Experiment, quantity: Quantity, tokens: readonly Token[]): readonly number[] {
  const name = quantityName(modelOf(experiment), quantity);
  return selectableTokens(tokens).filter((index) => {
    const found = tokens[index]?.quantity;
    return found !== undefined && quantityName(modelOf(experiment), found) === name;
  });
}

/**
 * The index, in the tokens `written` of a formula with numbers, of the factor that is expanded next. In the form in which
 * an expanded factor is written with numbers, the quantities can be in another order, or different ones.
 */
export function selectedToken(model: Model, written: readonly Token[]): number | undefined {
  const experiment = experimentOf(model);
  const tokens = formulaTokens(model, unicode);
  const next = nextExpandable(model, tokens);
  const quantity = tokens[next ?? -1]?.quantity;
  if (next === undefined || quantity === undefined) return undefined;
  const places = placesOf(experiment, quantity, written);
  return places[Math.min(placesOf(experiment, quantity, tokens).indexOf(next), places.length - 1)];
}

/**
 * Closes the derivation that is shown, else selects the factor `places` places to the right of the selected factor; to the
 * left if `places` is negative.
 */
export function selectFactor(model: Model, places: number): Model {
  if (shownDerivation(model) !== undefined) return withoutDerivation(model);
  const tokens = formulaTokens(model, unicode);
  const candidates = selectableTokens(tokens);
  const present = nextExpandable(model, tokens);
  const index = present === undefined ? 0 : candidates.indexOf(present);
  const expansion = { ...presentExpansion(model), focusedFactor: clampIndex(index + places, candidates.length) };
  return { ...model, scroll: undefined, expansion };
}

/**
 * The derivative whose derivation Enter shows next: the factor that was expanded last, while its first part is selected.
 * In a formula without expanded factors, the shown quantity, while no factor is selected.
 */
export function nextDerivation(model: Model): Quantity | undefined {
  const quantity = lastDerivable(model);
  const expansion = presentExpansion(model);
  const { names, focusedFactor } = expansion;
  if (quantity === undefined || names.length === 0) return focusedFactor === undefined ? quantity : undefined;
  // The first part of the last factor is at the place where this factor was.
  const closed: Model = { ...model, expansion: { ...expansion, names: names.slice(0, -1) } };
  const tokens = formulaTokens(closed, unicode);
  const found = tokens[nextExpandable(closed, tokens) ?? -1]?.quantity;
  return found !== undefined && quantityName(modelOf(experimentOf(model)), found) === names.at(-1)
    ? quantity
    : undefined;
}

/**
 * Shows the derivation of the factor that was expanded last, if it has one. Else expands the selected factor, unless its
 * value is given or the formula would exceed `maxTokens`.
 */
export function expandFactor(model: Model): Model {
  if (nextDerivation(model) !== undefined) return withDerivation(model);
  const open = withoutDerivation(model);
  const tokens = formulaTokens(open, unicode);
  const quantity = tokens[nextExpandable(open, tokens) ?? -1]?.quantity;
  if (quantity === undefined) return model;
  const update = updateOf(open.run, open.position.update);
  if (chainRuleOf(update, quantity).kind === 'given') return model;
  const expansion = presentExpansion(open);
  const names = [...expansion.names, quantityName(modelOf(experimentOf(open)), quantity)];
  // The formula of a step in a formula file is read from the top. In a network, the selected factor is scrolled into view.
  const scroll = experimentOf(open).kind === 'formula' ? 0 : undefined;
  const expanded: Model = { ...open, scroll, expansion: { ...expansion, names } };
  return formulaTokens(expanded, unicode).length > maxTokens ? model : expanded;
}

/** Closes the derivation that is shown, else collapses the factor that was expanded last. */
export function collapseFactor(model: Model): Model {
  if (shownDerivation(model) !== undefined) return withoutDerivation(model);
  const expansion = presentExpansion(model);
  const names = expansion.names.slice(0, -1);
  return { ...model, scroll: undefined, expansion: { ...expansion, names, focusedFactor: undefined } };
}
