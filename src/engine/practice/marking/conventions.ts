import { constant, type Expression, product, ref, substitute } from '../../expressions/expression.ts';
import { isGradientOf, isNewParameter, isValueOf, type Quantity } from '../../graph/quantity.ts';
import { isOutput, outputLayer } from '../../models/network.ts';
import { equationOf, hasBatchValue } from '../../steps/equation.ts';
import { hasOneStepDelta } from '../../training/experiment.ts';
import type { Update } from '../../training/update.ts';
import type { Replace } from '../calculation.ts';

/**
 * How a batch is added up. sum, mean: E_total and the gradients. error: only E_total is a sum, or a mean. update: the
 * gradients are sums, and the update divides them by the number of samples. inside: the δ of each sample are divided by it.
 */
export type BatchConvention = 'network' | 'sum' | 'mean' | 'error' | 'update' | 'inside';

/** A way to calculate that is as right as the network's own way. */
export interface Convention {
  readonly batch: BatchConvention;
  /** The error and all gradients are multiplied by this number: 2 for (target − out)² in place of ½(target − out)². */
  readonly lossFactor: number;
  /** Whether the gradients have the other sign, and are added in the update. */
  readonly isDescent: boolean;
}

export const networkConvention: Convention = { batch: 'network', lossFactor: 1, isDescent: false };

/** Every combination that differs from the network's convention for this update, the simplest first. */
export function otherConventions(update: Update): readonly Convention[] {
  const batches: readonly BatchConvention[] =
    update.size === 1
      ? ['network']
      : ['network', update.experiment.reduction === 'mean' ? 'sum' : 'mean', 'error', ...insideOf(update)];
  const all = [false, true].flatMap((isDescent) =>
    lossFactors(update).flatMap((lossFactor) => batches.map((batch) => ({ batch, lossFactor, isDescent }))),
  );
  return all.filter((convention) => changesIn(convention) > 0).toSorted((a, b) => changesIn(a) - changesIn(b));
}

function insideOf(update: Update): readonly BatchConvention[] {
  return update.experiment.kind === 'dense' && update.experiment.reduction === 'mean' ? ['inside', 'update'] : [];
}

/** In how many ways a convention differs from the network's. */
export function changesIn({ batch, lossFactor, isDescent }: Convention): number {
  return Number(batch !== 'network') + Number(lossFactor !== 1) + Number(isDescent);
}

function lossFactors({ experiment }: Update): readonly number[] {
  if (experiment.kind === 'formula') return [1];
  const outputs = outputLayer(experiment.network).units;
  const isSquared = experiment.loss === 'half-squared-error' || experiment.loss === 'mean-squared-error';
  const halves = isSquared ? [1, 2, 0.5] : [1];
  return [...new Set([1, outputs, 1 / outputs].flatMap((count) => halves.map((half) => half * count)))];
}

/** The equations of a convention, in place of those of the network. */
export function replacementOf(update: Update, { batch, lossFactor, isDescent }: Convention): Replace {
  const sourceFactor = lossFactor * (isDescent ? -1 : 1) * (batch === 'inside' ? 1 / update.size : 1);
  return (quantity) => {
    if (isBatchTotal(update, quantity)) {
      const factor = batchFactor(update, batch, quantity);
      return factor === 1 ? undefined : product(constant(factor), ref(quantity));
    }
    if (isValueOf(quantity, 'error')) return scaled(quantity, lossFactor);
    if (isSource(update, quantity)) return scaled(quantity, sourceFactor);
    const gradientFactor = (isDescent ? -1 : 1) * (batch === 'update' ? 1 / update.size : 1);
    return gradientFactor === 1 ? undefined : withGradientTimes(update, quantity, gradientFactor);
  };
}

function scaled(quantity: Quantity, factor: number): Expression<Quantity> | undefined {
  return factor === 1 ? undefined : product(constant(factor), ref(quantity));
}

function isBatchTotal(update: Update, quantity: Quantity): boolean {
  return update.size > 1 && quantity.sample === undefined && hasBatchValue(update, quantity);
}

function batchFactor(update: Update, batch: BatchConvention, quantity: Quantity): number {
  switch (batch) {
    case 'network':
      return 1;
    case 'sum':
      return update.size;
    case 'mean':
      return 1 / update.size;
    case 'error':
      if (!isValueOf(quantity, 'total-error')) return 1;
      return update.experiment.reduction === 'mean' ? update.size : 1 / update.size;
    case 'update':
    case 'inside':
      return isValueOf(quantity, 'total-error') ? 1 : update.size;
  }
}

/** Whether every gradient is calculated from this quantity and others of its kind: ∂E/∂out of an output, or its δ. */
function isSource({ experiment }: Update, quantity: Quantity): boolean {
  if (experiment.kind === 'formula') return false;
  if (isGradientOf(quantity, 'net')) return hasOneStepDelta(experiment, quantity.of.block.layer);
  return isGradientOf(quantity, 'out') && isOutput(experiment.network, quantity.of.block.layer);
}

/** The update rule with a multiple of the gradient. */
function withGradientTimes(update: Update, quantity: Quantity, factor: number): Expression<Quantity> | undefined {
  if (!isNewParameter(quantity) && !isValueOf(quantity, 'optimizer')) return undefined;
  const equation = equationOf(update, quantity);
  if (equation.kind === 'given') return undefined;
  return substitute(equation, (leaf) =>
    isGradientOf(leaf, 'parameter') ? product(constant(factor), ref(leaf)) : undefined,
  );
}
