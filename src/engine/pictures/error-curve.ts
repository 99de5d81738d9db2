import { memoizeWithNumbers } from '../expressions/memoize.ts';
import { parameterGradient } from '../models/dense-quantities.ts';
import { costOfSample } from '../pass/pass-cost.ts';
import { createTrainer } from '../pass/trainer.ts';
import type { UpdateValues } from '../pass/update-values.ts';

/** E_total of an update's batch as a function of one parameter. The other parameters keep their values. */
export interface ErrorCurve {
  /** The value of the parameter before the update, and E_total at this value. */
  readonly center: number;
  readonly error: number;
  /** E_total at equally spaced points from `center` − `halfWidth` to `center` + `halfWidth`. */
  readonly halfWidth: number;
  readonly errors: Float64Array;
}

/**
 * The curve is wide enough to look curved if, at one end, E_total differs from the tangent by at least this fraction of
 * the largest of three values: E_total at the center and at both ends.
 */
const minCurvature = 0.4;

/** The smallest half width, as an exponent of 2. */
const minExponent = -8;

/** The largest half width, as an exponent of 2. For a parameter above 128 it is two to four times the parameter. */
function maxExponentOf(center: number): number {
  if (!Number.isFinite(center)) return 8;
  return Math.max(8, Math.min(Math.ceil(Math.log2(Math.abs(center))) + 1, 1000));
}

/** The maximum number of multiplications for one curve. It limits the time that the curve takes. */
const maxMultiplications = 2 ** 25;

const minPoints = 9;

/**
 * The error curve of a parameter with `points` points. A large network or batch gets fewer points, because each point
 * takes a forward pass of the batch. Undefined if the curve would get fewer than `minPoints` points.
 */
export const errorCurve: (values: UpdateValues, parameter: number, points: number) => ErrorCurve | undefined =
  memoizeWithNumbers(computeErrorCurve);

function computeErrorCurve(values: UpdateValues, parameter: number, points: number): ErrorCurve | undefined {
  const center = values.before[parameter] ?? Number.NaN;
  const maxExponent = maxExponentOf(center);
  const count = Math.min(points, maxPointsOf(values, maxExponent));
  if (count < minPoints) return undefined;
  const errorAt = errorFunction(values, parameter);
  const error = errorAt(center);
  const gradient = values.numberOf(parameterGradient(parameter));
  const isCurved = (halfWidth: number): boolean => {
    const [left, right] = [errorAt(center - halfWidth), errorAt(center + halfWidth)];
    const deviation = Math.max(
      Math.abs(left - error + gradient * halfWidth),
      Math.abs(right - error - gradient * halfWidth),
    );
    return deviation >= minCurvature * Math.max(left, right, error);
  };
  let exponent = minExponent;
  while (exponent < maxExponent && !isCurved(2 ** exponent)) exponent += 1;
  const halfWidth = 2 ** exponent;
  const errors = Float64Array.from({ length: count }, (_, at) =>
    errorAt(center - halfWidth + (2 * halfWidth * at) / (count - 1)),
  );
  return { center, error, halfWidth, errors };
}

/** The number of points that `maxMultiplications` allows, minus two points for each half width that may be tried. */
function maxPointsOf({ update: { experiment, size } }: UpdateValues, maxExponent: number): number {
  const forwardPasses = Math.floor(maxMultiplications / (costOfSample(experiment) * size));
  return forwardPasses - 2 * (maxExponent - minExponent + 1);
}

/** The function that computes E_total of the batch for a value of the parameter. */
function errorFunction({ update, before }: UpdateValues, parameter: number): (value: number) => number {
  const trainer = createTrainer(update.experiment);
  const state = before.slice();
  return (value) => {
    state[parameter] = value;
    return trainer.errorOfBatch(state, update);
  };
}
