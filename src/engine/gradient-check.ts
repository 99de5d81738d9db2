import { createDerivativeEstimator, type DerivativeEstimate } from './differences/derivative-estimate.ts';
import { createFormulaEstimator } from './differences/formula-estimate.ts';
import { parameterNode } from './graph/node.ts';
import { parameterGradient } from './models/dense-quantities.ts';
import { hasGradient } from './models/formula-graph.ts';
import { isTrained, parameterCountOf } from './models/parameters.ts';
import { readUpdate } from './pass/update-values.ts';
import { type Experiment, modelOf } from './training/experiment.ts';

/** The gradient of one parameter θ, computed by two methods. */
export interface GradientCheck {
  /** The index of the parameter. */
  readonly parameter: number;
  /** ∂E_total/∂θ by backpropagation, of a simultaneous update. */
  readonly analytic: number;
  /** ∂E_total/∂θ by central differences of E_total. NaN if the verdict is `kink` or if no difference is finite. */
  readonly numeric: number;
  /**
   * |analytic − numeric| / max(|analytic|, |numeric|). 0 if both are 0. NaN unless the verdict is `agrees` or
   * `disagrees`.
   */
  readonly relativeError: number;
  readonly verdict: Verdict;
  /**
   * The number that the update uses in place of `analytic`. Undefined if it uses `analytic`. A layer-by-layer update
   * propagates δ back through new weights, so this number is the derivative of no function, and is not checked.
   */
  readonly layerByLayer: number | undefined;
}

/**
 * The result of comparing the analytic with the numeric gradient.
 *
 * - agrees: the numeric gradient is known to the tolerance, and the difference is at most the tolerance. Or both are
 *   exactly 0: E_total does not change when θ changes, or only by the square of this change.
 * - disagrees: their difference is larger than the tolerance, and cannot come from rounding.
 * - too-small-to-tell: neither of these. The gradient is too small beside the numbers that it is computed from. This
 *   includes a gradient of 0 if it is a sum of terms that cancel, or if it is 0 only because it is smaller than all
 *   doubles, and numbers that are so large or so different that no step gives a finite difference.
 * - kink: E_total may have no derivative, because a number that it depends on is at a kink, or so near to the kink that
 *   rounding decides on which side it is.
 * - lost: E_total or the analytic gradient is infinite or NaN.
 */
export type Verdict = 'agrees' | 'disagrees' | 'lost' | 'kink' | 'too-small-to-tell';

/** The largest difference of gradients that agree, relative to the larger gradient. */
const tolerance = 1e-6;

/**
 * Yields the check of each parameter that has a gradient, on the batch of update `number`. `state` is the state before this update.
 * Always checks the gradients of a simultaneous update. The gradients of a layer-by-layer update mix old and new
 * weights, so they are not the derivatives of any function.
 */
export function* checkGradients(
  experiment: Experiment,
  number: number,
  state: Float64Array,
): IterableIterator<GradientCheck> {
  const check = createCheck(experiment, number, state);
  for (let parameter = 0; parameter < parameterCountOf(modelOf(experiment)); parameter++) {
    if (hasParameterGradient(experiment, parameter)) yield check(parameter);
  }
}

/** Whether a parameter has a gradient: if it is trained and, in a formula, also if the error depends on it. */
export function hasParameterGradient(experiment: Experiment, parameter: number): boolean {
  return experiment.kind === 'dense'
    ? isTrained(experiment.network, parameter)
    : hasGradient(experiment.formula, parameterNode(parameter));
}

/** Checks one parameter as `checkGradients` does. */
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
  const valuesOfUpdate = experiment.updateOrder === 'simultaneous' ? values : readUpdate(experiment, number, state);
  const estimate =
    simultaneous.kind === 'dense'
      ? createDerivativeEstimator(simultaneous, values.update, values.before)
      : createFormulaEstimator(simultaneous, values.update, values.before);
  return (parameter) => {
    const analytic = values.numberOf(parameterGradient(parameter));
    const used = valuesOfUpdate.numberOf(parameterGradient(parameter));
    return {
      parameter,
      analytic,
      ...(values.isErrorFinite ? compare(analytic, estimate(parameter)) : withoutError),
      layerByLayer: Object.is(used, analytic) ? undefined : used,
    };
  };
}

/** The comparison if E_total is infinite or NaN. Then it has no differences. */
const withoutError = { numeric: Number.NaN, relativeError: Number.NaN, verdict: 'lost' } as const;

/** Compares an analytic gradient with an estimate, which is undefined at a kink. */
export function compare(
  analytic: number,
  estimate: DerivativeEstimate | undefined,
): Pick<GradientCheck, 'numeric' | 'relativeError' | 'verdict'> {
  const numeric = estimate?.derivative ?? Number.NaN;
  const verdict = verdictOn(analytic, estimate);
  if (verdict !== 'agrees' && verdict !== 'disagrees') return { numeric, relativeError: Number.NaN, verdict };
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  return { numeric, relativeError: larger === 0 ? 0 : Math.abs(analytic - numeric) / larger, verdict };
}

function verdictOn(analytic: number, estimate: DerivativeEstimate | undefined): Verdict {
  if (!Number.isFinite(analytic)) return 'lost';
  if (estimate === undefined) return 'kink';
  const { derivative, uncertainty, isZero } = estimate;
  if (!Number.isFinite(derivative)) return 'too-small-to-tell';
  if (isZero && analytic === 0) return 'agrees';
  const difference = Math.abs(analytic - derivative);
  const allowed = tolerance * Math.max(Math.abs(analytic), Math.abs(derivative));
  if (difference > allowed + uncertainty) return 'disagrees';
  return difference <= allowed && uncertainty <= allowed ? 'agrees' : 'too-small-to-tell';
}
