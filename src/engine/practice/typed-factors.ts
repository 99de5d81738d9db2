import { type Expression, ref } from '../expressions/expression.ts';
import { inputNode } from '../graph/node.ts';
import { nodeValue, type Quantity } from '../graph/quantity.ts';
import { isNetDerivative, parameterValue } from '../models/dense-quantities.ts';
import { equationOf } from '../steps/equation.ts';
import { chainRuleOf } from '../steps/explanation.ts';
import { stepsOf } from '../steps/steps.ts';
import type { Answer, TypedFactor } from './answer.ts';
import type { Question } from './question.ts';

/** In a product that the learner typed, one factor is another quantity than the one that belongs there. */
export interface ReplacedFactor {
  /** The factor as it was typed. */
  readonly typed: string;
  readonly expected: Quantity;
  /** The quantity that has the typed value. Undefined if none has it. */
  readonly is: Quantity | undefined;
}

/**
 * Compares the factors of a typed product with those of the equation or of the chain rule. Undefined unless exactly one
 * of them differs.
 */
export function replacedFactor(question: Question, { factors = [] }: Answer): ReplacedFactor | undefined {
  if (factors.length < 2) return undefined;
  const { values, quantity } = question;
  for (const equation of [equationOf(values.update, quantity), chainRuleOf(values.update, quantity)]) {
    const expected = equation.kind === 'product' ? quantitiesOf(equation.factors) : undefined;
    const replaced = expected?.length === factors.length ? onlyDifference(question, expected, factors) : undefined;
    if (replaced !== undefined) return replaced;
  }
  return undefined;
}

/** The quantities that are multiplied. Undefined if a factor is no quantity. */
function quantitiesOf(factors: readonly Expression<Quantity>[]): readonly Quantity[] | undefined {
  const quantities = factors.flatMap((factor) => (factor.kind === 'leaf' ? [factor.leaf] : []));
  return quantities.length === factors.length ? quantities : undefined;
}

function onlyDifference(
  question: Question,
  expected: readonly Quantity[],
  typed: readonly TypedFactor[],
): ReplacedFactor | undefined {
  const { values } = question;
  const left = [...typed];
  const missing = expected.filter((quantity) => {
    const at = left.findIndex((factor) => isFactor(factor, values.numberOf(quantity)));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const [factor, ...others] = left;
  const [quantity] = missing;
  if (factor?.text === undefined || others.length > 0 || quantity === undefined) return undefined;
  return { typed: factor.text, expected: valueIn(question, quantity), is: quantityWith(question, factor) };
}

/** Whether a number, or the number without its sign, rounds to a typed factor. */
function isFactor({ min, max }: TypedFactor, number: number): boolean {
  const slack = 1e-9 * Math.abs(number);
  return [number, -number].some((each) => each >= min - slack && each <= max + slack);
}

/** i1 for ∂net_h1/∂w1, and the quantity itself for others. */
function valueIn({ values: { update } }: Question, quantity: Quantity): Quantity {
  const equation = isNetDerivative(quantity) ? equationOf(update, quantity) : ref(quantity);
  return equation.kind === 'leaf' ? equation.leaf : quantity;
}

/** The first quantity of the update that has the typed value: an input, a parameter, or the quantity of a step. */
function quantityWith({ values, quantity: asked }: Question, factor: TypedFactor): Quantity | undefined {
  const { experiment } = values.update;
  const inputs = experiment.samples.inputs.length / experiment.samples.count;
  const given = [
    ...Array.from({ length: inputs }, (_, unit) => nodeValue(inputNode(unit), { sample: asked.sample })),
    ...Array.from({ length: Math.min(experiment.initial.length, maxParameters) }, (_, index) => parameterValue(index)),
  ];
  const isIt = (quantity: Quantity): boolean => isFactor(factor, values.numberOf(quantity));
  const found = given.find(isIt);
  if (found !== undefined) return found;
  for (const { quantity } of stepsOf(values.update)) {
    if (quantity.sample === asked.sample && isIt(quantity)) return quantity;
  }
  return undefined;
}

/** A typed factor is compared with at most this many parameters. */
const maxParameters = 1000;
