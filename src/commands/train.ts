import { isAfterUpdate } from '../engine/expressions/quantity.ts';
import { parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { type Divergence, firstDivergence, hasDiverged, isAllFinite } from '../engine/timeline/divergence.ts';
import type { EpochError } from '../engine/timeline/error-history.ts';
import { advance, createTimeline, errorAfter, updatesWithin } from '../engine/timeline/timeline.ts';
import { type Experiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { findExperiment } from './experiment-input.ts';
import { print, warn } from './output.ts';
import type { Format } from './output-format.ts';
import { createProgress } from './progress.ts';

/** When to stop: after so many epochs, or as soon as the error is no larger than `until`, whichever comes first. */
export interface Goal {
  readonly epochs?: number | undefined;
  readonly until?: number | undefined;
}

/** What training came to. Errors are E_total over all samples. */
export interface Trained {
  readonly epochs: number;
  readonly updates: number;
  readonly errorBefore: number;
  readonly error: number;
  /** In the order of their numbering. */
  readonly parameters: Float64Array;
  readonly history: readonly EpochError[];
}

/** How training ended, besides reaching its goal. */
type End = 'reached' | 'too soon' | 'interrupted' | Divergence;

const decimals = 6;
/** Work between two looks at signals and at the clock. */
const multiplicationsAtATime = 2 ** 23;

/**
 * Trains and prints the error by epoch, then the final parameters. Resolves to the exit code: 1 where training ran out of
 * numbers, or of epochs before its error was small enough, 130 where it was interrupted (Ctrl-C), which standard error then
 * says; what was reached is printed all the same.
 */
export async function train(lessonOrFile: string, goal: Goal, format: Format): Promise<0 | 1 | 130> {
  const experiment = await findExperiment(lessonOrFile);
  const interruption = catchInterrupt();
  const { end, ...trained } = await trainTo(experiment, goal, interruption.signal);
  interruption.release();
  for (const part of format === 'json' ? jsonParts(experiment, trained) : textParts(experiment, trained)) {
    await print(part);
  }
  if (end === 'reached') return 0;
  warn(endText(experiment, trained, end));
  return end === 'interrupted' ? 130 : 1;
}

function endText(experiment: Experiment, { epochs, error }: Trained, end: Exclude<End, 'reached'>): string {
  if (end === 'interrupted') return `interrupted after epoch ${epochs}`;
  if (end === 'too soon') return `E_total is still ${error} after epoch ${epochs}`;
  const { update, quantity, value } = end;
  const name = quantityName(experiment.network, quantity);
  const state = Number.isNaN(value) ? 'no number any more' : 'infinite';
  const place = `update ${update} (epoch ${epochOf(experiment, update)})`;
  const isGiven = update === 1 && !['updated', 'optimizer'].includes(quantity.kind) && !isAfterUpdate(quantity);
  const advice = isGiven ? 'the numbers it starts from are too large' : 'a smaller learning rate may help';
  return `stopped at ${place}, where ${name} is the first to be ${state}; ${advice}`;
}

/** Until it is released, Ctrl-C only sets a flag, so that what was reached can be told. */
function catchInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, release: () => process.off('SIGINT', stop) };
}

/** Trains to a goal. Lets other work in between, and shows its progress on standard error if that is a terminal. */
async function trainTo(
  experiment: Experiment,
  { epochs: mostEpochs = Number.POSITIVE_INFINITY, until }: Goal,
  signal: AbortSignal,
): Promise<Trained & { readonly end: End }> {
  const timeline = createTimeline(experiment);
  const progress = createProgress(process.stderr, Number.isFinite(mostEpochs) ? mostEpochs : undefined);
  const perEpoch = updatesPerEpoch(experiment);
  const atATime = updatesWithin(experiment, multiplicationsAtATime);
  const errorBefore = errorAfter(timeline, 0);
  const history: EpochError[] = [{ epoch: 0, error: errorBefore }];
  let error = errorBefore;
  let end: End | undefined = hasDiverged(timeline, 0) ? firstDivergence(timeline, 0) : undefined;
  for (let epoch = 0; end === undefined; ) {
    if (until !== undefined && error <= until) end = 'reached';
    else if (epoch >= mostEpochs) end = until === undefined ? 'reached' : 'too soon';
    if (end !== undefined) break;
    epoch = until === undefined ? Math.min(mostEpochs, nextShown(epoch)) : epoch + 1;
    while (timeline.updates < epoch * perEpoch && isAllFinite(timeline.state) && !signal.aborted) {
      advance(timeline, epoch * perEpoch, atATime);
      await progress.show(timeline.updates / perEpoch);
    }
    error = errorAfter(timeline, timeline.updates);
    if (!isAllFinite(timeline.state) || !Number.isFinite(error)) {
      end = firstDivergence(timeline, timeline.updates);
      error = errorAfter(timeline, end.update);
    } else if (signal.aborted) end = 'interrupted';
    else if (epoch === nextShown(history.at(-1)?.epoch ?? 0)) history.push({ epoch, error });
  }
  progress.clear();
  const { updates, state } = timeline;
  const epoch = updates / perEpoch;
  if (history.at(-1)?.epoch !== epoch) history.push({ epoch, error });
  const parameters = state.subarray(0, experiment.network.parameterCount);
  return { epochs: Math.floor(epoch), updates, errorBefore, error, parameters, history, end };
}

/** The next epoch whose error is printed: 1, 2, 5, 10, 20, 50, … */
function nextShown(epoch: number): number {
  for (let decade = 1; ; decade *= 10) {
    const next = [decade, 2 * decade, 5 * decade].find((shown) => shown > epoch);
    if (next !== undefined) return next;
  }
}

/** One JSON object, in parts: the parameters may be millions. */
function* jsonParts({ network }: Experiment, { parameters, history, ...before }: Trained): Generator<string> {
  yield `${JSON.stringify(before).slice(0, -1)},"parameters":{`;
  for (const [index, value] of parameters.entries()) {
    yield `${index === 0 ? '' : ','}"${parameterName(network, index)}":${JSON.stringify(value)}`;
  }
  yield `},"history":${JSON.stringify(history)}}\n`;
}

function* textParts({ network }: Experiment, { history, parameters }: Trained): Generator<string> {
  const number = (value: number): string => formatNumber(value, decimals, unicode);
  // Where training ended within an epoch, how far into it.
  const epochs = history.map(({ epoch }) => String(Number(epoch.toFixed(2))));
  const width = Math.max(...epochs.map((text) => text.length));
  for (const [at, { error }] of history.entries()) {
    yield `epoch ${epochs[at]?.padStart(width)}  E_total ${number(error)}\n`;
  }
  yield '\n';
  for (const [index, value] of parameters.entries()) yield `${parameterName(network, index)} = ${number(value)}\n`;
}
