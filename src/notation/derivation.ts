import type { Expression } from '../engine/expressions/expression.ts';
import type { Quantity } from '../engine/expressions/quantity.ts';
import type { Network } from '../engine/models/network.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import type { UpdateValues } from '../engine/pass/update-values.ts';
import { equationOf } from '../engine/steps/equation.ts';
import { chainRuleOf, formulaOf, isComposite, isMean, unfolded, unfoldsWithin } from '../engine/steps/explanation.ts';
import { vectorFormOf } from '../engine/steps/vector-form.ts';
import { unicode } from './glyphs.ts';
import { latexNumber, latexSymbol, writeLatex } from './latex.ts';
import { formatQuantity } from './number-format.ts';
import { writeLine, writtenQuantities } from './one-line.ts';
import { vectorSides, vectorSidesInLatex } from './vector-notation.ts';

/** A way to write equations down. */
export interface Notation {
  symbol(quantity: Quantity): string;
  number(quantity: Quantity, value: number, decimals: number): string;
  /** An expression with `quantity` standing for its quantities. */
  write(expression: Expression, numbers: boolean, quantity: (of: Quantity) => string): string;
  /** The sides of a whole layer's equation. */
  vectors: typeof vectorSides;
}

/** An equation's left side, and what it equals: in symbols, with numbers, as a number. None stands there twice. */
export interface WrittenEquation {
  readonly left: string;
  readonly sides: readonly string[];
}

/** Where a quantity comes from. */
export interface Derivation {
  readonly main: WrittenEquation;
  /** What the factors or terms of the main equation come from. */
  readonly parts: readonly WrittenEquation[];
  /** The same of whole layers. */
  readonly layers: readonly WrittenEquation[];
}

/** Terms of a long sum that are written out. */
const maxTerms = 10;

/** Factors of a derivative that are written out. */
const mostFactors = 100;

/** Decimals of the numbers that are put in, as the lecture prints them; a result shows one more. */
const decimals = 4;

/** Equations on one line, with the names of the command line. */
export function textNotation(network: Network): Notation {
  return {
    symbol: (quantity) => quantityName(network, quantity),
    number: (quantity, value, places) => formatQuantity(quantity, value, places, unicode),
    write: (expression, numbers, quantity) => writeLine(expression, { glyphs: unicode, maxTerms, numbers, quantity }),
    vectors: vectorSides,
  };
}

/** Equations in LaTeX's mathematics. */
export function latexNotation(network: Network): Notation {
  return {
    symbol: (quantity) => latexSymbol(network, quantity),
    number: (quantity, value, places) => latexNumber(formatQuantity(quantity, value, places, unicode)),
    write: (expression, numbers, quantity) => writeLatex(expression, { maxTerms, numbers, quantity }),
    vectors: vectorSidesInLatex,
  };
}

/** The equation of a quantity as its step writes it. */
export function writtenStep(
  { update, numberOf }: UpdateValues,
  quantity: Quantity,
  notation: Notation,
): WrittenEquation {
  const formula = formulaOf(update, quantity);
  const value = notation.number(quantity, numberOf(quantity), decimals);
  return written(notation.symbol(quantity), [...both(formula, numberOf, notation), value]);
}

/**
 * Where a quantity comes from: a derivative down to the factors that a reader multiplies, unless in a deep network those
 * are more than anyone reads; then one step of the chain.
 */
export function derivationOf(reading: UpdateValues, quantity: Quantity, notation: Notation): Derivation {
  const { update, numberOf } = reading;
  const chain = chainRuleOf(update, quantity);
  if (chain.kind === 'given') {
    const value = notation.number(quantity, numberOf(quantity), decimals + 1);
    return { main: written(notation.symbol(quantity), [value]), parts: [], layers: [] };
  }
  const isDerivative = isComposite(update, quantity) && !isMean(update, quantity);
  const whole = isDerivative && unfoldsWithin(update, quantity, mostFactors) ? unfolded(update, quantity) : chain;
  return {
    main: written(notation.symbol(quantity), [
      notation.write(chain, false, notation.symbol),
      ...both(whole, numberOf, notation),
      notation.number(quantity, numberOf(quantity), decimals + 1),
    ]),
    parts: partsOf(reading, whole).map((part) => writtenStep(reading, part, notation)),
    layers: layersOf(reading, quantity, notation),
  };
}

/** The equations of whole layers behind a quantity. */
export function layersOf({ update }: UpdateValues, quantity: Quantity, notation: Notation): readonly WrittenEquation[] {
  return vectorFormOf(update, quantity).map((form) => {
    const [left, right] = notation.vectors(update.experiment.network, form);
    return { left, sides: [right] };
  });
}

function written(left: string, sides: readonly string[]): WrittenEquation {
  return { left, sides: [...new Set(sides)].filter((side) => side !== left) };
}

function both(expression: Expression, numberOf: UpdateValues['numberOf'], notation: Notation): readonly string[] {
  const number = (of: Quantity): string => notation.number(of, numberOf(of), decimals);
  return [notation.write(expression, false, notation.symbol), notation.write(expression, true, number)];
}

/** The distinct quantities that an expression is written with, but for what is given. */
function partsOf({ update }: UpdateValues, expression: Expression): readonly Quantity[] {
  const { network } = update.experiment;
  const named = [...writtenQuantities(expression, maxTerms)].map(
    (part) => [quantityName(network, part), part] as const,
  );
  return [...new Map(named).values()].filter((part) => equationOf(update, part).kind !== 'given');
}
