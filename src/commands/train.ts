import { errorName } from '../engine/models/error-node.ts';
import { hasTrainedParameters, parameterCountOf, parameterName } from '../engine/models/parameters.ts';
import { type Experiment, modelOf } from '../engine/training/experiment.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { commandMessages } from './command-messages.ts';
import { divergenceFacts } from './divergence-report.ts';
import { exitCodes } from './exit-code.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { print, warn } from './output.ts';
import type { Format } from './output-format.ts';
import { createProgress } from './progress.ts';
import { type Goal, type Trained, type TrainingEnd, trainTo } from './training-loop.ts';
import { UsageError } from './usage-error.ts';

const { train: messages } = commandMessages;

const decimals = 6;

/**
 * Trains, then prints the error by epoch and the final parameters, even if the training was interrupted (Ctrl-C) or
 * failed. Resolves to the exit code. Writes the reason for an exit code other than 0 to standard error. Throws a UsageError
 * for a formula that trains no numbers.
 */
export async function train(source: ExperimentSource, goal: Goal, format: Format): Promise<number> {
  const experiment = await findExperiment(source);
  const model = modelOf(experiment);
  if (!hasTrainedParameters(model)) {
    const parameter = parameterCountOf(model) > 0 ? parameterName(model, 0) : undefined;
    throw new UsageError(messages.nothingTrained(errorName(model), parameter));
  }
  const interruption = catchInterruption();
  const progress = createProgress(process.stderr, goal.epochs, 'epoch');
  const { trained, end } = await trainTo(experiment, goal, { signal: interruption.signal, progress });
  progress.clear();
  interruption.release();
  const parts = format === 'json' ? jsonParts(experiment, trained) : textParts(experiment, trained);
  for (const part of parts) await print(part);
  const failure = failureText(experiment, trained, end);
  if (failure === undefined) return 0;
  warn(failure);
  return end.kind === 'interrupted' ? exitCodes.interrupted : exitCodes.failure;
}

/** Until `release` is called, the first Ctrl-C aborts the signal. A second one ends the process. */
function catchInterruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort);
  return { signal: controller.signal, release: () => process.off('SIGINT', abort) };
}

/** The reason why training did not reach its goal. Undefined if it did. */
function failureText(experiment: Experiment, { epochs, error }: Trained, end: TrainingEnd): string | undefined {
  switch (end.kind) {
    case 'goal reached':
      return undefined;
    case 'goal missed':
      return messages.goalMissed(errorName(modelOf(experiment)), error, epochs);
    case 'interrupted':
      return messages.interrupted(epochs);
    case 'diverged':
      return messages.diverged(divergenceFacts(experiment, end.divergence));
  }
}

/** One JSON object, in parts because a network can have millions of parameters. */
function* jsonParts(experiment: Experiment, { parameters, history, ...totals }: Trained): Generator<string> {
  yield '{';
  for (const [key, value] of Object.entries(totals)) yield `${jsonMember(key, value)},`;
  yield '"parameters":{';
  for (const [index, value] of parameters.entries()) {
    yield (index === 0 ? '' : ',') + jsonMember(parameterName(modelOf(experiment), index), value);
  }
  yield `},${jsonMember('history', history)}}\n`;
}

function jsonMember(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

function* textParts(experiment: Experiment, { history, parameters }: Trained): Generator<string> {
  const number = (value: number): string => formatNumber(value, decimals, unicode);
  // The number of epochs in the last entry can be a fraction. It gets at most two decimals.
  const epochs = history.map(({ epoch }) => String(Number(epoch.toFixed(2))));
  const width = Math.max(...epochs.map((text) => text.length));
  for (const [index, { error }] of history.entries()) {
    yield `${messages.epochError(epochs[index]?.padStart(width) ?? '', errorName(modelOf(experiment)), number(error))}\n`;
  }
  yield '\n';
  for (const [index, value] of parameters.entries())
    yield `${parameterName(modelOf(experiment), index)} = ${number(value)}\n`;
}
