import { memoize } from '../engine/expressions/memoize.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import type { Spelling, SymbolName } from '../engine/graph/spelling.ts';
import type { Model } from '../engine/models/network-or-formula.ts';
import { spell } from '../engine/models/quantity-name.ts';
import type { Glyphs } from './glyphs.ts';

/** The name of a quantity on the screen, on one line: ∂E_total/∂w5, δ_h1, w5⁺, net_h1@3. */
export function symbolOf(model: Model, quantity: Quantity, glyphs: Glyphs): string {
  const spelling = spell(model, quantity);
  const { top, bottom, through } = spelling;
  if (bottom === undefined) return symbolText(top, glyphs) + marks(spelling, glyphs);
  const fraction = `${glyphs.partial}${symbolText(top, glyphs)}/${glyphs.partial}${symbolText(bottom, glyphs)}`;
  return fraction + (through === undefined ? '' : `:${through}`) + marks(spelling, glyphs);
}

/**
 * The numerator and denominator of a derivative: ∂E and ∂w5. E_total is shortened to E. Undefined for a quantity that
 * is not written as a fraction.
 */
export function fractionOf(
  model: Model,
  quantity: Quantity,
  glyphs: Glyphs,
): { readonly top: string; readonly bottom: string } | undefined {
  const spelling = spell(model, quantity);
  const { top, bottom, through } = spelling;
  if (bottom === undefined) return undefined;
  const short = top.index === 'total' ? top.base : symbolText(top, glyphs);
  return {
    top: glyphs.partial + short + (through === undefined ? '' : `:${through}`) + marks(spelling, glyphs),
    bottom: glyphs.partial + symbolText(bottom, glyphs),
  };
}

function symbolText({ base, index }: SymbolName, glyphs: Glyphs): string {
  const letter = lettersOf(glyphs).get(base) ?? base;
  return index === undefined ? letter : `${letter}_${index}`;
}

/** The Greek letters by their names in ASCII. */
const lettersOf = memoize((glyphs: Glyphs): ReadonlyMap<string, string> => {
  const { delta, alpha, beta, lambda, mu, tau, rho, epsilon } = glyphs;
  const named = { delta, alpha, lambda, mu, tau, rho, epsilon, beta1: `${beta}1`, beta2: `${beta}2` };
  return new Map(Object.entries(named));
});

function marks({ after, sample }: Spelling, glyphs: Glyphs): string {
  return `${after ? glyphs.after : ''}${sample === undefined ? '' : `@${sample}`}`;
}
