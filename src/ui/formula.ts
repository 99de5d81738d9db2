import { chainOf, isComposite } from '../engine/equations/explanation.ts';
import { type Quantity, quantityName } from '../engine/quantities.ts';
import { updateAt } from '../engine/update.ts';
import type { Glyphs } from '../notation/glyphs.ts';
import { type StackedStyle, type Token, tokensOf } from '../notation/stacked.ts';
import { chosenParameter, type Model, presentOpenings } from './model.ts';

/** Terms of a long sum that a stacked formula writes out. */
const mostTerms = 3;

const noNumbers = { number: () => undefined, isNew: () => false };

/** The columns of the chosen parameter's chain rule, with what has been opened, and with what numbers are given. */
export function formulaTokens(
  model: Model,
  glyphs: Glyphs,
  { number, isNew }: Pick<StackedStyle, 'number' | 'isNew'> = noNumbers,
): readonly Token[] {
  const { network } = model.experiment;
  const update = updateAt(model.experiment, model.position.update);
  const { names } = presentOpenings(model);
  const expression = chainOf(update, { kind: 'gradient', parameter: chosenParameter(model) });
  if (expression === undefined) return [];
  const opened = (quantity: Quantity) =>
    names.includes(quantityName(network, quantity)) ? chainOf(update, quantity) : undefined;
  return tokensOf(expression, { network, glyphs, number, isNew, opened, mostTerms });
}

/** The columns of the formula that can be opened, as indices into its tokens. */
export function openable(model: Model, tokens: readonly Token[]): readonly number[] {
  const update = updateAt(model.experiment, model.position.update);
  return [...tokens.keys()].filter((index) => {
    const quantity = tokens[index]?.quantity;
    return quantity !== undefined && chainOf(update, quantity) !== undefined;
  });
}

/**
 * The factor that would be opened next: the one pointed at; or the first that is made of derivatives, then the first
 * derivative, then the first of all.
 */
export function nextToOpen(model: Model, tokens: readonly Token[]): number | undefined {
  const candidates = openable(model, tokens);
  const { pointedAt } = presentOpenings(model);
  if (pointedAt !== undefined) return candidates[Math.min(pointedAt, candidates.length - 1)];
  const update = updateAt(model.experiment, model.position.update);
  const isComposed = (index: number): boolean => {
    const quantity = tokens[index]?.quantity;
    return quantity !== undefined && isComposite(update, quantity);
  };
  return candidates.find(isComposed) ?? candidates.find((index) => tokens[index]?.role !== undefined) ?? candidates[0];
}
