import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { formulaOf } from '../engine/steps/explanation.ts';
import { phaseSpans, stepAt, unitSpan } from '../engine/steps/steps.ts';
import { createTimeline } from '../engine/timeline/timeline.ts';
import { epochOf, modelOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import { initialState } from '../engine/training/training-state.ts';
import { sampleAt } from '../engine/training/update.ts';
import { alignedRow, markdownMath, titleRow } from '../notation/align-environment.ts';
import { latexNotation, textNotation, type WrittenEquation, writtenStep } from '../notation/derivation.ts';
import { commandMessages } from './command-messages.ts';
import { warnIfLostBefore } from './divergence-report.ts';
import { findExperiment } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
import { exactForms } from './json-forms.ts';
import { print } from './output.ts';
import type { EquationFormat } from './output-format.ts';
import { onlySampleOf, updateText } from './update-option.ts';

/** One step as a line of JSON, with numbers in full double precision. */
export interface TraceLine {
  readonly epoch: number;
  readonly update: number;
  /** The number of the sample, from 1. Null if the quantity belongs to a whole batch of several samples. */
  readonly sample: number | null;
  readonly phase: string;
  readonly step: number;
  readonly quantity: string;
  readonly formula: string;
  readonly substituted: string;
  readonly value: number;
}

/** A step of an update, and whether it starts or ends its phase. */
interface TracedStep {
  readonly values: UpdateValues;
  readonly step: number;
  readonly isFirstOfPhase: boolean;
  readonly isLastOfPhase: boolean;
}

/**
 * The minimum width in cells of two columns of a text line: the first, with the step number, such as 1.96.12, and the
 * second, with the phase.
 */
const minColumnWidth = 8;

const writers: Readonly<Record<EquationFormat, (traced: TracedStep) => string>> = {
  text: textLine,
  json: (traced) => `${JSON.stringify(traceLine(traced))}\n`,
  markdown: markdownItem,
  latex: latexRow,
};

/** Prints every step of epochs 1 to `epochs`, and a warning if training stops earlier. */
export async function trace(source: ExperimentSource, epochs: number, format: EquationFormat): Promise<void> {
  const experiment = await findExperiment(source);
  const updates = epochs * updatesPerEpoch(experiment);
  const write = writers[format];
  let state = initialState(experiment);
  for (let number = 1; number <= updates; number++) {
    const values = readUpdate(experiment, number, state);
    for (const traced of tracedSteps(values)) await print(write(traced));
    state = values.after;
  }
  warnIfLostBefore(createTimeline(experiment), updates);
}

function* tracedSteps(values: UpdateValues): Generator<TracedStep> {
  for (const { first, last } of phaseSpans(values.update)) {
    for (let step = first; step <= last; step++) {
      yield { values, step, isFirstOfPhase: step === first, isLastOfPhase: step === last };
    }
  }
}

function traceLine({ values, step }: TracedStep): TraceLine {
  const { update, numberOf } = values;
  const { experiment, number, size } = update;
  const { quantity, phase } = stepAt(update, step);
  const sample = quantity.sample ?? (size === 1 ? sampleAt(update, 0) : undefined);
  return {
    epoch: epochOf(experiment, number),
    update: number,
    sample: sample === undefined ? null : sample + 1,
    phase,
    step,
    quantity: quantityName(modelOf(experiment), quantity),
    ...exactForms(values, formulaOf(update, quantity)),
    value: numberOf(quantity),
  };
}

/**
 * The line starts with epoch.update.step, such as 1.96.12. If the experiment has several samples and the batch has
 * only one, the number of the sample follows: 1.96.12@96.
 */
function textLine({ values, step }: TracedStep): string {
  const { update } = values;
  const { experiment, number } = update;
  const { quantity, phase } = stepAt(update, step);
  const { left, sides } = writtenStep(values, quantity, textNotation(modelOf(experiment)));
  const sample = onlySampleOf(update);
  const stepNumber = `${epochOf(experiment, number)}.${number}.${step}${sample === undefined ? '' : `@${sample}`}`;
  return `${stepNumber.padEnd(minColumnWidth)} ${phase.padEnd(minColumnWidth)}  ${[left, ...sides].join(' = ')}\n`;
}

/** A list item. A heading precedes the first item of a phase, and a blank line follows the last. */
function markdownItem(traced: TracedStep): string {
  const heading = traced.isFirstOfPhase ? `### ${phaseTitle(traced)}\n\n` : '';
  const item = `- ${markdownMath(latexEquation(traced))}\n`;
  return heading + item + (traced.isLastOfPhase ? '\n' : '');
}

/**
 * A row of an align environment. Each unit has an environment for its own steps, because LaTeX does not break an
 * environment over two pages.
 */
function latexRow(traced: TracedStep): string {
  const { values, step, isFirstOfPhase } = traced;
  const unit = unitSpan(values.update, step);
  const rows = [...(isFirstOfPhase ? [titleRow(phaseTitle(traced))] : []), alignedRow(latexEquation(traced))];
  const begin = step === unit.first ? '\\begin{align*}\n' : '';
  const end = step === unit.last ? '\n\\end{align*}\n' : ' \\\\\n';
  return begin + rows.join(' \\\\\n') + end;
}

function latexEquation({ values, step }: TracedStep): WrittenEquation {
  const { update } = values;
  return writtenStep(values, stepAt(update, step).quantity, latexNotation(modelOf(update.experiment)));
}

/** For example: Epoch 1, update 1, forward. */
function phaseTitle({ values: { update }, step }: TracedStep): string {
  return commandMessages.update.phaseTitle(updateText(update), stepAt(update, step).phase);
}
