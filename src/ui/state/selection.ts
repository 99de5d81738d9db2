import { type Quantity, sampleOf } from '../../engine/expressions/quantity.ts';
import { weightIndex } from '../../engine/models/parameters.ts';
import { quantityNamed } from '../../engine/steps/name-parser.ts';
import type { Step } from '../../engine/steps/steps.ts';
import type { Experiment } from '../../engine/training/experiment.ts';
import { updateOf } from '../../engine/training/run.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { ascii, inGlyphs } from '../../notation/glyphs.ts';
import { type Expansion, experimentOf, type Model, presentStep } from './model.ts';

/** The index of the parameter that the user selected, else of the present step's parameter, else (at the start) w1. */
export function selectedParameter(model: Model): number {
  const step = presentStep(model);
  return model.selected ?? (step === undefined ? 0 : parameterOf(experimentOf(model), step.quantity));
}

/**
 * The index of a quantity's parameter: w5 for w5⁺. For a quantity without a parameter, it is the first weight into the
 * unit of the quantity; for E_total, the first weight into the first output.
 */
export function parameterOf({ network }: Experiment, quantity: Quantity): number {
  if ('parameter' in quantity) return quantity.parameter;
  const unit = 'unit' in quantity ? quantity.unit : 0;
  const layer = network.layers[('layer' in quantity ? quantity.layer : network.layers.length) - 1];
  return layer === undefined ? 0 : weightIndex(layer, unit, 0);
}

/** Selects the parameter `places` places after the selected parameter, but at least the first and at most the last. */
export function selectParameter(model: Model, places: number): Model {
  const { parameterCount } = experimentOf(model).network;
  return { ...model, selected: clampIndex(selectedParameter(model) + places, parameterCount), scroll: undefined };
}

/** The sample of a step. If the step has no sample, it is the first sample of the batch. */
export function currentSample(update: Update, step: Step | undefined): number {
  return (step && sampleOf(step.quantity)) ?? sampleAt(update, 0);
}

/** The quantity that a typed name means in the present update. A name without a sample means the present sample. */
export function quantityMeant(model: Model, name: string): Quantity | undefined {
  const update = updateOf(model.run, model.position.update);
  const text = inGlyphs(name, ascii);
  const sample = currentSample(update, presentStep(model)) + 1;
  return quantityNamed(update, text) ?? quantityNamed(update, `${text}@${sample}`);
}

/** The expanded factors of the formula that is shown. */
export function presentExpansion(model: Model): Expansion {
  const parameter = selectedParameter(model);
  if (model.expansion.parameter === parameter) return model.expansion;
  return { parameter, names: [], focusedFactor: undefined };
}

/** The index nearest to `index` in a list of `length` items. */
export function clampIndex(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
