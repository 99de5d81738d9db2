import { type Divergence, firstDivergence, hasDiverged, isLostBy } from '../engine/timeline/divergence.ts';
import type { EpochError } from '../engine/timeline/error-history.ts';
import { isSliced } from '../engine/timeline/segment-cache.ts';
import {
  advance,
  advanceSliceAfter,
  createTimeline,
  errorAfter,
  presentErrorSlice,
  type Timeline,
  updatesWithin,
} from '../engine/timeline/timeline.ts';
import { type Experiment, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Progress } from './progress.ts';

/**
 * Training stops after `epochs` epochs, or earlier if the error is at most `until`. The error is compared with `until`
 * before training and after each epoch.
 */
export interface Goal {
  readonly epochs?: number | undefined;
  readonly until?: number | undefined;
}

/** The result of a training. Errors are E_total over all samples. */
export interface Trained {
  /** The number of completed epochs. */
  readonly epochs: number;
  readonly updates: number;
  readonly errorBefore: number;
  readonly error: number;
  /** All weights, then all biases, in the order of their numbers. */
  readonly parameters: Float64Array;
  /**
   * The errors before training, after epochs 1, 2, 5, 10, 20, … and at the end. If training ended in the middle of an
   * epoch, the last `epoch` is a fraction.
   */
  readonly history: readonly EpochError[];
}

/** The reason why training ended. */
export type TrainingEnd =
  | { readonly kind: 'goal reached' }
  /** All epochs are done, but the error is still greater than `until`. */
  | { readonly kind: 'goal missed' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'diverged'; readonly divergence: Divergence };

/** The means by which the user interrupts a training and sees its progress. */
interface TrainingControl {
  /** Aborted when the user interrupts the training. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** About this many multiplications are done between two checks for an interruption, so that Ctrl-C is noticed soon. */
const multiplicationsPerCheck = 2 ** 23;

/** Trains until the goal is reached or missed, the signal is aborted, or a number is not finite. */
export async function trainTo(
  experiment: Experiment,
  goal: Goal,
  control: TrainingControl,
): Promise<{ readonly trained: Trained; readonly end: TrainingEnd }> {
  const timeline = createTimeline(experiment);
  const perEpoch = updatesPerEpoch(experiment);
  const errorBefore = presentError(timeline);
  const history: EpochError[] = [{ epoch: 0, error: errorBefore }];
  let epoch = 0;
  let error = errorBefore;
  let end = hasDiverged(timeline, 0) ? divergedBy(timeline, 0) : endByGoal(goal, epoch, error);
  while (end === undefined) {
    epoch = nextEpochWithError(goal, epoch);
    await advanceTo(timeline, epoch * perEpoch, control);
    error = await computeError(timeline, control);
    end = endBeforeGoal(timeline, error, control.signal);
    if (end === undefined) {
      if (isPrinted(epoch)) history.push({ epoch, error });
      end = endByGoal(goal, epoch, error);
    } else if (end.kind === 'diverged') {
      // Training may have gone past the update that diverged, and the search for this update has moved the timeline.
      // The result is the state after this update.
      advance(timeline, end.divergence.update);
      error = presentError(timeline);
    }
  }
  const { updates, state } = timeline;
  const lastEpoch = updates / perEpoch;
  if (history.at(-1)?.epoch !== lastEpoch) history.push({ epoch: lastEpoch, error });
  const parameters = state.subarray(0, experiment.initial.length);
  return { trained: { epochs: Math.floor(lastEpoch), updates, errorBefore, error, parameters, history }, end };
}

/** E_total over all samples with the present parameters of the timeline. */
function presentError(timeline: Timeline): number {
  return errorAfter(timeline, timeline.updates);
}

/** Trains until `updates` updates are done. Stops earlier if the signal is aborted or a number is not finite. */
async function advanceTo(timeline: Timeline, updates: number, { signal, progress }: TrainingControl): Promise<void> {
  const { experiment } = timeline.run;
  const updatesPerCheck = updatesWithin(experiment, multiplicationsPerCheck);
  while (timeline.updates < updates && !isLostBy(timeline, timeline.updates) && !signal.aborted) {
    if (isSliced(experiment, multiplicationsPerCheck)) advanceSliceAfter(timeline, updates, multiplicationsPerCheck);
    else advance(timeline, updates, updatesPerCheck);
    // `show` yields to the event loop. Otherwise, Ctrl-C could not abort the signal.
    await progress.show(timeline.updates / updatesPerEpoch(experiment));
  }
}

/** `presentError`, computed in slices. If the signal is aborted meanwhile, it is computed at once. */
async function computeError(timeline: Timeline, { signal, progress }: TrainingControl): Promise<number> {
  while (!signal.aborted && !presentErrorSlice(timeline, multiplicationsPerCheck)) {
    await progress.show(timeline.updates / updatesPerEpoch(timeline.run.experiment));
  }
  return presentError(timeline);
}

/**
 * The end of a training that has diverged or was interrupted. Undefined if training can continue. The search for the
 * first divergence moves the timeline.
 */
function endBeforeGoal(timeline: Timeline, error: number, signal: AbortSignal): TrainingEnd | undefined {
  if (isLostBy(timeline, timeline.updates) || !Number.isFinite(error)) return divergedBy(timeline, timeline.updates);
  return signal.aborted ? { kind: 'interrupted' } : undefined;
}

function divergedBy(timeline: Timeline, updates: number): TrainingEnd {
  return { kind: 'diverged', divergence: firstDivergence(timeline, updates) };
}

/** The end of a training that has reached its goal or done all its epochs. Undefined if it has done neither. */
export function endByGoal({ epochs, until }: Goal, epoch: number, error: number): TrainingEnd | undefined {
  if (until !== undefined && error <= until) return { kind: 'goal reached' };
  if (epochs === undefined || epoch < epochs) return undefined;
  return { kind: until === undefined ? 'goal reached' : 'goal missed' };
}

/**
 * The next epoch after which the error is computed. With `until`, the error is computed after each epoch. Otherwise, it
 * is computed only if it is printed.
 */
function nextEpochWithError({ epochs = Number.POSITIVE_INFINITY, until }: Goal, epoch: number): number {
  return until === undefined ? Math.min(epochs, nextPrintedEpoch(epoch)) : epoch + 1;
}

/** The first epoch after `epoch` whose error is printed: 1, 2, 5, 10, 20, 50, … */
export function nextPrintedEpoch(epoch: number): number {
  for (let decade = 1; ; decade *= 10) {
    const next = [decade, 2 * decade, 5 * decade].find((printed) => printed > epoch);
    if (next !== undefined) return next;
  }
}

function isPrinted(epoch: number): boolean {
  return nextPrintedEpoch(epoch - 1) === epoch;
}
