import { backwardOrder } from '../models/backward-order.ts';
import type { Experiment } from '../training/experiment.ts';

/**
 * The time of one equation or gradient of a formula, in multiplications of a network. It is that of long code, which
 * JavaScript engines do not optimize.
 */
const multiplicationsPerEquation = 50;

/** The cost of a sample, in multiplications: for a network, of its forward pass; for a formula, of both passes. */
export function costOfSample(experiment: Experiment): number {
  if (experiment.kind === 'dense') return experiment.network.parameterCount;
  const { formula } = experiment;
  return multiplicationsPerEquation * (formula.equations.length + backwardOrder(formula).length);
}
