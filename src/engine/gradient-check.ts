import { type Activation, activationOf } from './models/activations.ts';
import { isTrained } from './models/parameters.ts';
import { errorOf, forward } from './pass/forward-pass.ts';
import { readUpdate } from './pass/update-values.ts';
import { createWorkspace, type Workspace } from './pass/workspace.ts';
import type { Experiment } from './training/experiment.ts';
import { sampleAt, type Update } from './training/update.ts';

/** A trained parameter's ∂E_total/∂θ beside the central difference of E_total. */
export interface GradientCheck {
  /** The parameter's index. */
  readonly parameter: number;
  readonly analytic: number;
  readonly numeric: number;
  /** |analytic − numeric| over the larger of the two; 0 where both are 0. */
  readonly relativeError: number;
  readonly verdict: Verdict;
}

/**
 * lost: one of the two is not a finite number. kink: E_total bends within the smallest difference, so there is no slope to
 * compare with. undecided: they differ by more than the tolerance, but the difference's own error, from rounding, is
 * larger than that.
 */
export type Verdict = 'agrees' | 'disagrees' | 'lost' | 'kink' | 'undecided';

/** An estimate of a derivative and how far off it may be. */
interface Estimate {
  readonly slope: number;
  readonly uncertainty: number;
}

const relativeTolerance = 1e-6;
const absoluteTolerance = 1e-9;
const firstStep = 0.02;
const smallestStep = 1e-7;
const jumpStep = 1e-6;
const shrinking = 2;
const tableSize = 7;

/**
 * Checks every trained parameter, one at a time, over the batch of update `number`, at `state`, as `readUpdate` takes it.
 * It is the gradient of a simultaneous update that is checked: layer by layer, the numbers are no loss's gradient.
 */
export function* checkGradients(
  experiment: Experiment,
  number: number,
  state: Float64Array,
): IterableIterator<GradientCheck> {
  const check = checker(experiment, number, state);
  for (let parameter = 0; parameter < experiment.network.parameterCount; parameter++) {
    if (isTrained(experiment.network, parameter)) yield check(parameter);
  }
}

/** Checks one trained parameter in the same way. */
export function checkGradient(
  experiment: Experiment,
  number: number,
  state: Float64Array,
  parameter: number,
): GradientCheck {
  return checker(experiment, number, state)(parameter);
}

function checker(experiment: Experiment, number: number, state: Float64Array): (parameter: number) => GradientCheck {
  const simultaneous: Experiment = { ...experiment, updateOrder: 'simultaneous' };
  const reading = readUpdate(simultaneous, number, state);
  const pass = createWorkspace(simultaneous, 1);
  const moved = state.slice();
  return (parameter) => {
    const analytic = reading.numberOf({ kind: 'gradient', parameter });
    const at = (offset: number): Evaluation => {
      moved[parameter] = (state[parameter] ?? 0) + offset;
      const sounding = evaluateError(pass, moved, reading.update);
      moved[parameter] = state[parameter] ?? 0;
      return sounding;
    };
    return judge(parameter, analytic, differentiate(at, Math.max(1, Math.abs(state[parameter] ?? 0))));
  };
}

function judge(parameter: number, analytic: number, estimate: Estimate | undefined): GradientCheck {
  if (estimate === undefined) {
    return { parameter, analytic, numeric: Number.NaN, relativeError: Number.NaN, verdict: 'kink' };
  }
  const { slope: numeric, uncertainty } = estimate;
  if (!Number.isFinite(analytic) || !Number.isFinite(numeric)) {
    return { parameter, analytic, numeric, relativeError: Number.NaN, verdict: 'lost' };
  }
  const largest = Math.max(Math.abs(analytic), Math.abs(numeric));
  const apart = Math.abs(analytic - numeric);
  const tolerance = relativeTolerance * largest + absoluteTolerance;
  const verdict = apart <= tolerance ? 'agrees' : apart > tolerance + uncertainty ? 'disagrees' : 'undecided';
  return { parameter, analytic, numeric, relativeError: largest === 0 ? 0 : apart / largest, verdict };
}

/** E_total of a batch, and on which side of each kink and of each bend its samples are. */
interface Evaluation {
  readonly error: number;
  readonly kinks: string;
  readonly bends: string;
}

function evaluateError(pass: Workspace, parameters: Float64Array, update: Update): Evaluation {
  let error = 0;
  let kinks = '';
  let bends = '';
  for (let place = 0; place < update.size; place++) {
    const sample = sampleAt(update, place);
    forward(pass, parameters, sample, 0);
    error += errorOf(pass, sample, 0);
    kinks += sidesOfNets(pass, ({ hasKink }) => hasKink) + sidesOfErrors(pass, sample);
    bends += sidesOfNets(pass, ({ hasSecondDerivativeJump }) => hasSecondDerivativeJump === true);
  }
  return { error: error / update.size, kinks, bends };
}

function side(value: number | undefined): string {
  return value === undefined || value === 0 ? '0' : value > 0 ? '+' : '-';
}

/** On which side of 0 the nets of the layers with such an activation are. */
function sidesOfNets({ layers, nets }: Workspace, isMeant: (activation: Activation) => boolean): string {
  return layers
    .filter(({ activation }) => activation !== 'softmax' && isMeant(activationOf(activation)))
    .flatMap(({ firstUnit, units }) => Array.from(nets.subarray(firstUnit, firstUnit + units), side))
    .join('');
}

/** On which side of their targets the outs are, where the loss has a kink there. */
function sidesOfErrors({ layers, outs, loss, experiment }: Workspace, sample: number): string {
  if (loss.kind === 'fused' || !loss.hasKink) return '';
  const outputs = layers.at(-1)?.units ?? 0;
  const { targets } = experiment.samples;
  const lastOuts = outs.subarray(experiment.network.unitCount - outputs, experiment.network.unitCount);
  return Array.from(lastOuts, (out, unit) => side(out - (targets[sample * outputs + unit] ?? 0))).join('');
}

/**
 * The derivative at offset 0, by central differences over ever smaller steps, extrapolated to step 0 (C. J. F. Ridders,
 * Advances in Engineering Software 4, 1982). Undefined where even the smallest step crosses a kink.
 */
function differentiate(at: (offset: number) => Evaluation, scale: number): Estimate | undefined {
  const { error: here, kinks, bends } = at(0);
  const around = (step: number) => [at(step), at(-step)] as const;
  const central = (step: number): number => {
    const [above, below] = around(step);
    return (above.error - below.error) / (2 * step);
  };
  const crossesKink = (step: number): boolean => around(step).some((each) => each.kinks !== kinks);
  const crossesBend = (step: number): boolean => around(step).some((each) => each.bends !== bends);
  const roundingAt = (width: number): number => (16 * Number.EPSILON * Math.abs(here)) / width;
  let step = firstStep * scale;
  while (step >= smallestStep * scale && (crossesKink(step) || crossesBend(step))) step /= 4;
  if (step < smallestStep * scale) {
    // A kink or a bend close by; over a bend the plain difference over a small step is all there is.
    const small = jumpStep * scale;
    if (crossesKink(small)) return undefined;
    return { slope: central(small), uncertainty: Math.abs(central(small) - central(2 * small)) + roundingAt(small) };
  }
  let best: Estimate = { slope: central(step), uncertainty: Number.POSITIVE_INFINITY };
  let row: readonly number[] = [best.slope];
  for (let column = 1; column < tableSize; column++) {
    step /= shrinking;
    const next = [central(step)];
    for (let order = 1; order <= column; order++) {
      const [coarse, fine] = [row[order - 1] ?? Number.NaN, next[order - 1] ?? Number.NaN];
      const factor = shrinking ** (2 * order);
      const slope = (factor * fine - coarse) / (factor - 1);
      const spread = Math.max(Math.abs(slope - fine), Math.abs(slope - coarse));
      const uncertainty = spread + roundingAt(step);
      if (uncertainty <= best.uncertainty) best = { slope, uncertainty };
      next.push(slope);
    }
    row = next;
  }
  return best;
}
