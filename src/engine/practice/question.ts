import { isNewParameter, isValueOf, type Quantity } from '../graph/quantity.ts';
import { isNetDerivative } from '../models/dense-quantities.ts';
import { quantityName } from '../models/quantity-name.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { isOverBatch } from '../steps/equation.ts';
import { isComposite } from '../steps/explanation.ts';
import { quantityNamed } from '../steps/name-parser.ts';
import { modelOf } from '../training/experiment.ts';
import type { Update } from '../training/update.ts';
import { createCalculation, type Replace } from './calculation.ts';
import { quantitiesBehind } from './quantities-behind.ts';

/** A quantity that the learner is asked for. */
export interface Question {
  readonly values: UpdateValues;
  readonly quantity: Quantity;
}

/**
 * The values of the names that an answer may contain: delta_h1 in delta_h1*i2. The quantity that is asked for has none.
 * Greek letters and ∂ are read.
 */
export function namedValues({ values, quantity: asked }: Question): (name: string) => number | undefined {
  const { update } = values;
  return (name) => {
    const plain = name.replace(/∂/g, 'd').replace(/^δ_?/, 'delta_').replace(/^α$/, 'alpha').replace(/⁺/g, '+');
    const quantity = quantityNamed(update, plain);
    return quantity === undefined || isSameQuantity(update, quantity, asked) ? undefined : values.numberOf(quantity);
  };
}

/** How an answer is calculated: exactly, or with rounded factors and intermediate results. */
export interface Arithmetic {
  /** The number that is used for a quantity whose value is looked up instead of computed. */
  read(quantity: Quantity): number;
  /** Rounds an intermediate result, or returns it unchanged. */
  roundResult(value: number): number;
}

/**
 * The number of significant digits that an answer needs. A new parameter needs enough digits to show two digits of the
 * change: w1⁺ = 0.149938 needs six if w1 = 0.15.
 */
export function digitsAsked({ values, quantity }: Question): number {
  if (quantity.kind === 'gradient' || quantity.kind === 'path') return 3;
  if (!isNewParameter(quantity)) return 4;
  const after = values.numberOf(quantity);
  const change = after - (values.before[quantity.of.index] ?? Number.NaN);
  const digits = Math.ceil(Math.log10(Math.abs(after / change))) + 2;
  return Number.isFinite(digits) ? Math.min(Math.max(digits, 4), 12) : 4;
}

/** Calculates the answer to a question from the equations, after the replacements. */
export function recompute(
  question: Question,
  replacements: readonly Replace[],
  arithmetic = exactArithmetic(question),
): number {
  const { update } = question.values;
  const isComputed = (quantity: Quantity): boolean => isComputedFor(question, quantity);
  return createCalculation({ update, replacements, isComputed, ...arithmetic })(question.quantity);
}

/** An arithmetic that rounds nothing. */
export function exactArithmetic({ values }: Question): Arithmetic {
  return { read: values.numberOf, roundResult: (value) => value };
}

/** The quantities from which an answer is calculated, breadth first, at most `max`. */
export function quantitiesBehindAnswer(question: Question, max: number): readonly Quantity[] {
  const { values, quantity: asked } = question;
  const isComputed = (quantity: Quantity): boolean => isComputedFor(question, quantity);
  return [...quantitiesBehind(values.update, [asked], max, isComputed).values()];
}

export function withoutSample(quantity: Quantity): Quantity {
  return { ...quantity, sample: undefined };
}

/** In a larger batch, the gradients in an update rule are looked up instead of computed. */
const maxSamples = 64;

/**
 * Whether a quantity is computed in the calculation of an answer. The values of others are looked up. These are computed:
 * the quantity that is asked for; the errors in E_total; derivatives that are products, sums or means of other
 * derivatives (`isComposite`); ∂net/∂w and ∂net/∂out; variables of the optimizer.
 */
function isComputedFor({ values: { update }, quantity: asked }: Question, quantity: Quantity): boolean {
  if (isComposite(update, quantity)) {
    return update.size <= maxSamples || !isOverBatch(update, quantity) || isSameQuantity(update, quantity, asked);
  }
  if (isNetDerivative(quantity) || isValueOf(quantity, 'optimizer')) return true;
  if (isValueOf(quantity, 'error', 'total-error') && isValueOf(asked, 'error', 'total-error')) return true;
  return isSameQuantity(update, quantity, asked);
}

function isSameQuantity(update: Update, a: Quantity, b: Quantity): boolean {
  const model = modelOf(update.experiment);
  return a === b || (a.kind === b.kind && quantityName(model, a) === quantityName(model, b));
}
