import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/graph/quantity.ts';
import type { Model } from '../engine/models/network-or-formula.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { equationOf, isOverBatch } from '../engine/steps/equation.ts';
import { chainRuleOf, formulaOf, isComposite, unfolded, unfoldsWithin } from '../engine/steps/explanation.ts';
import { vectorFormOf } from '../engine/steps/vector-form.ts';
import { modelOf } from '../engine/training/experiment.ts';
import { agreeingForm } from './agreeing-form.ts';
import { unicode } from './glyphs.ts';
import { latexNumber, latexSymbol, writeLatex } from './latex.ts';
import { formatQuantity } from './number-format.ts';
import { writeLine, writtenQuantities } from './one-line.ts';
import { vectorSides, vectorSidesInLatex } from './vector-notation.ts';

/** Writes the parts of equations: on one line of text, or in LaTeX. */
export interface Notation {
  symbol(quantity: Quantity): string;
  number(quantity: Quantity, value: number, decimals: number): string;
  /** Writes an expression. `textOf` returns the symbol of a quantity, or its value if `hasValues`. */
  write(expression: Expression<Quantity>, hasValues: boolean, textOf: (quantity: Quantity) => string): string;
  /** The two sides of the equation of a whole layer. */
  vectors: typeof vectorSides;
}

/** An equation with several right sides: symbols, numbers, the result. No side is repeated. */
export interface WrittenEquation {
  readonly left: string;
  /** The right sides. */
  readonly sides: readonly string[];
}

/** The equations that show how a quantity is calculated. */
export interface Derivation {
  readonly main: WrittenEquation;
  /** The equations of the factors or terms of the main equation. */
  readonly parts: readonly WrittenEquation[];
  /** The same calculation with matrices, for whole layers. */
  readonly layers: readonly WrittenEquation[];
}

/** The maximum number of written terms in a sum. An ellipsis replaces the rest. */
export const maxTerms = 10;

/** A derivative is unfolded only if it then has at most this many factors. `derivationOf` explains unfolding. */
export const maxFactors = 100;

/** The number of decimals in an equation, as in the lecture. The result of a derivation has one more decimal. */
const decimals = 4;

/** Writes equations on one line, with the names that are used on the command line. */
export function textNotation(model: Model): Notation {
  return {
    symbol: (quantity) => quantityName(model, quantity),
    number: (quantity, value, places) => formatQuantity(quantity, value, places, unicode),
    write: (expression, hasValues, quantity) =>
      writeLine(expression, { glyphs: unicode, maxTerms, hasValues, quantity }),
    vectors: vectorSides,
  };
}

export function latexNotation(model: Model): Notation {
  return {
    symbol: (quantity) => latexSymbol(model, quantity),
    number: (quantity, value, places) => latexNumber(formatQuantity(quantity, value, places, unicode)),
    write: (expression, hasValues, quantity) => writeLatex(expression, { maxTerms, hasValues, quantity }),
    vectors: vectorSidesInLatex,
  };
}

/** The equation of a quantity as its step shows it. */
export function writtenStep(
  { update, numberOf }: UpdateValues,
  quantity: Quantity,
  notation: Notation,
): WrittenEquation {
  const formula = formulaOf(update, quantity);
  const value = notation.number(quantity, numberOf(quantity), decimals);
  return written(notation.symbol(quantity), [...symbolsAndNumbers(formula, numberOf, notation), value]);
}

/**
 * The derivation of a quantity. The main equation of a derivative is its chain rule. This chain rule is unfolded: each
 * factor that has its own chain rule is replaced by that chain rule, as often as possible. If the unfolded chain rule
 * would have more than `maxFactors` factors, it is not unfolded. A mean or sum over a batch is not unfolded, either.
 */
export function derivationOf(values: UpdateValues, quantity: Quantity, notation: Notation): Derivation {
  const { update, numberOf } = values;
  // The chain rule of a derivative. For any other quantity, `chainRuleOf` returns its equation.
  const equation = chainRuleOf(update, quantity);
  if (equation.kind === 'given') {
    const value = notation.number(quantity, numberOf(quantity), decimals + 1);
    return { main: written(notation.symbol(quantity), [value]), parts: [], layers: [] };
  }
  const isDerivative = isComposite(update, quantity) && !isOverBatch(update, quantity);
  const whole = isDerivative && unfoldsWithin(update, quantity, maxFactors) ? unfolded(update, quantity) : equation;
  return {
    main: written(notation.symbol(quantity), [
      notation.write(equation, false, notation.symbol),
      ...symbolsAndNumbers(whole, numberOf, notation),
      notation.number(quantity, numberOf(quantity), decimals + 1),
    ]),
    parts: partsOf(values, whole).map((part) => writtenStep(values, part, notation)),
    layers: layersOf(values, quantity, notation),
  };
}

/** The calculation of a quantity with matrices, for whole layers. */
export function layersOf({ update }: UpdateValues, quantity: Quantity, notation: Notation): readonly WrittenEquation[] {
  const { experiment } = update;
  if (experiment.kind === 'formula') return [];
  return vectorFormOf(update, quantity).map((form) => {
    const [left, right] = notation.vectors(experiment.network, form);
    return { left, sides: [right] };
  });
}

function written(left: string, sides: readonly string[]): WrittenEquation {
  return { left, sides: [...new Set(sides)].filter((side) => side !== left) };
}

function symbolsAndNumbers(
  expression: Expression<Quantity>,
  numberOf: UpdateValues['numberOf'],
  notation: Notation,
): readonly string[] {
  const form = agreeingForm(expression, numberOf, decimals);
  const number = (quantity: Quantity): string => notation.number(quantity, numberOf(quantity), form.decimals);
  return [
    notation.write(expression, false, notation.symbol),
    ...(form.isStable ? [notation.write(form.expression, false, notation.symbol)] : []),
    notation.write(form.expression, true, number),
  ];
}

/** The quantities in a written expression that have an equation, without repetitions. */
function partsOf({ update }: UpdateValues, expression: Expression<Quantity>): readonly Quantity[] {
  const model = modelOf(update.experiment);
  const named = [...writtenQuantities(expression, maxTerms)].map((part) => [quantityName(model, part), part] as const);
  return [...new Map(named).values()].filter((part) => equationOf(update, part).kind !== 'given');
}
