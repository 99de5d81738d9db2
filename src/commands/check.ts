import { checkGradients, type GradientCheck } from '../engine/gradient-check.ts';
import { isTrained, parameterName } from '../engine/models/parameters.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { updateAt } from '../engine/training/update.ts';
import { unicode } from '../notation/glyphs.ts';
import { formatNumber } from '../notation/number-format.ts';
import { findExperiment } from './experiment-input.ts';
import { print } from './output.ts';
import type { Format } from './output-format.ts';
import { createProgress } from './progress.ts';
import { placeText, updateAsked, type When } from './update-option.ts';

/** One parameter's check, as JSON has it. `numeric` and `relativeError` are null at a kink. */
interface CheckedParameter extends Omit<GradientCheck, 'parameter'> {
  readonly name: string;
}

const decimals = 6;

/**
 * Prints every trained parameter's gradient beside its central difference, over an update or the first of an epoch.
 * Resolves to the exit code: 1 where some disagree, or are no numbers.
 */
export async function check(lessonOrFile: string, when: When, format: Format): Promise<0 | 1> {
  const experiment = await findExperiment(lessonOrFile);
  const { network } = experiment;
  const number = updateAsked(experiment, when, 'first');
  const state = stateAfter(createTimeline(experiment), number - 1);
  const trained = Array.from({ length: network.parameterCount }, (_, index) => index).filter((index) =>
    isTrained(network, index),
  ).length;
  const progress = createProgress(process.stderr, trained, 'parameter');
  const checked: CheckedParameter[] = [];
  for (const { parameter, ...result } of checkGradients(experiment, number, state)) {
    checked.push({ name: parameterName(network, parameter), ...result });
    await progress.show(checked.length);
  }
  progress.clear();
  await print(
    format === 'json'
      ? `${JSON.stringify(inJson(checked))}\n`
      : inText(checked, placeText(updateAt(experiment, number))),
  );
  return checked.some(({ verdict }) => verdict === 'disagrees' || verdict === 'lost') ? 1 : 0;
}

function inJson(parameters: readonly CheckedParameter[]) {
  return { worstRelativeError: worst(parameters), parameters };
}

/** The largest relative error of those that can be compared. */
function worst(parameters: readonly CheckedParameter[]): number {
  return parameters.reduce((most, { relativeError }) => (relativeError > most ? relativeError : most), 0);
}

function inText(parameters: readonly CheckedParameter[], place: string): string {
  const heading = ['parameter', 'gradient', 'difference', 'relative error', ''];
  const rows = parameters.map(({ name, analytic, numeric, relativeError, verdict }) => [
    name,
    formatNumber(analytic, decimals, unicode),
    verdict === 'kink' ? '' : formatNumber(numeric, decimals, unicode),
    verdict === 'kink' ? '' : relativeError.toExponential(1),
    verdict,
  ]);
  const widths = heading.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]): string =>
    `${row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()}\n`;
  return [heading, ...rows].map(line).join('') + summary(parameters, place);
}

function summary(parameters: readonly CheckedParameter[], place: string): string {
  const count = (verdict: GradientCheck['verdict']): number =>
    parameters.filter((parameter) => parameter.verdict === verdict).length;
  const parts = [
    `${count('agrees')} of ${parameters.length} agree`,
    ...(count('disagrees') > 0 ? [`${count('disagrees')} disagree`] : []),
    ...(count('lost') > 0 ? [`${count('lost')} are not finite`] : []),
    ...(count('kink') > 0 ? [`${count('kink')} at a kink, where there is no slope to compare with`] : []),
    ...(count('undecided') > 0 ? [`${count('undecided')} too small beside the rounding of E_total to tell`] : []),
  ];
  return `\n${place}: ${parts.join(', ')}; the worst relative error is ${worst(parameters).toExponential(1)}\n`;
}
