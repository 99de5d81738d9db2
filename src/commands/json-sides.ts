import type { Expression } from '../engine/expressions/expression.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { bothForms } from '../notation/both-forms.ts';
import { unicode } from '../notation/glyphs.ts';
import { exactNumber } from '../notation/number-format.ts';

/** An expression for JSON output: with every term, in the command line's names, and numbers in full double precision. */
export function exactSides(
  { update, numberOf }: UpdateValues,
  expression: Expression,
): { readonly formula: string; readonly substituted: string } {
  const { symbols, numbers } = bothForms(expression, {
    glyphs: unicode,
    maxTerms: Number.POSITIVE_INFINITY,
    name: (part) => quantityName(update.experiment.network, part),
    number: (part) => exactNumber(numberOf(part), unicode),
  });
  return { formula: symbols, substituted: numbers };
}
