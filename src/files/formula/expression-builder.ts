import { constant, type Expression, negative, power, quotient, ref } from '../../engine/expressions/expression.ts';
import { items } from '../../engine/expressions/lazy-list.ts';
import type { Node } from '../../engine/graph/node.ts';
import { maxDivisions, maxFactors, maxInputs, maxSubtractions } from './formula-limits.ts';
import { formulaMessages as messages } from './formula-messages.ts';
import { MistakeAt } from './formula-mistakes.ts';
import type { CallSyntax, ChainSyntax, NameSyntax, Syntax } from './formula-syntax.ts';
import { indexValue, type LoopValues, turnsOf } from './index-values.ts';
import type { NameUse } from './name-table.ts';
import type { CountPart } from './part-counter.ts';
import { writtenFunctions } from './written-functions.ts';

type NodeExpression = Expression<Node>;

export interface Builder {
  /** The node of a name. Throws a MistakeAt if there is none. */
  nodeOf(use: NameUse, loops: LoopValues): Node;
  readonly countPart: CountPart;
}

/** Builds an expression whose loops are unrolled, with nodes in place of names. Throws a MistakeAt. */
export function buildExpression(builder: Builder, syntax: Syntax, loops: LoopValues): NodeExpression {
  const build = (part: Syntax): NodeExpression => buildExpression(builder, part, loops);
  builder.countPart(syntax.at);
  switch (syntax.kind) {
    case 'number':
      return constant(syntax.value);
    case 'name':
      return buildName(builder, syntax, loops);
    case 'negative':
      return negative(build(syntax.operand));
    case 'power':
      return power(build(syntax.base), build(syntax.exponent));
    case 'call':
      return buildCall(builder, syntax, loops);
    case 'chain':
      return syntax.rest.some(({ operator }) => operator === '+' || operator === '-')
        ? buildSum(syntax, build)
        : buildProduct(syntax, build);
  }
}

/** A loop variable outside of brackets is a number. */
function buildName(builder: Builder, { base, indices, at }: NameSyntax, loops: LoopValues): NodeExpression {
  const value = loops.get(base);
  if (value !== undefined) {
    if (indices.length > 0) throw new MistakeAt(at, messages.indexedLoopVariable(base));
    return constant(value);
  }
  return ref(
    builder.nodeOf({ base, indices: indices.map((index) => indexValue(index, loops, builder.countPart)), at }, loops),
  );
}

function buildCall(
  builder: Builder,
  { name, inputs, loops: inner, at }: CallSyntax,
  loops: LoopValues,
): NodeExpression {
  const written = writtenFunctions.get(name);
  // The parser reports an unknown function.
  if (written === undefined || inputs.length === 0) return constant(Number.NaN);
  const values: NodeExpression[] = [];
  for (const turn of turnsOf(inner, loops, builder.countPart)) {
    for (const input of inputs) values.push(buildExpression(builder, input, turn));
  }
  if (values.length > maxInputs && name !== 'sum' && name !== 'mean') {
    throw new MistakeAt(at, messages.tooManyInputs(name, values.length, maxInputs));
  }
  const [first] = values;
  return first !== undefined && values.length === 1 && written.takesSeveral ? first : written.build(values);
}

/**
 * Terms with + between them are one sum. a − b is a difference. A long row of subtractions is a sum with negative terms,
 * which has the same value, because functions recurse into differences.
 */
function buildSum({ first, rest }: ChainSyntax, build: (part: Syntax) => NodeExpression): NodeExpression {
  const isLong = rest.filter(({ operator }) => operator === '-').length > maxSubtractions;
  let total = build(first);
  let terms: NodeExpression[] | undefined;
  for (const { operator, operand } of rest) {
    const right = build(operand);
    if (operator === '-' && !isLong) {
      total = { kind: 'difference', left: total, right };
      terms = undefined;
      continue;
    }
    if (terms === undefined) {
      terms = startOfRow(total);
      total = { kind: 'sum', terms };
    }
    terms.push(operator === '-' ? negative(right) : right);
  }
  return total;
}

/** Factors with * between them are one product. a/b is a quotient. */
function buildProduct({ first, rest, at }: ChainSyntax, build: (part: Syntax) => NodeExpression): NodeExpression {
  const divisions = rest.filter(({ operator }) => operator === '/').length;
  if (divisions > maxDivisions) throw new MistakeAt(at, messages.tooManyDivisions(divisions, maxDivisions));
  if (rest.length >= maxFactors) throw new MistakeAt(at, messages.tooManyFactors(rest.length + 1, maxFactors));
  let total = build(first);
  let factors: NodeExpression[] | undefined;
  for (const { operator, operand } of rest) {
    const right = build(operand);
    if (operator === '/') {
      total = quotient(total, right);
      factors = undefined;
      continue;
    }
    if (factors === undefined) {
      factors = total.kind === 'product' ? [...total.factors] : [total];
      total = { kind: 'product', factors };
    }
    factors.push(right);
  }
  return total;
}

/** (a + b) + c is the sum of three terms, because sums are computed from left to right. */
function startOfRow(expression: NodeExpression): NodeExpression[] {
  return expression.kind === 'sum' ? [...items(expression.terms)] : [expression];
}
