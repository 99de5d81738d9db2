import type { Quantity } from '../engine/expressions/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { type Explanation, explain as explanationOf, formulaOf } from '../engine/steps/explanation.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { epochOf } from '../engine/training/experiment.ts';
import { aligned, alignedRow, alignedRows, markdownMath, titleRow } from '../notation/align-environment.ts';
import { derivationOf, latexNotation, layersOf, textNotation, type WrittenEquation } from '../notation/derivation.ts';
import { commandMessages } from './command-messages.ts';
import { warnIfLostBefore } from './divergence-report.ts';
import { findExperiment, isLessonOrFile } from './experiment-input.ts';
import { exactForms } from './json-forms.ts';
import { print } from './output.ts';
import type { EquationFormat } from './output-format.ts';
import { explainedQuantity } from './quantity-argument.ts';
import { type UpdateOption, updateNumber, updateText } from './update-option.ts';
import { UsageError } from './usage-error.ts';

const { explain: messages } = commandMessages;

/** A quantity and its derivation as JSON, with numbers in full double precision. */
export interface ExplainedQuantity {
  readonly quantity: string;
  readonly value: number;
  readonly rule: string;
  readonly formula: string;
  readonly substituted: string;
  /**
   * The explanations of the quantities in the formula. Empty for a given number (an input, a target or an old
   * parameter), for a quantity explained earlier in the object, at the maximum depth, and for a quantity that is
   * neither a derivative nor the outermost one.
   */
  readonly terms: readonly ExplainedQuantity[];
}

/** The JSON object that the command prints. */
interface ExplainedInUpdate extends ExplainedQuantity {
  readonly epoch: number;
  readonly update: number;
  /** The equations of whole layers, if the derivation has any. */
  readonly layers?: readonly string[];
}

/** The maximum depth of lists of `terms` inside each other. */
const maxDepth = 100;

/** The kinds of derivatives. Apart from the outermost quantity, only derivatives have terms. */
const derivativeKinds: readonly Quantity['kind'][] = [
  'gradient',
  'path',
  'out-gradient',
  'delta',
  'slope',
  'net-by-out',
  'net-by-parameter',
];

const writers: Readonly<Record<EquationFormat, (values: UpdateValues, quantity: Quantity) => string>> = {
  text: derivationText,
  json: (values, quantity) => `${JSON.stringify(explainedInUpdate(values, quantity))}\n`,
  markdown: derivationInMarkdown,
  latex: derivationInLatex,
};

/** Prints the derivation of one quantity. Throws a UsageError if the update has no such quantity. */
export async function explain(
  name: string,
  lessonOrFile: string,
  option: UpdateOption,
  format: EquationFormat,
): Promise<void> {
  if (isLessonOrFile(name)) throw new UsageError(messages.quantityFirst(name));
  const experiment = await findExperiment(lessonOrFile);
  const number = updateNumber(experiment, option, 'last');
  const timeline = createTimeline(experiment);
  const values = readUpdate(experiment, number, stateAfter(timeline, number - 1));
  await print(writers[format](values, explainedQuantity(values.update, name)));
  warnIfLostBefore(timeline, number);
}

function derivationText(values: UpdateValues, quantity: Quantity): string {
  const { update, numberOf } = values;
  const { main, parts, layers } = derivationOf(values, quantity, textNotation(update.experiment.network));
  const line = (equation: WrittenEquation): string => `  ${equationLine(equation)}`;
  return [
    `${messages.title(main.left, updateText(update))}: ${numberOf(quantity)}`,
    ...main.sides.map((side) => `  = ${side}`),
    ...linesUnder(messages.parts, parts.map(line)),
    ...linesUnder(messages.layers, layers.map(line)),
    '',
  ].join('\n');
}

function derivationInMarkdown(values: UpdateValues, quantity: Quantity): string {
  const { update } = values;
  const { main, parts, layers } = derivationOf(values, quantity, latexNotation(update.experiment.network));
  const item = (equation: WrittenEquation): string => `- ${markdownMath(equation)}`;
  return [
    `${messages.title(`$${main.left}$`, updateText(update))}:`,
    '',
    ...main.sides.map((side) => item({ left: main.left, sides: [side] })),
    ...linesUnder(`${messages.parts}\n`, parts.map(item)),
    ...linesUnder(`${messages.layers}\n`, layers.map(item)),
    '',
  ].join('\n');
}

/** A blank line, the title and the lines. Empty without lines. */
function linesUnder(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function derivationInLatex(values: UpdateValues, quantity: Quantity): string {
  const { update } = values;
  const { main, parts, layers } = derivationOf(values, quantity, latexNotation(update.experiment.network));
  return (
    aligned([titleRow(updateText(update)), ...alignedRows(main)]) +
    alignedUnder(messages.parts, parts) +
    alignedUnder(messages.layers, layers)
  );
}

function alignedUnder(title: string, equations: readonly WrittenEquation[]): string {
  return equations.length === 0 ? '' : aligned([titleRow(title), ...equations.map(alignedRow)]);
}

function explainedInUpdate(values: UpdateValues, quantity: Quantity): ExplainedInUpdate {
  const { update } = values;
  const layers = layersOf(values, quantity, textNotation(update.experiment.network));
  return {
    ...explained(values, explanationOf(update, quantity), new Set(), 0),
    epoch: epochOf(update.experiment, update.number),
    update: update.number,
    ...(layers.length > 0 && { layers: layers.map(equationLine) }),
  };
}

/**
 * The JSON of an explanation and of its terms. Adds the names of the explained quantities to `explainedNames`. A
 * quantity whose name is already there gets no terms, because its terms would be the same again. In a deep network, the
 * same δ is on very many paths.
 */
function explained(
  values: UpdateValues,
  { quantity, rule, equation, terms }: Explanation,
  explainedNames: Set<string>,
  depth: number,
): ExplainedQuantity {
  const { update, numberOf } = values;
  const name = quantityName(update.experiment.network, quantity);
  const canHaveTerms = depth === 0 || derivativeKinds.includes(quantity.kind);
  const hasTerms = canHaveTerms && !explainedNames.has(name) && depth < maxDepth;
  explainedNames.add(name);
  // `equation` is preferred because it has the factors ① and ② in place of δ. A given quantity has no equation, and
  // `formulaOf` returns the quantity itself.
  const formula = equation.kind === 'given' ? formulaOf(update, quantity) : equation;
  return {
    quantity: name,
    value: numberOf(quantity),
    rule,
    ...exactForms(values, formula),
    terms: hasTerms ? terms().map((term) => explained(values, term, explainedNames, depth + 1)) : [],
  };
}

function equationLine({ left, sides }: WrittenEquation): string {
  return [left, ...sides].join(' = ');
}
