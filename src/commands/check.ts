import { checkGradients, type GradientCheck, type Verdict } from '../engine/gradient-check.ts';
import type { Network } from '../engine/models/network.ts';
import { isTrained, parameterName } from '../engine/models/parameters.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { updateAt } from '../engine/training/update.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { commandMessages } from './command-messages.ts';
import { exitCodes } from './exit-code.ts';
import { findExperiment } from './experiment-input.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';
import { createProgress } from './progress.ts';
import { type UpdateOption, updateNumber, updateText } from './update-option.ts';

const { check: messages } = commandMessages;

/** The entry of a parameter in the output. In JSON, numbers that are not finite become null. */
interface CheckedParameter extends Omit<GradientCheck, 'parameter'> {
  readonly name: string;
}

const decimals = 6;

/** The verdicts that set exit code 1. `lost` means that a gradient or its central difference is infinite or NaN. */
const failingVerdicts: readonly Verdict[] = ['disagrees', 'lost'];

/**
 * Prints the gradient of every trained parameter beside a central difference of E_total. Resolves to the exit code,
 * which is 1 if a gradient disagrees with its central difference, or if one of the two is not finite.
 */
export async function check(lessonOrFile: string, option: UpdateOption, format: Format): Promise<number> {
  const experiment = await findExperiment(lessonOrFile);
  const number = updateNumber(experiment, option, 'first');
  const state = stateAfter(createTimeline(experiment), number - 1);
  const progress = createProgress(process.stderr, trainedCount(experiment.network), 'parameter');
  const checked: CheckedParameter[] = [];
  for (const { parameter, ...result } of checkGradients(experiment, number, state)) {
    checked.push({ name: parameterName(experiment.network, parameter), ...result });
    await progress.show(checked.length);
  }
  progress.clear();
  await print(format === 'json' ? jsonText(checked) : tableText(checked, updateText(updateAt(experiment, number))));
  return checked.some(({ verdict }) => failingVerdicts.includes(verdict)) ? exitCodes.failure : 0;
}

function trainedCount(network: Network): number {
  const indices = Array.from({ length: network.parameterCount }, (_, index) => index);
  return indices.filter((index) => isTrained(network, index)).length;
}

/**
 * The largest relative error. Leaves out parameters whose relative error is NaN: their verdict is `kink`, where there
 * is no central difference, or `lost`.
 */
function worstError(parameters: readonly CheckedParameter[]): number {
  return parameters.reduce((worst, { relativeError }) => (relativeError > worst ? relativeError : worst), 0);
}

function jsonText(parameters: readonly CheckedParameter[]): string {
  return `${JSON.stringify({ worstRelativeError: worstError(parameters), parameters })}\n`;
}

/** A header, one row for each parameter, and a summary. `place` names the update, such as: epoch 1, update 3. */
function tableText(parameters: readonly CheckedParameter[], place: string): string {
  const rows = [messages.columns, ...parameters.map(cellsOf)];
  const widths = messages.columns.map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const verdicts = parameters.map(({ verdict }) => verdict);
  const summary = messages.summary(place, verdicts, worstError(parameters).toExponential(1));
  return `${rows.map((row) => rowText(row, widths)).join('')}\n${summary}\n`;
}

/** The cells of one row, in the order of `messages.columns`. */
function cellsOf({ name, analytic, numeric, relativeError, verdict }: CheckedParameter): readonly string[] {
  const hasDifference = verdict !== 'kink';
  return [
    name,
    formatNumber(analytic, decimals, unicode),
    hasDifference ? formatNumber(numeric, decimals, unicode) : '',
    hasDifference ? relativeError.toExponential(1) : '',
    verdict,
  ];
}

/** Aligns the words in the first and the last column left, and the numbers in the columns between them right. */
function rowText(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    const isWord = column === 0 || column === cells.length - 1;
    return isWord ? cell.padEnd(width) : cell.padStart(width);
  });
  return `${padded.join('  ').trimEnd()}\n`;
}
