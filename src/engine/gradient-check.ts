import { type Activation, activationOf } from './models/activations.ts';
import { isTrained } from './models/parameters.ts';
import { errorOf, forward } from './pass/forward-pass.ts';
import { readUpdate } from './pass/update-values.ts';
import { createWorkspace, type Workspace } from './pass/workspace.ts';
import type { Experiment } from './training/experiment.ts';
import { batchDivisor, sampleAt, type Update } from './training/update.ts';

/** The gradient of one trained parameter θ, computed by two methods. */
export interface GradientCheck {
  /** The index of the parameter. */
  readonly parameter: number;
  /** ∂E_total/∂θ by backpropagation. */
  readonly analytic: number;
  /** ∂E_total/∂θ by central differences of E_total. NaN if the verdict is `kink`. */
  readonly numeric: number;
  /** |analytic − numeric| / max(|analytic|, |numeric|). 0 if both are 0. NaN if the verdict is `kink` or `lost`. */
  readonly relativeError: number;
  readonly verdict: Verdict;
}

/**
 * The result of comparing the analytic with the numeric gradient.
 *
 * - agrees: their difference is at most the tolerance.
 * - disagrees: their difference is larger than the sum of the tolerance and the uncertainty of the numeric gradient.
 * - undecided: their difference is between these two limits, and may come from rounding.
 * - kink: a kink of E_total, where its derivative jumps, is too near to the parameter's value for a central difference.
 * - lost: the analytic or the numeric gradient is infinite or NaN.
 */
export type Verdict = 'agrees' | 'disagrees' | 'lost' | 'kink' | 'undecided';

/**
 * The tolerance is the sum of two parts: the relative tolerance times the larger gradient, and the absolute tolerance,
 * which allows for gradients near 0.
 */
const relativeTolerance = 1e-6;
const absoluteTolerance = 1e-9;

/**
 * Yields the check of each trained parameter on the batch of update `number`. `state` is the state before this update.
 * Always checks the gradients of a simultaneous update. The gradients of a layer-by-layer update mix old and new
 * weights, so they are not the derivatives of any function.
 */
export function* checkGradients(
  experiment: Experiment,
  number: number,
  state: Float64Array,
): IterableIterator<GradientCheck> {
  const check = createCheck(experiment, number, state);
  for (let parameter = 0; parameter < experiment.network.parameterCount; parameter++) {
    if (isTrained(experiment.network, parameter)) yield check(parameter);
  }
}

/** Checks one trained parameter as `checkGradients` does. */
export function checkGradient(
  experiment: Experiment,
  number: number,
  state: Float64Array,
  parameter: number,
): GradientCheck {
  return createCheck(experiment, number, state)(parameter);
}

function createCheck(
  experiment: Experiment,
  number: number,
  state: Float64Array,
): (parameter: number) => GradientCheck {
  const simultaneous: Experiment = { ...experiment, updateOrder: 'simultaneous' };
  const values = readUpdate(simultaneous, number, state);
  const workspace = createWorkspace(simultaneous, 1);
  const changed = state.slice();
  return (parameter) => {
    const value = state[parameter] ?? 0;
    const evaluateAt = (offset: number): Evaluation => {
      changed[parameter] = value + offset;
      const evaluation = evaluateError(workspace, changed, values.update);
      changed[parameter] = value;
      return evaluation;
    };
    const analytic = values.numberOf({ kind: 'gradient', parameter });
    return compare(parameter, analytic, differentiate(evaluateAt, Math.max(1, Math.abs(value))));
  };
}

function compare(parameter: number, analytic: number, estimate: Estimate | undefined): GradientCheck {
  if (estimate === undefined) {
    return { parameter, analytic, numeric: Number.NaN, relativeError: Number.NaN, verdict: 'kink' };
  }
  const { derivative: numeric, uncertainty } = estimate;
  if (!Number.isFinite(analytic) || !Number.isFinite(numeric)) {
    return { parameter, analytic, numeric, relativeError: Number.NaN, verdict: 'lost' };
  }
  const largest = Math.max(Math.abs(analytic), Math.abs(numeric));
  const difference = Math.abs(analytic - numeric);
  return {
    parameter,
    analytic,
    numeric,
    relativeError: largest === 0 ? 0 : difference / largest,
    verdict: verdictOn(difference, relativeTolerance * largest + absoluteTolerance, uncertainty),
  };
}

function verdictOn(difference: number, tolerance: number, uncertainty: number): Verdict {
  if (difference <= tolerance) return 'agrees';
  return difference > tolerance + uncertainty ? 'disagrees' : 'undecided';
}

/**
 * E_total of a batch for one value of θ. If two evaluations have different `kinkSides`, a kink is between their values
 * of θ. If they have different `jumpSides`, a jump of the second derivative f″ of an activation is between them.
 */
interface Evaluation {
  /** E_total. */
  readonly error: number;
  /** The signs of the nets whose activation has a kink at 0, and of out − target if the loss has a kink at 0. */
  readonly kinkSides: string;
  /** The signs of the nets whose activation has a jump of f″ at 0. */
  readonly jumpSides: string;
}

function evaluateError(workspace: Workspace, parameters: Float64Array, update: Update): Evaluation {
  let error = 0;
  let kinkSides = '';
  let jumpSides = '';
  for (let place = 0; place < update.size; place++) {
    const sample = sampleAt(update, place);
    forward(workspace, parameters, sample, 0);
    error += errorOf(workspace, sample, 0);
    kinkSides += signsOfNets(workspace, ({ hasKink }) => hasKink) + signsOfResiduals(workspace, sample);
    jumpSides += signsOfNets(workspace, ({ hasSecondDerivativeJump }) => hasSecondDerivativeJump === true);
  }
  return { error: error / batchDivisor(update), kinkSides, jumpSides };
}

function signOf(value: number | undefined): string {
  if (value === undefined || value === 0) return '0';
  return value > 0 ? '+' : '-';
}

/** The signs of the nets in those layers whose activation has a property. */
function signsOfNets({ layers, nets }: Workspace, hasProperty: (activation: Activation) => boolean): string {
  return layers
    .filter(({ activation }) => activation !== 'softmax' && hasProperty(activationOf(activation)))
    .flatMap(({ firstUnit, units }) => Array.from(nets.subarray(firstUnit, firstUnit + units), signOf))
    .join('');
}

/** The signs of out − target if the loss has a kink where out = target. Empty otherwise. */
function signsOfResiduals({ layers, outs, loss, experiment }: Workspace, sample: number): string {
  if (loss.kind === 'fused' || !loss.hasKink) return '';
  const outputs = layers.at(-1)?.units ?? 0;
  const { targets } = experiment.samples;
  const lastOuts = outs.subarray(experiment.network.unitCount - outputs, experiment.network.unitCount);
  return Array.from(lastOuts, (out, unit) => signOf(out - (targets[sample * outputs + unit] ?? 0))).join('');
}

/** An estimate of a derivative and its largest probable error. */
interface Estimate {
  readonly derivative: number;
  readonly uncertainty: number;
}

/** Central differences of E_total as a function of one parameter θ. */
interface Differences {
  /** (E_total(θ + step) − E_total(θ − step)) / (2 step). */
  central(step: number): number;
  /** The largest probable rounding error of `central(step)`. */
  roundingError(step: number): number;
}

/** The largest and the smallest step of the extrapolated central differences, as multiples of max(1, |θ|). */
const maxStep = 0.02;
const minStep = 1e-7;
/**
 * The step of the one central difference that is taken if a kink or jump is too near to extrapolate, as a multiple of
 * max(1, |θ|).
 */
const jumpStep = 1e-6;

/** The largest probable rounding error of E_total, relative to E_total. Each of many operations adds its own error. */
const relativeRoundingError = 16 * Number.EPSILON;

/**
 * The derivative of E_total by a parameter θ. `evaluateAt(offset)` evaluates E_total at θ + offset. `scale` is
 * max(1, |θ|). Undefined if a kink is too near for a central difference.
 */
function differentiate(evaluateAt: (offset: number) => Evaluation, scale: number): Estimate | undefined {
  const center = evaluateAt(0);
  const evaluateAround = (step: number) => [evaluateAt(step), evaluateAt(-step)] as const;
  const crossesKink = (step: number): boolean =>
    evaluateAround(step).some(({ kinkSides }) => kinkSides !== center.kinkSides);
  const crossesJump = (step: number): boolean =>
    evaluateAround(step).some(({ jumpSides }) => jumpSides !== center.jumpSides);
  const differences: Differences = {
    central(step) {
      const [above, below] = evaluateAround(step);
      return (above.error - below.error) / (2 * step);
    },
    roundingError: (step) => (relativeRoundingError * Math.abs(center.error)) / step,
  };
  let step = maxStep * scale;
  while (step >= minStep * scale && (crossesKink(step) || crossesJump(step))) step /= 4;
  if (step >= minStep * scale) return extrapolate(differences, step);
  // A kink or a jump is too near to extrapolate. Across a jump, one central difference is still a good estimate.
  const smallStep = jumpStep * scale;
  return crossesKink(smallStep) ? undefined : plainEstimate(differences, smallStep);
}

/**
 * One central difference, without extrapolation. Its uncertainty is estimated with a step twice as large. If only this
 * larger step crosses a kink, the derivative is still right, and only its uncertainty is too large. The verdict `agrees`
 * does not use the uncertainty.
 */
function plainEstimate({ central, roundingError }: Differences, step: number): Estimate {
  return {
    derivative: central(step),
    uncertainty: Math.abs(central(step) - central(2 * step)) + roundingError(step),
  };
}

/** The factor by which the step shrinks from row to row in the table of `extrapolate`, and the number of rows. */
const shrinkFactor = 2;
const rowCount = 7;

/**
 * Extrapolates the central differences D to step 0 (C. J. F. Ridders, Advances in Engineering Software 4, 1982). Each
 * entry of order k combines two entries of order k − 1, from its own row and from the row above, so that the errors
 * proportional to step²ᵏ cancel:
 *
 *     step      order 0   order 1   order 2
 *     h         D(h)
 *     h/2       D(h/2)    ·
 *     h/4       D(h/4)    ·         ·
 *
 * Returns the entry with the smallest uncertainty.
 */
function extrapolate({ central, roundingError }: Differences, largestStep: number): Estimate {
  let best: Estimate = { derivative: central(largestStep), uncertainty: Number.POSITIVE_INFINITY };
  let previousRow: readonly number[] = [best.derivative];
  let step = largestStep;
  for (let rowNumber = 1; rowNumber < rowCount; rowNumber++) {
    step /= shrinkFactor;
    const row = [central(step)];
    for (let order = 1; order <= rowNumber; order++) {
      const [coarse, fine] = [previousRow[order - 1] ?? Number.NaN, row[order - 1] ?? Number.NaN];
      const factor = shrinkFactor ** (2 * order);
      const derivative = (factor * fine - coarse) / (factor - 1);
      const spread = Math.max(Math.abs(derivative - fine), Math.abs(derivative - coarse));
      const uncertainty = spread + roundingError(step);
      if (uncertainty <= best.uncertainty) best = { derivative, uncertainty };
      row.push(derivative);
    }
    previousRow = row;
  }
  return best;
}
