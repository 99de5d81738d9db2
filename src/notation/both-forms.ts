import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import type { Glyphs } from './glyphs.ts';
import { writeLine } from './one-line.ts';

/** The right side of an equation in symbols (i1·w1 + i2·w2) and in numbers (0.05 × 0.15 + 0.1 × 0.2). */
export interface BothForms {
  readonly symbols: string;
  readonly numbers: string;
}

export interface BothFormsStyle {
  readonly glyphs: Glyphs;
  /** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
  readonly maxTerms: number;
  name(quantity: Quantity): string;
  number(quantity: Quantity): string;
  /** The form of the expression that is written in numbers, if it is not the expression itself (`agreeingForm`). */
  readonly inNumbers?: Expression<Quantity>;
}

/** Writes an expression on one line in symbols, and on one line in numbers. */
export function bothForms(expression: Expression<Quantity>, style: BothFormsStyle): BothForms {
  const { glyphs, maxTerms, name, number, inNumbers = expression } = style;
  return {
    symbols: writeLine(expression, { glyphs, maxTerms, hasValues: false, quantity: name }),
    numbers: writeLine(inNumbers, { glyphs, maxTerms, hasValues: true, quantity: number }),
  };
}
