import { readUpdate } from '../engine/pass/update-values.ts';
import { type GivenArray, type Misfit, readArrays } from '../engine/practice/marking/given-array.ts';
import { mark } from '../engine/practice/marking/marking.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { InputError } from '../files/input-error.ts';
import { numbersMessages } from '../files/numbers/numbers-messages.ts';
import { roundedAsShown } from '../notation/number-format.ts';
import { exitCodes } from './exit-code.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { markArguments } from './mark-arguments.ts';
import { listNames } from './mark-names.ts';
import { markingJson, markingText } from './mark-report.ts';
import { print, warn } from './output.ts';
import type { Format } from './output-format.ts';
import { type UpdateOption, updateNumber } from './update-option.ts';

export interface MarkOptions extends UpdateOption {
  readonly format: Format;
  readonly formula?: string;
  readonly listNames?: boolean;
  readonly showAnswers?: boolean;
  /** Whether the stepper is opened at the first wrong number. */
  readonly open?: boolean;
}

/** Marks a learner's numbers. Resolves to the exit code, which is 1 if a number is wrong. */
export async function markNumbers(
  words: readonly string[],
  options: MarkOptions,
  afterFirstFrame: () => Promise<void>,
): Promise<number> {
  const { source, arrays } = await markArguments(words, options);
  const experiment = await findExperiment(source);
  const number = updateNumber(experiment, options, 'first');
  const values = readUpdate(experiment, number, stateAfter(createTimeline(experiment), number - 1).slice());
  if (options.listNames === true) {
    await print(listNames(values.update));
    return 0;
  }
  const { readings, misfits, unknown } = readArrays(values, await arrays());
  rejectMisfits(misfits);
  const names = unknown.map(({ name }) => name);
  if (readings.every(({ numbers }) => numbers.length === 0)) {
    throw new InputError(sourceName(source), numbersMessages.unknownNames(names));
  }
  const marking = mark(values, readings, roundedAsShown);
  if (names.length > 0) warn(numbersMessages.notRead(names));
  if (options.open === true) {
    const { openMarking } = await import('./open-marking.ts');
    await openMarking(source, values, marking, afterFirstFrame);
    return 0;
  }
  const showAnswers = options.showAnswers === true;
  await print(
    options.format === 'json' ? markingJson(values, marking, showAnswers) : markingText(values, marking, showAnswers),
  );
  return marking.verdict === 'wrong' ? exitCodes.failure : 0;
}

function sourceName(source: ExperimentSource): string {
  return typeof source === 'string' ? source : source.formula;
}

function rejectMisfits(misfits: readonly Misfit[]): void {
  const [first] = misfits;
  if (first === undefined) return;
  const problems = misfits.map(({ array, expected }) =>
    withLine(
      array,
      numbersMessages.wrongShape(
        array.name,
        numbersMessages.shape(array.shape),
        expected.map(({ rows, columns }) => numbersMessages.shape([rows, columns])),
      ),
    ),
  );
  const [problem = '', ...others] = problems;
  const { source } = first.array;
  throw new InputError(source, problem, [{ source, listed: others, count: others.length }]);
}

function withLine({ line }: GivenArray, problem: string): string {
  return line === undefined ? problem : numbersMessages.atLine(line, problem);
}
