import { isValueOf, type Quantity } from '../../graph/quantity.ts';
import { quantityName } from '../../models/quantity-name.ts';
import type { UpdateValues } from '../../pass/update-values.ts';
import { modelOf } from '../../training/experiment.ts';
import type { Rounding } from '../answer.ts';
import { createCalculation, type Replace } from '../calculation.ts';

/** Calculates the whole program, with all quantities of an update, after the replacements. */
export function programValues(values: UpdateValues, replacements: readonly Replace[]): (quantity: Quantity) => number {
  return createCalculation({ update: values.update, replacements, isComputed: () => true, read: values.numberOf });
}

/** Which results of a calculation by hand are rounded before they are used. */
export type RoundedResults = 'all' | 'outs';

/** Calculates the whole program by hand: results are rounded to `decimals` decimals before they are used. */
export function roundedProgramValues(
  values: UpdateValues,
  replacements: readonly Replace[],
  rounding: Rounding,
  decimals: number,
  rounded: RoundedResults = 'all',
): (quantity: Quantity) => number {
  return createCalculation({
    update: values.update,
    replacements,
    isComputed: () => true,
    read: values.numberOf,
    roundResult: (value, quantity) =>
      rounded === 'all' || isValueOf(quantity, 'out') ? rounding(value, decimals) : value,
  });
}

/**
 * Calculates each quantity from the learner's own numbers, by the name of the quantity. A quantity that the learner gives
 * is calculated by its equation, too, but what follows from it is calculated from the learner's number.
 */
export function valuesFromOwn(
  values: UpdateValues,
  replacements: readonly Replace[],
  own: ReadonlyMap<string, number>,
): (quantity: Quantity) => number {
  const model = modelOf(values.update.experiment);
  return createCalculation({
    update: values.update,
    replacements,
    isComputed: () => true,
    read: values.numberOf,
    known: (quantity) => own.get(quantityName(model, quantity)),
  });
}
