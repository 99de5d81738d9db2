import { type Quantity, sampleOf } from '../../engine/expressions/quantity.ts';
import { weightIndex } from '../../engine/models/parameters.ts';
import type { Step } from '../../engine/steps/steps.ts';
import type { Experiment } from '../../engine/training/experiment.ts';
import { sampleAt, type Update } from '../../engine/training/update.ts';
import { type Expansion, experimentOf, type Model, presentStep } from './model.ts';

/** The index of the parameter that the user selected, else of the present step's parameter; at the start, of w1. */
export function selectedParameter(model: Model): number {
  const step = presentStep(model);
  return model.selected ?? (step === undefined ? 0 : parameterOf(experimentOf(model), step.quantity));
}

/**
 * The index of the parameter of a quantity such as w5⁺, else of the first weight into the quantity's unit. For E_total,
 * it is the first weight into the first output.
 */
export function parameterOf({ network }: Experiment, quantity: Quantity): number {
  if ('parameter' in quantity) return quantity.parameter;
  const unit = 'unit' in quantity ? quantity.unit : 0;
  const layer = network.layers[('layer' in quantity ? quantity.layer : network.layers.length) - 1];
  return layer === undefined ? 0 : weightIndex(layer, unit, 0);
}

/** Selects the parameter `by` places after the selected one, but at least the first and at most the last. */
export function selectParameter(model: Model, by: number): Model {
  const { parameterCount } = experimentOf(model).network;
  return { ...model, selected: clampIndex(selectedParameter(model) + by, parameterCount), scroll: undefined };
}

/** The sample of a step. If the step has no sample, it is the first sample of the batch. */
export function currentSample(update: Update, step: Step | undefined): number {
  return (step && sampleOf(step.quantity)) ?? sampleAt(update, 0);
}

/** The expanded factors of the formula that is shown. */
export function presentExpansion(model: Model): Expansion {
  const parameter = selectedParameter(model);
  if (model.expansion.parameter === parameter) return model.expansion;
  return { parameter, names: [], focusedFactor: undefined };
}

/** The nearest index of a list of `length` items. */
export function clampIndex(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}
