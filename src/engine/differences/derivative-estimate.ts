import type { Experiment } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import {
  type ChangedBatch,
  changeError,
  createChangedBatch,
  largestFeedingInput,
  totalOfBatch,
} from './error-change.ts';
import { type CentralDifference, type Estimate, extrapolate, plainEstimate } from './extrapolation.ts';
import { type Reach, reachOf } from './reach.ts';
import { deltaSizesOf, roundingError } from './rounding-error.ts';

/**
 * ∂E_total/∂θ of a batch by central differences. `uncertainty` includes the rounding error of a right gradient of
 * backpropagation.
 */
export interface DerivativeEstimate extends Estimate {
  /**
   * Whether the derivative is exactly 0: E_total does not change at all when θ changes, or it changes by the square of
   * the change of θ and every term of the derivative is 0, because the outs equal their targets.
   */
  readonly isZero: boolean;
}

/**
 * The largest change of the nets that θ feeds directly, and of every net with a curved activation. Activations bend on
 * the scale of 1, so E_total is nearly a polynomial of low degree within this change.
 */
const maxNetChange = 0.05;

/** The smallest step that is extrapolated, as a fraction of the largest. A kink within this step is too near. */
const minFraction = 2e-5;

/** How many times the step is halved after the first difference that is extrapolated. */
const halvings = 4;

/**
 * The step of the one central difference that is taken across a jump of a second derivative, as a fraction of the
 * largest step. The jump makes an error proportional to the step, which is so small that rounding errors are larger.
 */
const jumpFraction = 1e-14;

/**
 * The change of the nets that θ feeds directly in the first pass. It is so small that all changes are proportional to
 * it, even if the weights of many layers multiply it.
 */
const probeNetChange = 1e-100;

/** Numbers below this one may have lost digits on the way, because there are no numbers between 0 and 5e-324. */
const smallestExact = 1e-290;

/** The step that shows whether E_total changes in proportion to θ, as a fraction of the steps that are extrapolated. */
const tinyFraction = 1e-30;

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
    const largestStep = Math.min(maxNetChange / largestInput, (maxNetChange / reach.curved) * probe);
    const estimate = estimateWithin(batch, parameter, largestStep, {
      kink: reach.kink * probe,
      jump: reach.jump * probe,
    });
    if (estimate === undefined) return undefined;
    const { step } = estimate;
    const { magnitude } = changeError(batch, parameter, step);
    const { magnitude: tinyMagnitude } = changeError(batch, parameter, tinyFraction * step);
    const rounding = roundingError(batch, deltaSizes, parameter, tinyFraction * step);
    if (!Number.isFinite(rounding)) return notFinite;
    const isZero = estimate.isConstant || (rounding === 0 && isBySquare(magnitude, tinyMagnitude));
    const uncertainty = estimate.uncertainty + rounding + smallestExact * (1 + largestInput);
    return { derivative: isZero ? 0 : estimate.derivative, uncertainty, isZero };
  };
}

/** Whether the change of E_total by a tiny step is smaller than in proportion to the step. */
function isBySquare(magnitude: number, tinyMagnitude: number): boolean {
  const hasAllDigits = magnitude > smallestExact / tinyFraction ** 2;
  return hasAllDigits && tinyMagnitude < 1e-10 * tinyFraction * magnitude;
}

/** A central difference, and what the changes by its step cross. */
interface Difference extends CentralDifference, Pick<Reach, 'kink' | 'jump'> {
  readonly isConstant: boolean;
}

/** An estimate, and the smallest step that it uses. */
interface SteppedEstimate extends Estimate {
  readonly step: number;
  /** Whether E_total does not change at all by any step. */
  readonly isConstant: boolean;
}

/** The best estimate with steps up to `largestStep`. `distance` is the change of θ that leads to a kink or a jump. */
function estimateWithin(
  batch: ChangedBatch,
  parameter: number,
  largestStep: number,
  distance: Pick<Reach, 'kink' | 'jump'>,
): SteppedEstimate | undefined {
  const differenceAt = (step: number): Difference => centralDifference(batch, parameter, step);
  const minStep = minFraction * largestStep;
  let step = Math.min(largestStep, distance.kink / 2, distance.jump / 2);
  for (; step >= minStep; step /= 4) {
    const first = differenceAt(step);
    if (first.kink > 1 && first.jump > 1) {
      const differences = [first];
      for (let halved = 1; halved <= halvings; halved++) differences.push(differenceAt(step / 2 ** halved));
      const isConstant = differences.every((difference) => difference.isConstant);
      return { ...extrapolate(differences), isConstant, step: step / 2 ** halvings };
    }
  }
  // A kink or a jump is too near to extrapolate. Across a jump, one central difference is still a good estimate.
  if (distance.kink / 2 < minStep) return undefined;
  const jumpStep = jumpFraction * largestStep;
  const withDoubleStep = differenceAt(2 * jumpStep);
  if (withDoubleStep.kink <= 1) return undefined;
  return { ...plainEstimate(differenceAt(jumpStep), withDoubleStep), isConstant: false, step: jumpStep };
}

function centralDifference(batch: ChangedBatch, parameter: number, step: number): Difference {
  const changeBy = (offset: number) => ({ ...changeError(batch, parameter, offset), ...reachOf(batch, parameter) });
  const [above, below] = [changeBy(step), changeBy(-step)];
  const magnitude = above.magnitude + below.magnitude;
  const { update, layers } = batch;
  const roundings = 16 + update.size * (layers.at(-1)?.units ?? 0);
  return {
    value: totalOfBatch(update, above.change - below.change) / 2 / step,
    roundingError: totalOfBatch(update, Number.EPSILON * roundings * magnitude + smallestExact) / 2 / step,
    isConstant: above.change === 0 && below.change === 0,
    kink: Math.min(above.kink, below.kink),
    jump: Math.min(above.jump, below.jump),
  };
}
