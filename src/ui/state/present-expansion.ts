import { quantityName } from '../../engine/models/quantity-name.ts';
import { modelOf } from '../../engine/training/experiment.ts';
import { type Expansion, experimentOf, type Model } from './model.ts';
import { selectedParameter } from './selection.ts';
import { shownQuantity } from './shown-quantity.ts';

/** The expanded factors of the formula that is shown. */
export function presentExpansion(model: Model): Expansion {
  const parameter = selectedParameter(model);
  const { expansion } = model;
  const quantity = nameOfShown(model);
  const isSame = expansion.parameter === parameter && (expansion.quantity ?? quantity) === quantity;
  return isSame ? { ...expansion, quantity } : { parameter, quantity, names: [], focusedFactor: undefined };
}

/** The name of the quantity whose formula is shown. Undefined in a network, where the parameter says which it is. */
function nameOfShown(model: Model): string | undefined {
  const experiment = experimentOf(model);
  return experiment.kind === 'dense' ? undefined : quantityName(modelOf(experiment), shownQuantity(model));
}
