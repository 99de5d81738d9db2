import { type Divergence, firstDivergence, hasDiverged, isAllFinite } from '../engine/timeline/divergence.ts';
import type { EpochError } from '../engine/timeline/error-history.ts';
import { advance, createTimeline, errorAfter, type Timeline, updatesWithin } from '../engine/timeline/timeline.ts';
import { type Experiment, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Progress } from './progress.ts';

/** Training stops after `epochs` epochs, or before that as soon as the error is at most `until`. */
export interface Goal {
  readonly epochs?: number | undefined;
  readonly until?: number | undefined;
}

/** The result of a training. Errors are E_total over all samples. */
export interface Trained {
  /** Whole epochs. */
  readonly epochs: number;
  readonly updates: number;
  readonly errorBefore: number;
  readonly error: number;
  /** In the order of their numbers: every weight, then every bias. */
  readonly parameters: Float64Array;
  /** The errors of listed epochs and of the last one, which is a fraction if training ended within an epoch. */
  readonly history: readonly EpochError[];
}

/** The reason why training ended. */
export type TrainingEnd =
  | { readonly kind: 'goal reached' }
  /** All epochs are done, but the error is still too large. */
  | { readonly kind: 'goal missed' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'diverged'; readonly divergence: Divergence };

/** The connection of a running training to its user. */
interface TrainingControl {
  /** Aborted when the user interrupts the training. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Multiplications between two checks for an interruption. */
const maxWorkAtOnce = 2 ** 23;

/** Trains until the goal is reached or missed, the signal is aborted, or a number is not finite. */
export async function trainTo(
  experiment: Experiment,
  goal: Goal,
  control: TrainingControl,
): Promise<{ readonly trained: Trained; readonly end: TrainingEnd }> {
  const timeline = createTimeline(experiment);
  const perEpoch = updatesPerEpoch(experiment);
  const errorBefore = errorAfter(timeline, 0);
  const history: EpochError[] = [{ epoch: 0, error: errorBefore }];
  let epoch = 0;
  let error = errorBefore;
  let end = hasDiverged(timeline, 0) ? divergedBy(timeline, 0) : endByGoal(goal, epoch, error);
  while (end === undefined) {
    epoch = nextStop(goal, epoch);
    await advanceTo(timeline, epoch * perEpoch, control);
    error = errorAfter(timeline, timeline.updates);
    end = endWithinEpoch(timeline, error, control.signal);
    if (end === undefined) {
      if (isListed(epoch)) history.push({ epoch, error });
      end = endByGoal(goal, epoch, error);
    } else if (end.kind === 'diverged') {
      error = errorAfter(timeline, end.divergence.update);
    }
  }
  const { updates, state } = timeline;
  const lastEpoch = updates / perEpoch;
  if (history.at(-1)?.epoch !== lastEpoch) history.push({ epoch: lastEpoch, error });
  const parameters = state.subarray(0, experiment.network.parameterCount);
  return { trained: { epochs: Math.floor(lastEpoch), updates, errorBefore, error, parameters, history }, end };
}

/** Trains up to `target` updates. Stops before that at an interruption or a number that is not finite. */
async function advanceTo(timeline: Timeline, target: number, { signal, progress }: TrainingControl): Promise<void> {
  const { experiment } = timeline.run;
  const updatesAtOnce = updatesWithin(experiment, maxWorkAtOnce);
  while (timeline.updates < target && isAllFinite(timeline.state) && !signal.aborted) {
    advance(timeline, target, updatesAtOnce);
    await progress.show(timeline.updates / updatesPerEpoch(experiment));
  }
}

/** The end of a training that was interrupted or has diverged. */
function endWithinEpoch(timeline: Timeline, error: number, signal: AbortSignal): TrainingEnd | undefined {
  if (!isAllFinite(timeline.state) || !Number.isFinite(error)) return divergedBy(timeline, timeline.updates);
  return signal.aborted ? { kind: 'interrupted' } : undefined;
}

function divergedBy(timeline: Timeline, updates: number): TrainingEnd {
  return { kind: 'diverged', divergence: firstDivergence(timeline, updates) };
}

/** The end of a training that has reached its goal or done all its epochs. */
export function endByGoal({ epochs, until }: Goal, epoch: number, error: number): TrainingEnd | undefined {
  if (until !== undefined && error <= until) return { kind: 'goal reached' };
  if (epochs === undefined || epoch < epochs) return undefined;
  return { kind: until === undefined ? 'goal reached' : 'goal missed' };
}

/** The epoch at whose end the error is needed next: the next listed epoch, or with `until` each epoch. */
function nextStop({ epochs = Number.POSITIVE_INFINITY, until }: Goal, epoch: number): number {
  return until === undefined ? Math.min(epochs, nextListed(epoch)) : epoch + 1;
}

/** The first epoch after `epoch` whose error is printed: 1, 2, 5, 10, 20, 50, … */
export function nextListed(epoch: number): number {
  for (let decade = 1; ; decade *= 10) {
    const next = [decade, 2 * decade, 5 * decade].find((listed) => listed > epoch);
    if (next !== undefined) return next;
  }
}

function isListed(epoch: number): boolean {
  return nextListed(epoch - 1) === epoch;
}
