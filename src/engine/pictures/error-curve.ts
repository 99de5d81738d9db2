import { memoizeWithNumbers } from '../expressions/memoize.ts';
import { errorOf, forward } from '../pass/forward-pass.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { createWorkspace } from '../pass/workspace.ts';
import { sampleAt } from '../training/update.ts';

/** E_total of an update's batch over one of its parameters, the others as they are before the update. */
export interface ErrorCurve {
  /** Where the parameter is, and E_total there. */
  readonly center: number;
  readonly error: number;
  /** From `here` − `reach` to `here` + `reach`, evenly. */
  readonly halfWidth: number;
  readonly errors: Float64Array;
}

/** A curve is wide enough where it leaves its tangent by this part of its height. */
const minCurvature = 0.4;

/** Powers of two between the narrowest and the widest curve. */
const [narrowest, widest] = [-8, 8];

/** Multiplications that a curve may take. */
const maxMultiplications = 2 ** 25;

/** Fewer points than this are no curve. */
const minPoints = 9;

/**
 * The curve around a parameter's present value, by a forward pass for each of `points` points, or fewer where those take
 * long: as wide as it takes to see it curve. Undefined where even a few points would take too long.
 */
export const errorCurve: (reading: UpdateValues, parameter: number, points: number) => ErrorCurve | undefined =
  memoizeWithNumbers(computeErrorCurve);

function computeErrorCurve(reading: UpdateValues, parameter: number, points: number): ErrorCurve | undefined {
  const { update, before, numberOf } = reading;
  const { experiment, size } = update;
  const most =
    Math.floor(maxMultiplications / (experiment.network.parameterCount * size)) - 2 * (widest - narrowest + 1);
  const count = Math.min(points, most);
  if (count < minPoints) return undefined;
  const pass = createWorkspace(experiment, 1);
  const state = before.slice();
  const errorAt = (value: number): number => {
    state[parameter] = value;
    let total = 0;
    for (let place = 0; place < size; place++) {
      const sample = sampleAt(update, place);
      forward(pass, state, sample, 0);
      total += errorOf(pass, sample, 0);
    }
    return total / size;
  };
  const here = before[parameter] ?? Number.NaN;
  const error = errorAt(here);
  const slope = numberOf({ kind: 'gradient', parameter });
  const bends = (reach: number): boolean => {
    const [left, right] = [errorAt(here - reach), errorAt(here + reach)];
    const away = Math.max(Math.abs(left - error + slope * reach), Math.abs(right - error - slope * reach));
    return away >= minCurvature * Math.max(left, right, error);
  };
  let power = narrowest;
  while (power < widest && !bends(2 ** power)) power += 1;
  const reach = 2 ** power;
  const errors = Float64Array.from({ length: count }, (_, at) =>
    errorAt(here - reach + (2 * reach * at) / (count - 1)),
  );
  return { center: here, error, halfWidth: reach, errors };
}
