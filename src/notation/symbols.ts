import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import { type Spelling, spell, type Word } from '../engine/models/quantity-name.ts';
import type { Glyphs } from './glyphs.ts';

/** A quantity's name on screen, in one line: ∂E_total/∂w5, δ_h1, w5⁺, net_h1@3. */
export function symbolOf(network: Network, quantity: Quantity, glyphs: Glyphs): string {
  const spelling = spell(network, quantity);
  const { top, bottom, through } = spelling;
  if (bottom === undefined) return word(top, glyphs) + marks(spelling, glyphs);
  const over = `${glyphs.partial}${word(top, glyphs)}/${glyphs.partial}${word(bottom, glyphs)}`;
  return over + (through === undefined ? '' : `:${through}`) + marks(spelling, glyphs);
}

/** The two sides of a derivative's fraction, E_total written short: ∂E over ∂w5. Undefined for other quantities. */
export function fractionOf(
  network: Network,
  quantity: Quantity,
  glyphs: Glyphs,
): { readonly top: string; readonly bottom: string } | undefined {
  const spelling = spell(network, quantity);
  const { top, bottom, through } = spelling;
  if (bottom === undefined) return undefined;
  const short = top.index === 'total' ? top.base : word(top, glyphs);
  return {
    top: glyphs.partial + short + (through === undefined ? '' : `:${through}`) + marks(spelling, glyphs),
    bottom: glyphs.partial + word(bottom, glyphs),
  };
}

function word({ base, index }: Word, glyphs: Glyphs): string {
  const letter = letters(glyphs)[base] ?? base;
  return index === undefined ? letter : `${letter}_${index}`;
}

/** The words that are written as Greek letters where there are any. */
function letters({ delta, alpha, beta, lambda, mu, rho, epsilon }: Glyphs): Readonly<Record<string, string>> {
  return { delta, alpha, lambda, mu, rho, epsilon, beta1: `${beta}1`, beta2: `${beta}2` };
}

function marks({ after, sample }: Spelling, glyphs: Glyphs): string {
  return `${after ? glyphs.after : ''}${sample === undefined ? '' : `@${sample}`}`;
}
