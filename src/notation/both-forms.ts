import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Glyphs } from './glyphs.ts';
import { writeLine } from './one-line.ts';

/** The right side of an equation, written twice. */
export interface BothForms {
  readonly symbols: string;
  /** The same with the numbers put in. */
  readonly numbers: string;
}

export interface SidesStyle {
  readonly glyphs: Glyphs;
  /** Terms of a long sum that are written out; the rest is an ellipsis. */
  readonly maxTerms: number;
  name(quantity: Quantity): string;
  number(quantity: Quantity): string;
}

/** An equation's right side on one line, in symbols and in numbers. */
export function bothForms(formula: Expression, { glyphs, maxTerms, name, number }: SidesStyle): BothForms {
  return {
    symbols: writeLine(formula, { glyphs, maxTerms, numbers: false, quantity: name }),
    numbers: writeLine(formula, { glyphs, maxTerms, numbers: true, quantity: number }),
  };
}
