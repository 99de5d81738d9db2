import { backwardOrder } from '../models/backward-order.ts';
import type { Experiment } from '../training/experiment.ts';

/**
 * An equation or a gradient of a formula takes up to about as much time as this many multiplications of a network: long
 * code is not optimized.
 */
const multiplicationsPerEquation = 50;

/** The time of the passes of a sample, as the number of multiplications in the forward pass of a network. */
export function costOfSample(experiment: Experiment): number {
  if (experiment.kind === 'dense') return experiment.network.parameterCount;
  const { formula } = experiment;
  return multiplicationsPerEquation * (formula.equations.length + backwardOrder(formula).length);
}
