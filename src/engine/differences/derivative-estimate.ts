import type { Experiment } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import {
  type ChangedBatch,
  changeError,
  createChangedBatch,
  largestFeedingInput,
  totalOfBatch,
} from './error-change.ts';
import { reachOf } from './reach.ts';
import { deltaSizesOf, roundingError } from './rounding-error.ts';

/** ∂E_total/∂θ of a batch by central differences. */
export interface DerivativeEstimate {
  readonly derivative: number;
  /** The largest probable error of `derivative`, and of a right gradient of backpropagation by its rounding. */
  readonly uncertainty: number;
  /**
   * Whether the derivative is exactly 0: E_total does not change at all when θ changes, or it changes by the square of
   * the change of θ and every term of the derivative is 0, because the outs equal their targets.
   */
  readonly isZero: boolean;
}

/**
 * The change of the nets by the step of the central difference. The change of E_total is computed without subtracting
 * two errors, so it has all digits. It is proportional to the step, even at a distance of 1e-16 from a minimum.
 */
const netChange = 1e-20;

/** The change of the nets by the step that shows whether E_total is constant. Activations bend on the scale of 1. */
const largeNetChange = 0.05;

/** A kink is too near to θ if nets that change by this number may reach it. */
const nearKink = 2e-6;

/**
 * The change of the nets that θ feeds directly in the first pass. It is so small that all changes are proportional to
 * it, even if the weights of many layers multiply it.
 */
const probeNetChange = 1e-100;

/** Numbers below this one may have lost digits on the way, because there are no numbers between 0 and 5e-324. */
const smallestExact = 1e-305;

const zero: DerivativeEstimate = { derivative: 0, uncertainty: 0, isZero: true };
const notFinite: DerivativeEstimate = { derivative: Number.NaN, uncertainty: Number.NaN, isZero: false };

/**
 * Returns a function that estimates ∂E_total/∂θ of a batch for one parameter θ. The derivative is NaN if a number of the
 * forward or backward pass is not finite. The function returns undefined if a kink is too near for a central
 * difference. `parameters` must not change meanwhile.
 */
export function createDerivativeEstimator(
  experiment: Experiment,
  update: Update,
  parameters: Float64Array,
): (parameter: number) => DerivativeEstimate | undefined {
  const batch = createChangedBatch(experiment, update, parameters);
  const deltaSizes = deltaSizesOf(batch);
  return (parameter) => {
    const influence = largestFeedingInput(batch, parameter);
    if (influence === 0) return zero;
    const largestInput = Math.max(influence, smallestExact);
    const probe = probeNetChange / largestInput;
    const { change } = changeError(batch, parameter, probe);
    if (!Number.isFinite(change)) return notFinite;
    const reach = reachOf(batch, parameter);
    // The step that changes the nets that θ feeds directly, and every net with a curved activation, by at most 1.
    const unitStep = Math.min(1 / largestInput, probe / reach.curved);
    const kinkStep = reach.kink * probe;
    if (kinkStep < nearKink * unitStep) return undefined;
    const step = netChange * unitStep;
    const withDoubleStep = centralDifference(batch, parameter, 2 * step);
    const difference = centralDifference(batch, parameter, step);
    const rounding = roundingError(batch, deltaSizes, parameter, step);
    if (!Number.isFinite(rounding)) return notFinite;
    const isZero =
      (difference.value === 0 && isConstant(batch, parameter, Math.min(largeNetChange * unitStep, kinkStep / 2))) ||
      (rounding === 0 && isBySquare(difference, withDoubleStep));
    const uncertainty = Math.abs(difference.value - withDoubleStep.value) + rounding + smallestExact * (1 + 1 / step);
    return { derivative: isZero ? 0 : difference.value, uncertainty, isZero };
  };
}

/** The central difference (E_total(θ + step) − E_total(θ − step)) / (2 step). */
interface CentralDifference {
  readonly value: number;
  /** The sum of the absolute changes of E of all outputs and samples. */
  readonly magnitude: number;
}

function centralDifference(batch: ChangedBatch, parameter: number, step: number): CentralDifference {
  const [below, above] = [changeError(batch, parameter, -step), changeError(batch, parameter, step)];
  return {
    value: totalOfBatch(batch.update, above.change - below.change) / 2 / step,
    magnitude: above.magnitude + below.magnitude,
  };
}

/** Whether E_total does not change at all by large steps. The steps differ, so that rounding cannot hide both changes. */
function isConstant(batch: ChangedBatch, parameter: number, step: number): boolean {
  return [1, -1, 0.7, -0.3].every((factor) => changeError(batch, parameter, factor * step).change === 0);
}

/** Whether twice the step changes E_total by four times the change. In proportion to the step, it would be twice. */
function isBySquare({ magnitude }: CentralDifference, withDoubleStep: CentralDifference): boolean {
  return magnitude > smallestExact && withDoubleStep.magnitude > 3 * magnitude;
}
