import stringWidth from 'string-width';
import type { Quantity } from '../engine/graph/quantity.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { type Explanation, explain as explanationOf, formulaOf } from '../engine/steps/explanation.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { epochOf, modelOf } from '../engine/training/experiment.ts';
import { aligned, alignedRow, alignedRows, markdownMath, titleRow } from '../notation/align-environment.ts';
import { padEnd } from '../notation/cell-width.ts';
import {
  derivationOf,
  latexNotation,
  layersOf,
  type Notation,
  textNotation,
  type WrittenEquation,
} from '../notation/derivation.ts';
import { type Reason, type ReasonLine, type RuleWords, reasonsOf } from '../notation/reasons.ts';
import { ruleWords } from '../ui/messages/en/calculus-words.ts';
import { commandMessages } from './command-messages.ts';
import { warnIfLostBefore } from './divergence-report.ts';
import { findExperiment, isLessonOrFile } from './experiment-input.ts';
import type { ExperimentSource } from './experiment-source.ts';
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
  /** With --why: for each derivative that has no chain rule, the lines that lead to it. */
  readonly why?: readonly Reason[];
}

/** The maximum depth of lists of `terms` inside each other. */
const maxDepth = 100;

/** What to print, besides the derivation. */
interface Asked {
  /** Whether to unfold each derivative line by line. */
  readonly hasReasons: boolean;
}

type Writer = (values: UpdateValues, quantity: Quantity, asked: Asked) => string;

const writers: Readonly<Record<EquationFormat, Writer>> = {
  text: derivationText,
  json: (values, quantity, asked) => `${JSON.stringify(explainedInUpdate(values, quantity, asked))}\n`,
  markdown: derivationInMarkdown,
  latex: derivationInLatex,
};

export interface ExplainOptions extends UpdateOption {
  readonly format: EquationFormat;
  readonly why?: boolean;
}

/** Prints the derivation of one quantity. Throws a UsageError if the update has no such quantity. */
export async function explain(name: string, source: ExperimentSource, options: ExplainOptions): Promise<void> {
  if (isLessonOrFile(name)) throw new UsageError(messages.quantityFirst(name));
  const experiment = await findExperiment(source);
  const number = updateNumber(experiment, options, 'last');
  const timeline = createTimeline(experiment);
  const values = readUpdate(experiment, number, stateAfter(timeline, number - 1));
  const asked = { hasReasons: options.why === true };
  await print(writers[options.format](values, explainedQuantity(values.update, name), asked));
  warnIfLostBefore(timeline, number);
}

function derivationText(values: UpdateValues, quantity: Quantity, asked: Asked): string {
  const { update, numberOf } = values;
  const { main, parts, layers } = derivationOf(values, quantity, textNotation(modelOf(update.experiment)));
  const line = (equation: WrittenEquation): string => `  ${equationLine(equation)}`;
  return [
    `${messages.title(main.left, updateText(update))}: ${numberOf(quantity)}`,
    ...main.sides.map((side) => `  = ${side}`),
    ...linesUnder(messages.parts, parts.map(line)),
    ...linesUnder(messages.layers, layers.map(line)),
    ...reasons(values, quantity, asked, textNotation(modelOf(update.experiment))).flatMap(reasonText),
    '',
  ].join('\n');
}

function derivationInMarkdown(values: UpdateValues, quantity: Quantity, asked: Asked): string {
  const { update } = values;
  const { main, parts, layers } = derivationOf(values, quantity, latexNotation(modelOf(update.experiment)));
  const item = (equation: WrittenEquation): string => `- ${markdownMath(equation)}`;
  return [
    `${messages.title(`$${main.left}$`, updateText(update))}:`,
    '',
    ...main.sides.map((side) => item({ left: main.left, sides: [side] })),
    ...linesUnder(`${messages.parts}\n`, parts.map(item)),
    ...linesUnder(`${messages.layers}\n`, layers.map(item)),
    ...latexReasons(values, quantity, asked).flatMap(reasonInMarkdown),
    '',
  ].join('\n');
}

/** A blank line, the title and the lines. Empty without lines. */
function linesUnder(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function derivationInLatex(values: UpdateValues, quantity: Quantity, asked: Asked): string {
  const { update } = values;
  const { main, parts, layers } = derivationOf(values, quantity, latexNotation(modelOf(update.experiment)));
  return (
    aligned([titleRow(updateText(update)), ...alignedRows(main)]) +
    alignedUnder(messages.parts, parts) +
    alignedUnder(messages.layers, layers) +
    latexReasons(values, quantity, asked).map(reasonInLatex).join('')
  );
}

function alignedUnder(title: string, equations: readonly WrittenEquation[]): string {
  return equations.length === 0 ? '' : aligned([titleRow(title), ...equations.map(alignedRow)]);
}

function explainedInUpdate(values: UpdateValues, quantity: Quantity, asked: Asked): ExplainedInUpdate {
  const { update } = values;
  const layers = layersOf(values, quantity, textNotation(modelOf(update.experiment)));
  return {
    ...explained(values, explanationOf(update, quantity), new Set(), 0),
    epoch: epochOf(update.experiment, update.number),
    update: update.number,
    ...(layers.length > 0 && { layers: layers.map(equationLine) }),
    ...(asked.hasReasons && { why: reasons(values, quantity, asked, textNotation(modelOf(update.experiment))) }),
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
  const name = quantityName(modelOf(update.experiment), quantity);
  // Apart from the outermost quantity, only derivatives have terms.
  const canHaveTerms = depth === 0 || quantity.kind !== 'value';
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

function reasonText({ derivative, of, by, lines }: Reason): readonly string[] {
  const width = Math.max(...[...of, ...lines].map(({ text }) => stringWidth(text)));
  const line = ({ text, rules }: ReasonLine, at: number): string =>
    `  ${at === 0 ? ' ' : '='} ${padEnd(text, width)}  ${rules}`.trimEnd();
  return ['', messages.derivativeOf(derivative), ...of.map(line), messages.by(by), ...lines.map(line)];
}

function reasonInMarkdown({ derivative, of, by, lines }: Reason): readonly string[] {
  const item = ({ text, rules }: ReasonLine, at: number): string =>
    `- $${at === 0 ? '' : '= '}${text}$${rules === '' ? '' : ` (${rules})`}`;
  return [
    '',
    messages.derivativeOf(`$${derivative}$`),
    '',
    ...of.map(item),
    '',
    messages.by(`$${by}$`),
    '',
    ...lines.map(item),
  ];
}

function reasonInLatex({ derivative, of, by, lines }: Reason): string {
  const row = ({ text, rules }: ReasonLine, at: number): string =>
    `${at === 0 ? '' : '='} & ${text}${rules === '' ? '' : ` && \\text{${wordsInLatex(rules)}}`}`;
  return (
    aligned([titleRow(messages.derivativeOf(`$${derivative}$`)), ...of.map(row)]) +
    aligned([titleRow(messages.by(`$${by}$`)), ...lines.map(row)])
  );
}

/** The reasons of the derivatives in the derivation of a quantity. None if they are not asked for. */
function reasons(values: UpdateValues, quantity: Quantity, asked: Asked, notation: Notation): readonly Reason[] {
  return asked.hasReasons ? reasonsOf(values, quantity, notation, ruleWords) : [];
}

/** `reasons` in LaTeX. A symbol between words is between dollar signs. */
function latexReasons(values: UpdateValues, quantity: Quantity, asked: Asked): readonly Reason[] {
  const words: RuleWords = (rules, facts) => ruleWords(rules, { ...facts, by: `$${facts.by}$` });
  return asked.hasReasons ? reasonsOf(values, quantity, latexNotation(modelOf(values.update.experiment)), words) : [];
}

/** Escapes words for the LaTeX command \text. Symbols in them stay as they are, between dollar signs. */
function wordsInLatex(words: string): string {
  const pieces = words.replaceAll('½', '$\\frac{1}{2}$').split(/(\$[^$]*\$)/);
  return pieces.map((piece) => (piece.startsWith('$') ? piece : piece.replaceAll('_', '\\_'))).join('');
}

function equationLine({ left, sides }: WrittenEquation): string {
  return [left, ...sides].join(' = ');
}
