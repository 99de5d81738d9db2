import { evaluate } from '../expressions/evaluate.ts';
import { type Expression, quantitiesIn } from '../expressions/expression.ts';
import { isLocalDerivative, type Quantity } from '../expressions/quantity.ts';
import { quantityName } from '../models/quantity-name.ts';
import type { UpdateValues } from '../pass/update-values.ts';
import { equationOf } from '../steps/equation.ts';
import { isComposite, isMean } from '../steps/explanation.ts';

/** A quantity that the learner is asked for. */
export interface Question {
  readonly values: UpdateValues;
  readonly quantity: Quantity;
}

/** Returns the expression that replaces a quantity, or undefined to keep the quantity. `name` is without the sample. */
export type Replace = (quantity: Quantity, name: string) => Expression | undefined;

/** How an answer is calculated: exactly, or with rounded factors and intermediate results. */
export interface Arithmetic {
  /** The number that the calculation uses for a quantity that it does not compute. */
  read(quantity: Quantity): number;
  /** Rounds an intermediate result, or returns it unchanged. */
  roundResult(value: number): number;
}

/**
 * The number of significant digits that an answer needs. A new parameter needs enough of them to show two digits of its
 * change: w1⁺ = 0.149938 needs six if w1 = 0.15.
 */
export function digitsAsked({ values, quantity }: Question): number {
  const { kind } = quantity;
  if (kind === 'gradient' || kind === 'out-gradient' || kind === 'delta' || kind === 'path') return 3;
  if (kind !== 'updated') return 4;
  const after = values.numberOf(quantity);
  const change = after - (values.before[quantity.parameter] ?? Number.NaN);
  const digits = Math.ceil(Math.log10(Math.abs(after / change))) + 2;
  return Number.isFinite(digits) ? Math.min(Math.max(digits, 4), 12) : 4;
}

/** Calculates the answer to a question from the equations, after replacing some of their quantities. */
export function recompute(question: Question, replace: Replace, arithmetic = exactArithmetic(question)): number {
  const { quantity, values } = question;
  const { network } = values.update.experiment;
  const rootName = quantityName(network, quantity);
  const known = new Map<string, number>();
  const numberOf = (of: Quantity): number => {
    const name = quantityName(network, of);
    const value = known.get(name) ?? result(of, name);
    known.set(name, value);
    return value;
  };
  const result = (of: Quantity, name: string): number => {
    const rounded = name === rootName ? (value: number): number => value : arithmetic.roundResult;
    const replacement = replace(of, withoutSampleNumber(name));
    if (replacement !== undefined) return rounded(evaluate(replacement, arithmetic.read));
    const equation = expandedEquation(question, of);
    return equation === undefined ? arithmetic.read(of) : rounded(evaluate(equation, numberOf));
  };
  return numberOf(quantity);
}

/** An arithmetic that rounds nothing. */
export function exactArithmetic({ values }: Question): Arithmetic {
  return { read: values.numberOf, roundResult: (value) => value };
}

/**
 * The quantities from which an answer is calculated, breadth first: the quantity that is asked for, then the quantities
 * of its equation, and so on. At most `max` quantities. If every sample of a batch has a quantity, only one sample's is
 * included.
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

/** The name without the number of the sample, net_h1@ for net_h1@3, because a slip is made in every sample alike. */
export function nameWithoutSample({ values }: Question, quantity: Quantity): string {
  return withoutSampleNumber(quantityName(values.update.experiment.network, quantity));
}

function withoutSampleNumber(name: string): string {
  const at = name.lastIndexOf('@');
  return at === -1 ? name : name.slice(0, at + 1);
}

export function withoutSample(quantity: Quantity): Quantity {
  return 'sample' in quantity ? { ...quantity, sample: undefined } : quantity;
}

function quantitiesInEquation(question: Question, quantity: Quantity, max: number): readonly Quantity[] {
  const equation = expandedEquation(question, quantity);
  const quantities: Quantity[] = [];
  for (const part of equation === undefined ? [] : quantitiesIn(equation)) {
    if (quantities.length === max) break;
    quantities.push(part);
  }
  return quantities;
}

/**
 * The equation by which the calculation of an answer computes a quantity. Undefined if the calculation starts from the
 * value of the quantity. The quantity that is asked for, `isComposite` derivatives, ∂net/∂w, ∂net/∂out and optimizer
 * variables are computed. The calculation starts from all other quantities, and from means over a batch.
 */
function expandedEquation(
  { values: { update }, quantity: root }: Question,
  quantity: Quantity,
): Expression | undefined {
  const { network } = update.experiment;
  const isRoot = quantityName(network, quantity) === quantityName(network, root);
  const isPart = isComposite(update, quantity) || isLocalDerivative(quantity) || quantity.kind === 'optimizer';
  if (!isRoot && (isMean(update, quantity) || !isPart)) return undefined;
  const equation = equationOf(update, quantity);
  return equation.kind === 'given' ? undefined : equation;
}
