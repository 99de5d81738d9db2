import { evaluate } from '../expressions/evaluate.ts';
import { type Expression, leavesIn } from '../expressions/expression.ts';
import { isNewParameter, isValueOf, type Quantity } from '../graph/quantity.ts';
import { isNetDerivative } from '../models/dense-quantities.ts';
import { quantityName } from '../models/quantity-name.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { equationOf, isOverBatch } from '../steps/equation.ts';
import { isComposite } from '../steps/explanation.ts';
import { modelOf } from '../training/experiment.ts';

/** A quantity that the learner is asked for. */
export interface Question {
  readonly values: UpdateValues;
  readonly quantity: Quantity;
}

/** Returns the expression that replaces a quantity, or undefined to keep the quantity. */
export type Replace = (quantity: Quantity, nameWithoutSample: string) => Expression<Quantity> | undefined;

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

/** Calculates the answer to a question from the equations, after replacing some of their quantities. */
export function recompute(question: Question, replace: Replace, arithmetic = exactArithmetic(question)): number {
  const { quantity: asked, values } = question;
  const model = modelOf(values.update.experiment);
  const known = new Map<string, number>();
  /** The value of a quantity in the equation of another quantity. A computed value is rounded, others are looked up. */
  const numberOf = (quantity: Quantity): number => {
    const name = quantityName(model, quantity);
    const knownValue = known.get(name);
    if (knownValue !== undefined) return knownValue;
    const computed = compute(quantity, name);
    const value = computed === undefined ? arithmetic.read(quantity) : arithmetic.roundResult(computed);
    known.set(name, value);
    return value;
  };
  /** The value of a quantity by its replacement or its equation, not rounded. Undefined if the value is looked up. */
  const compute = (quantity: Quantity, name: string): number | undefined => {
    const replacement = replace(quantity, withoutSampleNumber(name));
    if (replacement !== undefined) return evaluateByHand(replacement, arithmetic.read);
    const equation = equationIfComputed(question, quantity);
    return equation && evaluateByHand(equation, numberOf);
  };
  return compute(asked, quantityName(model, asked)) ?? arithmetic.read(asked);
}

/**
 * The value of the shown form of an expression or, if this value is infinite or NaN, of the computed form. For example,
 * −ln(out) is infinite if out is rounded to 0.
 */
export function evaluateByHand(expression: Expression<Quantity>, numberOf: (quantity: Quantity) => number): number {
  const shown = evaluate(expression, numberOf, 'shown');
  return Number.isFinite(shown) ? shown : evaluate(expression, numberOf);
}

/** An arithmetic that rounds nothing. */
export function exactArithmetic({ values }: Question): Arithmetic {
  return { read: values.numberOf, roundResult: (value) => value };
}

/**
 * The quantities from which an answer is calculated, breadth first: the quantity that is asked for, then the quantities
 * of its equation, and so on. At most `max` quantities. Of a quantity that exists once per sample, such as net_h1@1,
 * net_h1@2, …, only one is included.
 */
export function quantitiesBehind(question: Question, max: number): readonly Quantity[] {
  const found = new Map<string, Quantity>();
  let level: readonly Quantity[] = [question.quantity];
  while (level.length > 0 && found.size < max) {
    for (const quantity of level) {
      const name = nameWithoutSample(question, quantity);
      if (found.size < max && !found.has(name)) found.set(name, quantity);
    }
    level = level
      .flatMap((quantity) => quantitiesInEquation(question, quantity, max))
      .filter((quantity) => !found.has(nameWithoutSample(question, quantity)));
  }
  return [...found.values()];
}

/**
 * The name of a quantity without the number of its sample: net_h1@ for net_h1@3. A slip is made in every sample alike,
 * so the quantities of a slip are compared by this name.
 */
export function nameWithoutSample({ values }: Question, quantity: Quantity): string {
  return withoutSampleNumber(quantityName(modelOf(values.update.experiment), quantity));
}

function withoutSampleNumber(name: string): string {
  const at = name.lastIndexOf('@');
  return at === -1 ? name : name.slice(0, at + 1);
}

export function withoutSample(quantity: Quantity): Quantity {
  return { ...quantity, sample: undefined };
}

function quantitiesInEquation(question: Question, quantity: Quantity, max: number): readonly Quantity[] {
  const equation = equationIfComputed(question, quantity);
  const quantities: Quantity[] = [];
  for (const part of equation === undefined ? [] : leavesIn(equation)) {
    if (quantities.length === max) break;
    quantities.push(part);
  }
  return quantities;
}

/**
 * The equation of a quantity that is computed in the calculation of an answer. Undefined for a quantity whose value is
 * looked up. These are computed: the quantity that is asked for; derivatives that are products or sums of other
 * derivatives (`isComposite`), except means and sums over a batch; ∂net/∂w and ∂net/∂out; variables of the optimizer.
 */
function equationIfComputed(
  { values: { update }, quantity: asked }: Question,
  quantity: Quantity,
): Expression<Quantity> | undefined {
  const model = modelOf(update.experiment);
  const isAsked = quantityName(model, quantity) === quantityName(model, asked);
  const isIntermediate =
    (isComposite(update, quantity) && !isOverBatch(update, quantity)) ||
    isNetDerivative(quantity) ||
    isValueOf(quantity, 'optimizer');
  if (!isAsked && !isIntermediate) return undefined;
  const equation = equationOf(update, quantity);
  return equation.kind === 'given' ? undefined : equation;
}
