import { constant, type Expression, power } from './expression.ts';
import { type IsSame, isEqual } from './parts.ts';
import { type Scaled, sumOfNumbers } from './scaled.ts';

/** Adds up terms with equal factors: 2x + 3x is 5x. The coefficient of a term has its sign. */
export function collectTerms<Leaf>(terms: readonly Scaled<Leaf>[], isSame: IsSame<Leaf>): readonly Scaled<Leaf>[] {
  const collected: Scaled<Leaf>[] = [];
  for (const term of terms) {
    const at = collected.findIndex((other) => haveSameFactors(term.factors, other.factors, isSame));
    const added = collected[at] && sumOfTerms(collected[at], term);
    if (added === undefined) collected.push(term);
    else collected[at] = added;
  }
  return collected;
}

/** The sum of two terms with the same factors. Undefined if it has no common divisor to write it with. */
function sumOfTerms<Leaf>(a: Scaled<Leaf>, b: Scaled<Leaf>): Scaled<Leaf> | undefined {
  if (a.divisor === b.divisor) return { ...a, coefficient: sumOfNumbers(a.coefficient, b.coefficient) };
  const numbers = [a.coefficient, a.divisor, b.coefficient, b.divisor, a.divisor * b.divisor];
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  return { ...a, coefficient: a.coefficient * b.divisor + b.coefficient * a.divisor, divisor: a.divisor * b.divisor };
}

/** Whether two products have the same factors, in any order. */
function haveSameFactors<Leaf>(
  a: readonly Expression<Leaf>[],
  b: readonly Expression<Leaf>[],
  isSame: IsSame<Leaf>,
): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  return a.every((factor) => {
    const at = rest.findIndex((other) => isEqual(factor, other, isSame));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

/** Writes equal factors as a power: x·x is x². |x|·sign(x) is x. */
export function collectPowers<Leaf>(
  factors: readonly Expression<Leaf>[],
  isSame: IsSame<Leaf>,
): readonly Expression<Leaf>[] {
  const collected: Expression<Leaf>[] = [];
  for (const factor of factors) {
    const at = collected.findIndex((other) => merged(other, factor, isSame) !== undefined);
    const merge = collected[at] && merged(collected[at], factor, isSame);
    if (merge === undefined) collected.push(factor);
    else collected[at] = merge;
  }
  return collected;
}

function merged<Leaf>(a: Expression<Leaf>, b: Expression<Leaf>, isSame: IsSame<Leaf>): Expression<Leaf> | undefined {
  const [first, second] = [powerOf(a), powerOf(b)];
  if (isEqual(first.base, second.base, isSame)) return power(first.base, constant(first.exponent + second.exponent));
  const input = inputOf(a, 'absolute') ?? inputOf(b, 'absolute');
  const other = inputOf(a, 'sign') ?? inputOf(b, 'sign');
  return input !== undefined && other !== undefined && isEqual(input, other, isSame) ? input : undefined;
}

function inputOf<Leaf>(expression: Expression<Leaf>, name: 'absolute' | 'sign'): Expression<Leaf> | undefined {
  return expression.kind === 'call' && expression.name === name ? expression.inputs.at(0) : undefined;
}

/** An expression as a power with a whole exponent of at least 1. */
function powerOf<Leaf>(expression: Expression<Leaf>): { base: Expression<Leaf>; exponent: number } {
  if (expression.kind === 'power' && expression.exponent.kind === 'constant') {
    const { value } = expression.exponent;
    if (Number.isSafeInteger(value) && value >= 1) return { base: expression.base, exponent: value };
  }
  return { base: expression, exponent: 1 };
}
