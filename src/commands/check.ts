import stringWidth from 'string-width';
import { checkGradients, type GradientCheck, hasParameterGradient, type Verdict } from '../engine/gradient-check.ts';
import { errorName } from '../engine/models/error-node.ts';
import { parameterName } from '../engine/models/parameters.ts';
import { readUpdate } from '../engine/pass/update-values.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { type Experiment, modelOf, type UpdateOrder } from '../engine/training/experiment.ts';
import { updateAt } from '../engine/training/update.ts';
import { padEnd, padStart } from '../notation/cell-width.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { commandMessages } from './command-messages.ts';
import { warnIfLostBefore } from './divergence-report.ts';
import { exitCodes } from './exit-code.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';
import { createProgress } from './progress.ts';
import { type UpdateOption, updateNumber, updateText } from './update-option.ts';

const { check: messages } = commandMessages;

/**
 * The entry of a parameter in the output. In JSON, numbers that are not finite become null, and `layerByLayer` is left
 * out if it is undefined.
 */
interface CheckedParameter extends Omit<GradientCheck, 'parameter'> {
  readonly name: string;
}

const decimals = 6;

/** The verdicts that set exit code 1. `lost` means that a gradient or E_total is infinite or NaN. */
const failingVerdicts: readonly Verdict[] = ['disagrees', 'lost'];

/**
 * Prints the gradient of every trained parameter beside a central difference of E_total. Resolves to the exit code,
 * which is 1 if a gradient disagrees with its central difference, or if a gradient or E_total is not finite.
 */
export async function check(source: ExperimentSource, option: UpdateOption, format: Format): Promise<number> {
  const experiment = await findExperiment(source);
  const number = updateNumber(experiment, option, 'first');
  const timeline = createTimeline(experiment);
  const state = stateAfter(timeline, number - 1).slice();
  const progress = createProgress(process.stderr, checkedCount(experiment), 'parameter');
  const checked: CheckedParameter[] = [];
  for (const { parameter, ...result } of checkGradients(experiment, number, state)) {
    checked.push({ name: parameterName(modelOf(experiment), parameter), ...result });
    await progress.show(checked.length);
  }
  progress.clear();
  const place = updateText(updateAt(experiment, number));
  const { isErrorFinite } = readUpdate(experiment, number, state);
  const text =
    format === 'json'
      ? jsonText(checked, experiment.updateOrder)
      : tableText(checked, place, isErrorFinite ? undefined : errorName(modelOf(experiment)));
  await print(text);
  warnIfLostBefore(timeline, number);
  return checked.some(({ verdict }) => failingVerdicts.includes(verdict)) ? exitCodes.failure : 0;
}

function checkedCount(experiment: Experiment): number {
  let count = 0;
  for (let parameter = 0; parameter < experiment.initial.length; parameter++) {
    if (hasParameterGradient(experiment, parameter)) count++;
  }
  return count;
}

/** The largest relative error. Only gradients that agree or disagree have one. Undefined if no gradient has one. */
function worstError(parameters: readonly CheckedParameter[]): number | undefined {
  const errors = parameters.map(({ relativeError }) => relativeError).filter((error) => !Number.isNaN(error));
  return errors.length === 0 ? undefined : errors.reduce((worst, error) => Math.max(worst, error));
}

function jsonText(parameters: readonly CheckedParameter[], updateOrder: UpdateOrder): string {
  return `${JSON.stringify({ updateOrder, worstRelativeError: worstError(parameters) ?? null, parameters })}\n`;
}

/**
 * A header, one row for each parameter, and a summary. `place` names the update, such as: epoch 1, update 3. `lostError` is
 * the name of the error if it is infinite or NaN.
 */
function tableText(parameters: readonly CheckedParameter[], place: string, lostError: string | undefined): string {
  const hasLayerByLayer = parameters.some(({ layerByLayer }) => layerByLayer !== undefined);
  const rows = [messages.columns, ...parameters.map(cellsOf)].map((cells) =>
    hasLayerByLayer ? cells : cells.toSpliced(layerByLayerColumn, 1),
  );
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, stringWidth(row[column] ?? '')), 0),
  );
  const verdicts = parameters.map(({ verdict }) => verdict);
  const worst = worstError(parameters);
  const summary = messages.summary(place, verdicts, worst === undefined ? undefined : errorText(worst));
  const notes = [
    ...(lostError === undefined ? [] : [messages.errorNotFinite(lostError)]),
    ...(hasLayerByLayer ? [messages.layerByLayer] : []),
  ];
  return `${rows.map((row) => rowText(row, widths)).join('')}\n${[summary, ...notes].join('\n')}\n`;
}

/** A relative error with two digits. */
function errorText(error: number): string {
  return error === 0 ? '0' : error.toExponential(1);
}

const layerByLayerColumn = 4;

/** The cells of one row, in the order of `messages.columns`. */
function cellsOf(checked: CheckedParameter): readonly string[] {
  const { name, analytic, numeric, relativeError, layerByLayer, verdict } = checked;
  return [
    name,
    formatNumber(analytic, decimals, unicode),
    Number.isNaN(numeric) && verdict !== 'lost' ? '' : formatNumber(numeric, decimals, unicode),
    Number.isNaN(relativeError) ? '' : errorText(relativeError),
    layerByLayer === undefined ? '' : formatNumber(layerByLayer, decimals, unicode),
    messages.verdicts[verdict],
  ];
}

/** Aligns the words in the first and the last column left, and the numbers in the columns between them right. */
function rowText(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    const isWord = column === 0 || column === cells.length - 1;
    return isWord ? padEnd(cell, width) : padStart(cell, width);
  });
  return `${padded.join('  ').trimEnd()}\n`;
}
