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

/** Returns the expression that replaces a quantity; undefined keeps it. `kind` is the `kindName` of the quantity. */
export type Replace = (quantity: Quantity, kind: string) => Expression | undefined;

/** How an answer is calculated: exactly, or with rounded factors and intermediate results. */
export interface Arithmetic {
  /** The number for a quantity whose equation is not part of the calculation. */
  read(quantity: Quantity): number;
  /** The number for an intermediate result. */
  intermediate(value: number): number;
}

/**
 * The number of significant digits that an answer needs. A new parameter needs so many that two of them show its change:
 * for w1 = 0.15 and w1⁺ = 0.149938, six.
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
    const keep = name === rootName ? (value: number): number => value : arithmetic.intermediate;
    const replacement = replace(of, withoutSampleNumber(name));
    if (replacement !== undefined) return keep(evaluate(replacement, arithmetic.read));
    const equation = expandedEquation(question, of);
    return equation === undefined ? arithmetic.read(of) : keep(evaluate(equation, numberOf));
  };
  return numberOf(quantity);
}

/** Calculates with full double precision. */
export function exactArithmetic({ values }: Question): Arithmetic {
  return { read: values.numberOf, intermediate: (value) => value };
}

/**
 * The quantities from which an answer is calculated, breadth first: the quantity itself, then those of its equation, and
 * so on, at most `max` of them. A quantity that every sample of a batch has is included once.
 */
export function quantitiesBehind(question: Question, max: number): readonly Quantity[] {
  const found = new Map<string, Quantity>();
  let level: readonly Quantity[] = [question.quantity];
  while (level.length > 0 && found.size < max) {
    for (const quantity of level) {
      const kind = kindName(question, quantity);
      if (found.size < max && !found.has(kind)) found.set(kind, quantity);
    }
    level = level
      .flatMap((quantity) => quantitiesInEquation(question, quantity, max))
      .filter((quantity) => !found.has(kindName(question, quantity)));
  }
  return [...found.values()];
}

/** The name of a quantity without the number of its sample: a slip is made in the same way in every sample. */
export function kindName({ values }: Question, quantity: Quantity): string {
  return withoutSampleNumber(quantityName(values.update.experiment.network, quantity));
}

/** net_h1@3 becomes net_h1@. */
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
 * The equation of a quantity if it is part of the calculation; undefined if the calculation starts from its value. It
 * starts from forward values and means, and calculates derivatives and optimizer variables. The quantity that is asked
 * for is always calculated.
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
