import type { Quantity } from '../engine/expressions/quantity.ts';
import { isTrained, parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { readUpdate, type UpdateValues } from '../engine/pass/update-values.ts';
import { type Explanation, explain as explanationOf, formulaOf } from '../engine/steps/explanation.ts';
import { quantityNamed } from '../engine/steps/name-parser.ts';
import { stepsOf } from '../engine/steps/steps.ts';
import { createTimeline, stateAfter } from '../engine/timeline/timeline.ts';
import { epochOf } from '../engine/training/experiment.ts';
import { sampleAt } from '../engine/training/update.ts';
import { insteadOf } from '../files/nearest-name.ts';
import { quote } from '../files/quoting.ts';
import { aligned, alignedRow, alignedRows, markdownMath, titleRow } from '../notation/align-environment.ts';
import {
  type Derivation,
  derivationOf,
  latexNotation,
  layersOf,
  textNotation,
  type WrittenEquation,
} from '../notation/derivation.ts';
import { ascii, inGlyphs } from '../notation/glyphs.ts';
import { findExperiment } from './experiment-input.ts';
import { exactSides } from './json-sides.ts';
import { print } from './output.ts';
import type { EquationFormat } from './output-format.ts';
import { placeText, updateAsked, type When } from './update-option.ts';
import { UsageError } from './usage-error.ts';

/** A quantity and what it comes from, as JSON has it. */
export interface ExplainedQuantity {
  readonly quantity: string;
  readonly value: number;
  readonly rule: string;
  readonly formula: string;
  readonly substituted: string;
  /** What the formula is written with; empty for what is given, for forward values, and for what stands before. */
  readonly terms: readonly ExplainedQuantity[];
}

/** The whole answer as JSON: the quantity, in which update, and the equations of whole layers, if there are any. */
interface Explained extends ExplainedQuantity {
  readonly epoch: number;
  readonly update: number;
  readonly layers?: readonly string[];
}

const printers: Readonly<Record<EquationFormat, (reading: UpdateValues, quantity: Quantity) => string>> = {
  text: inText,
  json: (reading, quantity) => `${JSON.stringify(inJson(reading, quantity))}\n`,
  markdown: inMarkdown,
  latex: inLatex,
};

/**
 * Prints the derivation of one quantity, in an update or the last of an epoch. Throws a UsageError where there is
 * none.
 */
export async function explain(name: string, lessonOrFile: string, when: When, format: EquationFormat): Promise<void> {
  const experiment = await findExperiment(lessonOrFile);
  const number = updateAsked(experiment, when, 'last');
  const reading = readUpdate(experiment, number, stateAfter(createTimeline(experiment), number - 1));
  await print(printers[format](reading, quantityAsked(reading, name)));
}

/** The quantity that a name asks for; a parameter's asks for its derivative. */
function quantityAsked({ update }: UpdateValues, name: string): Quantity {
  const quantity = quantityNamed(update, inGlyphs(name, ascii));
  if (quantity === undefined) {
    throw new UsageError(`found no quantity ${quote(name)} in update ${update.number}, ${hint(update, name)}`);
  }
  if (quantity.kind !== 'parameter') return quantity;
  const { parameter } = quantity;
  if (isTrained(update.experiment.network, parameter)) return { kind: 'gradient', parameter };
  throw new UsageError(`${name} is frozen: no update changes it, so there is no derivative to explain`);
}

/** Which name may be meant: of a sample in this batch, a parameter's, or one of a step's. */
function hint(update: UpdateValues['update'], name: string): string {
  const { network } = update.experiment;
  const { weightCount, parameterCount } = network;
  const samples = Array.from({ length: Math.min(update.size, 4) }, (_, place) => `@${sampleAt(update, place) + 1}`);
  const ofSample = quantityNamed(update, inGlyphs(name, ascii).replace(/@\d+$/, '') + samples[0]);
  if (ofSample !== undefined)
    return `expected a sample of its batch behind it: ${samples.join(', ')}${update.size > 4 ? ', …' : ''}`;
  if (/^w\d+$/.test(name)) return `expected w1 to w${weightCount}`;
  if (/^b\d+$/.test(name) && parameterCount > weightCount) return `expected b1 to b${parameterCount - weightCount}`;
  const steps = [...stepsOf(update)].slice(0, mostNames).map(({ quantity }) => quantityName(network, quantity));
  const parameters = Array.from({ length: Math.min(parameterCount, mostNames) }, (_, at) => parameterName(network, at));
  return insteadOf(name, [...parameters, ...steps], ['w1', ...steps.slice(0, 1)]);
}

/** Names that a slip is compared with; in larger networks the rest goes without. */
const mostNames = 20_000;

function inText(reading: UpdateValues, quantity: Quantity): string {
  const { main, parts, layers } = derivationOf(reading, quantity, textNotation(reading.update.experiment.network));
  const line = ({ left, sides }: WrittenEquation): string => `  ${[left, ...sides].join(' = ')}`;
  return [
    `${main.left} in ${placeText(reading.update)}: ${reading.numberOf(quantity)}`,
    ...main.sides.map((side) => `  = ${side}`),
    ...block(words.parts, parts.map(line)),
    ...block(words.layers, layers.map(line)),
    '',
  ].join('\n');
}

function inMarkdown(reading: UpdateValues, quantity: Quantity): string {
  const { main, parts, layers } = derivation(reading, quantity);
  const item = (equation: WrittenEquation): string => `- ${markdownMath(equation)}`;
  return [
    `$${main.left}$ in ${placeText(reading.update)}:`,
    '',
    ...main.sides.map((side) => item({ left: main.left, sides: [side] })),
    ...block(`${words.parts}\n`, parts.map(item)),
    ...block(`${words.layers}\n`, layers.map(item)),
    '',
  ].join('\n');
}

const words = { parts: 'where', layers: 'for the whole layer' };

/** Lines under a title, if there are any. */
function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function inLatex(reading: UpdateValues, quantity: Quantity): string {
  const { main, parts, layers } = derivation(reading, quantity);
  const rows = (title: string, equations: readonly WrittenEquation[]): string =>
    equations.length === 0 ? '' : aligned([titleRow(title), ...equations.map(alignedRow)]);
  return (
    aligned([titleRow(placeText(reading.update)), ...alignedRows(main)]) +
    rows(words.parts, parts) +
    rows(words.layers, layers)
  );
}

function derivation(reading: UpdateValues, quantity: Quantity): Derivation {
  return derivationOf(reading, quantity, latexNotation(reading.update.experiment.network));
}

/** The explanation, and where in time it belongs. */
function inJson(reading: UpdateValues, quantity: Quantity): Explained {
  const { update } = reading;
  const layers = layersOf(reading, quantity, textNotation(update.experiment.network));
  return {
    ...explained(reading, explanationOf(update, quantity), new Set()),
    epoch: epochOf(update.experiment, update.number),
    update: update.number,
    ...(layers.length > 0 && { layers: layers.map(({ left, sides }) => [left, ...sides].join(' = ')) }),
  };
}

/**
 * An explanation with what its terms come from: derivatives down to forward values. What has been opened once is not
 * opened again, as in a deep network the same δ is on very many paths; nor is what is deeper than anyone reads.
 */
function explained(reading: UpdateValues, explanation: Explanation, opened: Set<string>, depth = 0): ExplainedQuantity {
  const { update, numberOf } = reading;
  const { quantity, rule, equation } = explanation;
  const name = quantityName(update.experiment.network, quantity);
  const isOpen = (depth === 0 || isDerivative(quantity)) && !opened.has(name) && depth < deepest;
  opened.add(name);
  return {
    quantity: name,
    value: numberOf(quantity),
    rule,
    ...exactSides(reading, equation.kind === 'given' ? formulaOf(update, quantity) : equation),
    terms: isOpen ? explanation.terms().map((term) => explained(reading, term, opened, depth + 1)) : [],
  };
}

/** Terms within terms that are printed. */
const deepest = 100;

/** Whether a quantity is part of the way back, which a derivation opens by itself. */
function isDerivative({ kind }: Quantity): boolean {
  return ['gradient', 'path', 'out-gradient', 'delta', 'slope', 'net-by-out', 'net-by-parameter'].includes(kind);
}
