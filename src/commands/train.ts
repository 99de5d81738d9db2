import { type Experiment, updatesPerEpoch } from '../engine/experiment.ts';
import { parameterName } from '../engine/parameters.ts';
import type { EpochError } from '../engine/timeline/history.ts';
import { advance, createTimeline, errorAfter } from '../engine/timeline/timeline.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/numbers.ts';
import { findExperiment } from './find.ts';
import type { Format } from './format.ts';
import { print } from './output.ts';
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

const decimals = 6;
const updatesAtATime = 1024;

/**
 * Trains and prints the error by epoch, then the final parameters. Resolves to the exit code: 1 where training ran out
 * of numbers before its goal, which standard error then says.
 */
export async function train(lessonOrFile: string, goal: Goal, format: Format): Promise<0 | 1> {
  const experiment = await findExperiment(lessonOrFile);
  const trained = await trainTo(experiment, goal);
  for (const part of format === 'json' ? jsonParts(experiment, trained) : textParts(experiment, trained)) {
    await print(part);
  }
  if (!Number.isNaN(trained.error)) return 0;
  const advice = 'a smaller learning rate may help';
  process.stderr.write(
    `backstep: stopped after epoch ${trained.epochs}, where E_total is no number any more; ${advice}\n`,
  );
  return 1;
}

/** Trains to a goal. Lets other work in between, and shows its progress on standard error if that is a terminal. */
async function trainTo(experiment: Experiment, { epochs, until }: Goal): Promise<Trained> {
  const timeline = createTimeline(experiment);
  const progress = createProgress(process.stderr, epochs);
  const perEpoch = updatesPerEpoch(experiment);
  const errorBefore = errorAfter(timeline, 0);
  const history: EpochError[] = [{ epoch: 0, error: errorBefore }];
  let epoch = 0;
  let error = errorBefore;
  const mostEpochs = epochs ?? Number.POSITIVE_INFINITY;
  // What is no number will not become one again.
  while (epoch < mostEpochs && !Number.isNaN(error) && !(until !== undefined && error <= until)) {
    const next = until === undefined ? Math.min(mostEpochs, nextShown(epoch)) : epoch + 1;
    while (advance(timeline, next * perEpoch, updatesAtATime) < next * perEpoch) {
      await progress.show(timeline.updates / perEpoch);
    }
    epoch = next;
    error = errorAfter(timeline, epoch * perEpoch);
    if (epoch === nextShown(history.at(-1)?.epoch ?? 0)) history.push({ epoch, error });
    await progress.show(epoch);
  }
  progress.clear();
  if (history.at(-1)?.epoch !== epoch) history.push({ epoch, error });
  const { parameters } = timeline;
  return { epochs: epoch, updates: epoch * perEpoch, errorBefore, error, parameters, history };
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
  const width = String(history.at(-1)?.epoch ?? 0).length;
  for (const { epoch, error } of history) yield `epoch ${String(epoch).padStart(width)}  E_total ${number(error)}\n`;
  yield '\n';
  for (const [index, value] of parameters.entries()) yield `${parameterName(network, index)} = ${number(value)}\n`;
}
