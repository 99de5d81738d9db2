import type { Quantity } from '../../engine/graph/quantity.ts';
import { whyOf } from '../../engine/steps/equation.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import { updateOf } from '../../engine/training/run.ts';
import { derivationMark, experimentOf, type Model } from './model.ts';
import { presentExpansion } from './present-expansion.ts';
import { shownQuantity } from './shown-quantity.ts';

/** The derivative whose derivation is in the formula panel: line by line, from its equation. Undefined if there is none. */
export function shownDerivation(model: Model): Quantity | undefined {
  const { names } = presentExpansion(model);
  return names.at(-1) === derivationMark ? derivableIn(model, names.slice(0, -1)) : undefined;
}

/**
 * The derivative that was expanded last, if it has no chain rule. In a formula without expanded factors, the shown
 * quantity. Undefined if its derivation is shown already.
 */
export function lastDerivable(model: Model): Quantity | undefined {
  const { names } = presentExpansion(model);
  return names.at(-1) === derivationMark ? undefined : derivableIn(model, names);
}

/** The last of the expanded quantities if it has a derivation. */
function derivableIn(model: Model, names: readonly string[]): Quantity | undefined {
  const update = updateOf(model.run, model.position.update);
  const last = names.at(-1);
  const isFormula = experimentOf(model).kind === 'formula';
  const whole = isFormula ? shownQuantity(model) : undefined;
  const quantity = last === undefined ? whole : quantityNamed(update, last);
  return quantity !== undefined && whyOf(update, quantity) !== undefined ? quantity : undefined;
}

/** Shows the derivation of the quantity that `lastDerivable` returns. */
export function withDerivation(model: Model): Model {
  const expansion = presentExpansion(model);
  return { ...model, scroll: undefined, expansion: { ...expansion, names: [...expansion.names, derivationMark] } };
}

/** Closes the derivation that is shown. Other expanded factors stay. */
export function withoutDerivation(model: Model): Model {
  const { expansion } = model;
  if (expansion.names.at(-1) !== derivationMark) return model;
  return { ...model, scroll: undefined, expansion: { ...expansion, names: expansion.names.slice(0, -1) } };
}
