import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Glyphs } from './glyphs.ts';
import { writeLine } from './one-line.ts';

/** The right side of an equation, written twice. */
export interface Sides {
  readonly symbols: string;
  /** The same with the numbers put in. */
  readonly numbers: string;
}

export interface SidesStyle {
  readonly glyphs: Glyphs;
  /** Terms of a long sum that are written out; the rest is an ellipsis. */
  readonly mostTerms: number;
  name(quantity: Quantity): string;
  number(quantity: Quantity): string;
}

/** An equation's right side on one line, in symbols and in numbers. */
export function sidesOf(formula: Expression, { glyphs, mostTerms, name, number }: SidesStyle): Sides {
  return {
    symbols: writeLine(formula, { glyphs, mostTerms, numbers: false, quantity: name }),
    numbers: writeLine(formula, { glyphs, mostTerms, numbers: true, quantity: number }),
  };
}
