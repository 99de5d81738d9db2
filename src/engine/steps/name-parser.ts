import { isValueOf, type Quantity } from '../graph/quantity.ts';
import type { Model } from '../models/network-or-formula.ts';
import { quantityName } from '../models/quantity-name.ts';
import { modelOf } from '../training/experiment.ts';
import { isDenseUpdate, placeOfSample, sampleAt, type Update } from '../training/update.ts';
import { denseQuantityNamed, withoutDenseAliases } from './dense-name-parser.ts';
import { hasBatchValue } from './equation.ts';
import { formulaQuantityNamed, withoutFormulaAliases } from './formula-name-parser.ts';
import { type NameParts, namePartsOf } from './name-parts.ts';

/**
 * The quantity whose `quantityName` is `name`; undefined if the update does not have this quantity. In a network, dE/d…
 * is read as dE_total/d…, and dE_total/dnet_h1 as delta_h1. In a formula with the error f, dE/d… and dE_total/d… are read
 * as df/d…. In a batch of one sample, the name may have the number of the sample: net_h1@1.
 */
export function quantityNamed(update: Update, name: string): Quantity | undefined {
  const model = modelOf(update.experiment);
  const text = withoutAliases(model, name.trim());
  const parts = namePartsOf(text);
  if (parts === undefined) return undefined;
  const isOnlySample = update.size === 1 && parts.sample === sampleAt(update, 0);
  const found = findQuantity(update, model, isOnlySample ? { ...parts, sample: undefined } : parts);
  if (found === undefined || !hasSample(update, found)) return undefined;
  return quantityName(model, found) === (isOnlySample ? text.replace(/@\d+$/, '') : text) ? found : undefined;
}

function withoutAliases(model: Model, name: string): string {
  switch (model.kind) {
    case 'dense':
      return withoutDenseAliases(name);
    case 'formula':
      return withoutFormulaAliases(model, name);
  }
}

function findQuantity(update: Update, model: Model, parts: NameParts): Quantity | undefined {
  if (model.kind === 'formula') return formulaQuantityNamed(update, model, parts);
  return isDenseUpdate(update) ? denseQuantityNamed(update, parts) : undefined;
}

/** Whether `sample` fits the batch. In a batch of several samples, only E_total and gradients can have no sample. */
function hasSample(update: Update, quantity: Quantity): boolean {
  if (!hasSampleIndex(quantity)) return quantity.sample === undefined;
  if (quantity.sample !== undefined) return update.size > 1 && placeOfSample(update, quantity.sample) !== undefined;
  return update.size === 1 || hasBatchValue(update, quantity);
}

/** Whether a quantity is another number for each sample. Parameters and the optimizer's numbers are not. */
function hasSampleIndex(quantity: Quantity): boolean {
  return !isValueOf(quantity, 'parameter', 'optimizer', 'setting', 'update-number');
}

export { settingNamed } from './dense-name-parser.ts';
