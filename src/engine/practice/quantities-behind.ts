import { leavesIn } from '../expressions/expression.ts';
import type { Quantity } from '../graph/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import { equationOf } from '../steps/equation.ts';
import { modelOf } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import { withoutSampleNumber } from './calculation.ts';

/**
 * The given quantities, then the quantities of their equations, and so on, breadth first: at most `max`, by their names
 * without the number of the sample. Of a quantity that exists once per sample, such as net_h1@1, net_h1@2, …, only the
 * first one is included. The equations of quantities that are not computed are not followed.
 */
export function quantitiesBehind(
  update: Update,
  quantities: readonly Quantity[],
  max: number,
  isComputed: (quantity: Quantity) => boolean = () => true,
): ReadonlyMap<string, Quantity> {
  const found = new Map<string, Quantity>();
  let level = quantities;
  while (level.length > 0 && found.size < max) {
    const added = level.filter((quantity) => {
      const name = nameWithoutSample(update, quantity);
      if (found.size >= max || found.has(name)) return false;
      found.set(name, quantity);
      return true;
    });
    level = added.filter(isComputed).flatMap((quantity) => quantitiesInEquation(update, quantity, max));
  }
  return found;
}

/**
 * The name of a quantity without the number of its sample: net_h1@ for net_h1@3. A slip is made in every sample alike,
 * so the quantities of a slip are compared by this name.
 */
export function nameWithoutSample({ experiment }: Update, quantity: Quantity): string {
  return withoutSampleNumber(quantityName(modelOf(experiment), quantity));
}

/** At most the first `max` quantities of the equation of a quantity. */
function quantitiesInEquation(update: Update, quantity: Quantity, max: number): readonly Quantity[] {
  const equation = equationOf(update, quantity);
  const quantities: Quantity[] = [];
  for (const part of equation.kind === 'given' ? [] : leavesIn(equation)) {
    if (quantities.length === max) break;
    quantities.push(part);
  }
  return quantities;
}
