import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { modelOf } from '../engine/training/experiment.ts';
import { exactForm } from '../notation/agreeing-form.ts';
import { bothForms } from '../notation/both-forms.ts';
import { unicode } from '../notation/glyphs.ts';
import { exactNumber } from '../notation/number-format.ts';

/**
 * The two forms of an expression for JSON: with the names of quantities as they are typed on the command line, and with
 * numbers in full double precision. Both contain every term of each sum.
 */
export function exactForms(
  { update, numberOf }: UpdateValues,
  expression: Expression<Quantity>,
): { readonly formula: string; readonly substituted: string } {
  const { symbols, numbers } = bothForms(expression, {
    glyphs: unicode,
    maxTerms: Number.POSITIVE_INFINITY,
    inNumbers: exactForm(expression, numberOf),
    name: (part) => quantityName(modelOf(update.experiment), part),
    number: (part) => exactNumber(numberOf(part), unicode),
  });
  return { formula: symbols, substituted: numbers };
}
