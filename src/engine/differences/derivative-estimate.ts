import type { DenseExperiment } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import {
  type ChangedBatch,
  changeError,
  createChangedBatch,
  type Flags,
  largestFeedingInput,
  totalOfBatch,
} from './error-change.ts';
import { type Influences, influencesOf } from './influences.ts';
import { isAtKink, type Kinks, kinksOf } from './kinks.ts';
import { type Reach, reachOf } from './reach.ts';
import { type DeltaSizes, deltaSizesOf, roundingError, underflowError } from './rounding-error.ts';
import { isChangeLost, lostOutsOf } from './underflow.ts';

/** ∂E_total/∂θ of a batch by central differences. */
export interface DerivativeEstimate {
  readonly derivative: number;
  /** The largest probable error of `derivative`, and of a right gradient of backpropagation by its rounding. */
  readonly uncertainty: number;
  /**
   * Whether the derivative is exactly 0. Either E_total stays the same in every sample when θ changes. Or E_total changes
   * by the square of the change of θ, and every term of the derivative is 0, because the outs equal their targets. False
   * if a number on the way from θ to E_total is 0 only because no double is small enough for it.
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

/**
 * The change of the nets that θ feeds directly in the first pass. It is so small that all changes are proportional to
 * it, even if the weights of many layers multiply it.
 */
const probeNetChange = 1e-100;

/** A step whose changes are not finite is made smaller by this factor. */
const smallerStep = 1e-100;

/** The largest part of the change of E_total that may come from the squares of the changes of the outs. */
const squareShare = 1e-4;

/** Numbers below this one may have lost digits on the way, because there are no numbers between 0 and 5e-324. */
const smallestExact = 1e-305;

const zero: DerivativeEstimate = { derivative: 0, uncertainty: 0, isZero: true };
const lostZero: DerivativeEstimate = { derivative: 0, uncertainty: smallestExact, isZero: false };
const unresolved: DerivativeEstimate = {
  derivative: Number.NaN,
  uncertainty: Number.POSITIVE_INFINITY,
  isZero: false,
};

/** A batch, and what is known of its numbers before a parameter changes. */
interface KnownBatch {
  readonly batch: ChangedBatch;
  readonly deltaSizes: DeltaSizes;
  readonly kinks: Kinks;
  readonly lostOuts: Flags;
  readonly influences: Influences;
}

/**
 * Returns a function that estimates ∂E_total/∂θ of a batch for one parameter θ. The derivative is NaN if even the
 * smallest step makes a change that is not finite. The function returns undefined if E_total may have no derivative,
 * because a number that it depends on is at a kink. `parameters` must not change meanwhile.
 */
export function createDerivativeEstimator(
  experiment: DenseExperiment,
  update: Update,
  parameters: Float64Array,
): (parameter: number) => DerivativeEstimate | undefined {
  const batch = createChangedBatch(experiment, update, parameters);
  const kinks = kinksOf(batch);
  const lostOuts = lostOutsOf(batch);
  const influences = influencesOf(batch, kinks, lostOuts);
  const known: KnownBatch = { batch, deltaSizes: deltaSizesOf(batch), kinks, lostOuts, influences };
  return (parameter) => estimateDerivative(known, parameter);
}

function estimateDerivative(known: KnownBatch, parameter: number): DerivativeEstimate | undefined {
  const { batch, kinks, influences, deltaSizes } = known;
  const influence = largestFeedingInput(batch, parameter);
  const changed: ChangedParameter = {
    parameter,
    inputScale: influence === 0 ? 1 : 2 ** Math.floor(Math.log2(influence)),
  };
  if (influence === 0) return isLost(known, changed, 1) ? lostZero : zero;
  const measured = measureReach(known, changed);
  if (measured === undefined) return unresolved;
  const { probe, reach } = measured;
  if (isAtKink(batch, kinks, influences, parameter)) return undefined;
  // The step that changes the nets that θ feeds directly, and every net with a curved activation, by at most 1.
  const unitStep = Math.min(1, probe / reach.curved);
  const kinkStep = reach.kink * probe;
  let step = Math.min(netChange * unitStep, kinkStep / 4, squareShare * reach.square * probe);
  let [difference, withDoubleStep] = differences(batch, changed, step);
  while (!Number.isFinite(difference.value - withDoubleStep.value) && step * smallerStep > 0) {
    step *= smallerStep;
    [difference, withDoubleStep] = differences(batch, changed, step);
  }
  const rounding = roundingError(batch, deltaSizes, parameter, step) * changed.inputScale;
  const underflow = underflowError(batch, deltaSizes, parameter, step) * changed.inputScale;
  const largeStep = Math.min(largeNetChange * unitStep, kinkStep / 2);
  const isZero =
    ((difference.value === 0 && isConstant(batch, changed, largeStep)) ||
      (rounding === 0 && isBySquare(difference, withDoubleStep))) &&
    !isLost(known, changed, largeStep);
  const uncertainty =
    Math.abs(difference.value - withDoubleStep.value) +
    rounding +
    difference.rounding +
    underflow +
    smallestExact +
    (smallestExact / step) * changed.inputScale;
  if (!Number.isFinite(difference.value) || Number.isNaN(uncertainty)) return unresolved;
  return { derivative: isZero ? 0 : difference.value, uncertainty, isZero };
}

/** A parameter, and the scale of its inputs. Its steps are divided by this scale. */
interface ChangedParameter {
  readonly parameter: number;
  /** A power of 2, so that the division does not round. */
  readonly inputScale: number;
}

/**
 * Finds a probe whose changes are finite, cross no kink, and are at most 1 where an activation is curved. Returns it with
 * its reach, or undefined if no probe is small enough.
 */
function measureReach(
  { batch, kinks }: KnownBatch,
  { parameter, inputScale }: ChangedParameter,
): { readonly probe: number; readonly reach: Reach } | undefined {
  let probe = probeNetChange;
  while (probe > 0) {
    const { change } = changeError(batch, parameter, probe, inputScale);
    const reach = reachOf(batch, kinks, parameter);
    if (!Number.isFinite(change)) probe *= smallerStep;
    else if (reach.kink <= 1) probe *= reach.kink / 4;
    else if (reach.curved > 1) probe /= 4 * reach.curved;
    else return { probe, reach };
  }
  return undefined;
}

/** Whether the derivative may be 0 only because numbers are lost. */
function isLost(
  { batch, lostOuts, influences }: KnownBatch,
  { parameter, inputScale }: ChangedParameter,
  step: number,
): boolean {
  changeError(batch, parameter, step, inputScale);
  return isChangeLost(batch, lostOuts, influences.nets, parameter);
}

/** The central difference (E_total(θ + step) − E_total(θ − step)) / (2 step). */
interface CentralDifference {
  readonly value: number;
  /** The sum of the absolute changes of E of all outputs and samples. */
  readonly magnitude: number;
  /** The rounding error of the changes of E, which can be much larger than their difference near a minimum. */
  readonly rounding: number;
}

/** The central differences with a step and with twice the step. The last changes are those of the step. */
function differences(
  batch: ChangedBatch,
  changed: ChangedParameter,
  step: number,
): readonly [withStep: CentralDifference, withDoubleStep: CentralDifference] {
  const withDoubleStep = centralDifference(batch, changed, 2 * step);
  return [centralDifference(batch, changed, step), withDoubleStep];
}

function centralDifference(
  batch: ChangedBatch,
  { parameter, inputScale }: ChangedParameter,
  step: number,
): CentralDifference {
  const below = changeError(batch, parameter, -step, inputScale);
  const above = changeError(batch, parameter, step, inputScale);
  const magnitude = above.magnitude + below.magnitude;
  return {
    value: (totalOfBatch(batch.update, above.change - below.change) / 2 / step) * inputScale,
    magnitude,
    rounding: (totalOfBatch(batch.update, magnitude * Number.EPSILON) / step) * inputScale,
  };
}

/**
 * Whether E_total of every sample stays the same with large steps. The steps differ, so that rounding cannot hide all
 * changes.
 */
function isConstant(batch: ChangedBatch, { parameter, inputScale }: ChangedParameter, step: number): boolean {
  return [1, -1, 0.7, -0.3].every((factor) => changeError(batch, parameter, factor * step, inputScale).isZeroInSamples);
}

/** Whether twice the step changes E_total by four times the change. In proportion to the step, it would be twice. */
function isBySquare({ magnitude }: CentralDifference, withDoubleStep: CentralDifference): boolean {
  return magnitude > smallestExact && withDoubleStep.magnitude > 3 * magnitude;
}
