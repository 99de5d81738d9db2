import { sampleOf } from '../engine/expressions/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { formulaOf } from '../engine/steps/explanation.ts';
import { phaseSpans, stepAt, unitSpan } from '../engine/steps/steps.ts';
import { epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { initialState } from '../engine/training/training-state.ts';
import { sampleAt, type Update } from '../engine/training/update.ts';
import { alignedRow, markdownMath, titleRow } from '../notation/align-environment.ts';
import { latexNotation, textNotation, type WrittenEquation, writtenStep } from '../notation/derivation.ts';
import { findExperiment } from './experiment-input.ts';
import { exactSides } from './json-sides.ts';
import { print } from './output.ts';
import type { EquationFormat } from './output-format.ts';
import { placeText } from './update-option.ts';

/** One step, as a line of JSON has it. */
export interface TraceLine {
  readonly epoch: number;
  readonly update: number;
  /** From 1; null for what belongs to a batch of several. */
  readonly sample: number | null;
  readonly phase: string;
  readonly step: number;
  readonly quantity: string;
  readonly formula: string;
  readonly substituted: string;
  readonly value: number;
}

/** What is printed of one step; `isFirst` and `isLast` of its phase. */
type Printer = (reading: UpdateValues, step: number, isFirst: boolean, isLast: boolean) => string;

const printers: Readonly<Record<EquationFormat, Printer>> = {
  text: textLine,
  json: (reading, step) => `${JSON.stringify(traceLine(reading, step))}\n`,
  markdown: (reading, step, isFirst, isLast) => {
    const item = `- ${markdownMath(equationOf(reading, step))}\n`;
    return `${isFirst ? `### ${placeOf(reading, step)}\n\n` : ''}${item}${isLast ? '\n' : ''}`;
  },
  // An environment a unit, as one does not go on over a page.
  latex: (reading, step, isFirst) => {
    const unit = unitSpan(reading.update, step);
    const rows = [...(isFirst ? [titleRow(placeOf(reading, step))] : []), alignedRow(equationOf(reading, step))];
    return `${step === unit.first ? '\\begin{align*}\n' : ''}${rows.join(' \\\\\n')}${step === unit.last ? '\n\\end{align*}\n' : ' \\\\\n'}`;
  },
};

/** Prints every step of epochs 1 to `epochs`. */
export async function trace(lessonOrFile: string, epochs: number, format: EquationFormat): Promise<void> {
  const experiment = await findExperiment(lessonOrFile);
  const updates = epochs * updatesPerEpoch(experiment);
  const printed = printers[format];
  let state = initialState(experiment);
  for (let number = 1; number <= updates; number++) {
    const reading = readUpdate(experiment, number, state);
    for (const { first, last } of phaseSpans(reading.update)) {
      for (let step = first; step <= last; step++) await print(printed(reading, step, step === first, step === last));
    }
    state = reading.after;
  }
}

/** A step with full double precision. */
function traceLine(reading: UpdateValues, step: number): TraceLine {
  const { update, numberOf } = reading;
  const { experiment, number, size } = update;
  const { quantity, phase } = stepAt(update, step);
  const sample = sampleOf(quantity) ?? (size === 1 ? sampleAt(update, 0) : undefined);
  return {
    epoch: epochOf(experiment, number),
    update: number,
    sample: sample === undefined ? null : sample + 1,
    phase,
    step,
    quantity: quantityName(experiment.network, quantity),
    ...exactSides(reading, formulaOf(update, quantity)),
    value: numberOf(quantity),
  };
}

function textLine(reading: UpdateValues, step: number): string {
  const { update } = reading;
  const { experiment, number } = update;
  const { quantity, phase } = stepAt(update, step);
  const { left, sides } = writtenStep(reading, quantity, textNotation(experiment.network));
  const place = `${epochOf(experiment, number)}.${number}.${step}${sampleMark(update)}`;
  return `${place.padEnd(8)} ${phase.padEnd(8)}  ${[left, ...sides].join(' = ')}\n`;
}

function equationOf(reading: UpdateValues, step: number): WrittenEquation {
  const { update } = reading;
  return writtenStep(reading, stepAt(update, step).quantity, latexNotation(update.experiment.network));
}

/** Of an update on one sample of several, which that is: @96. */
function sampleMark(update: Update): string {
  const { size, experiment } = update;
  return size === 1 && experiment.samples.count > 1 ? `@${sampleAt(update, 0) + 1}` : '';
}

/** Epoch 1, update 1, forward. */
function placeOf({ update }: UpdateValues, step: number): string {
  return `${placeText(update)}, ${stepAt(update, step).phase}`.replace(/^e/, 'E');
}
