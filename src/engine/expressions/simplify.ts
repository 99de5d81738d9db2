import { collectPowers, collectTerms } from './collect.ts';
import {
  callOn,
  conditional,
  constant,
  difference,
  type Expression,
  power,
  quotient,
  rewritten,
} from './expression.ts';
import { items, type LazyList } from './lazy-list.ts';
import { type IsSame, inForm, isConstant, isEqual, mapped, maxComparedItems } from './parts.ts';
import {
  expressionOf,
  factorsOf,
  negated,
  productOf,
  productOfNumbers,
  type Scaled,
  scaledOf,
  sumOf,
} from './scaled.ts';

/** How an expression is simplified. */
interface Rules<Leaf> {
  readonly isSame: IsSame<Leaf>;
  /**
   * Whether terms and factors may be grouped in another way, and like terms and equal factors collected. This can lose
   * digits, overflow or underflow: a + (b − c) is 0 for a = 1 and b = c = 1e16 if a and b are added first.
   */
  readonly regroups: boolean;
  /** The simplified parts. A part can occur several times, as y in y(1 − y). */
  readonly done: Map<Expression<Leaf>, Expression<Leaf>>;
}

/**
 * A shorter expression of the same value: constants folded, 0 and 1 gone, signs and constants in front, like terms and
 * equal factors collected. The computed form is simplified only by rules that lose no digits. If it then differs from
 * the shown form, the result is a rewritten expression with both forms. 0 · x is 0 for every x, even if x overflows.
 */
export function simplify<Leaf>(expression: Expression<Leaf>, isSame: IsSame<Leaf> = Object.is): Expression<Leaf> {
  const free: Rules<Leaf> = { isSame, regroups: true, done: new Map() };
  const shown = simplified(inForm(expression, 'shown'), free);
  const computed = simplified(inForm(expression, 'computed'), { isSame, regroups: false, done: new Map() });
  if (isEqual(shown, computed, isSame)) return shown;
  const stable = simplified(inForm(expression, 'stable'), free);
  return rewritten(shown, computed, isEqual(shown, stable, isSame) ? undefined : stable);
}

/** Simplifies the shown form of an expression. */
export function simplifyShown<Leaf>(expression: Expression<Leaf>, isSame: IsSame<Leaf> = Object.is): Expression<Leaf> {
  return simplified(inForm(expression, 'shown'), { isSame, regroups: true, done: new Map() });
}

/** Simplifies an expression without rewritten parts. */
function simplified<Leaf>(expression: Expression<Leaf>, rules: Rules<Leaf>): Expression<Leaf> {
  const known = rules.done.get(expression);
  if (known !== undefined) return known;
  const result = simplifiedOnce(expression, rules);
  rules.done.set(expression, result);
  return result;
}

function simplifiedOnce<Leaf>(expression: Expression<Leaf>, rules: Rules<Leaf>): Expression<Leaf> {
  const inner = (part: Expression<Leaf>): Expression<Leaf> => simplified(part, rules);
  switch (expression.kind) {
    case 'constant':
    case 'leaf':
    case 'rewritten':
      return expression;
    case 'negative':
      return expressionOf(negated(scaledOf(inner(expression.operand))));
    case 'sum':
      return expression.terms.length > maxComparedItems ? expression : simplifiedSum(expression.terms, rules);
    case 'difference':
      return joined(
        [
          ...signedTerms(inner(expression.left), 1, rules, true),
          ...signedTerms(inner(expression.right), -1, rules, false),
        ],
        rules,
      );
    case 'product':
      return simplifiedProduct(expression.factors.map(inner), rules);
    case 'quotient':
      return simplifiedQuotient(inner(expression.numerator), inner(expression.denominator), rules);
    case 'power':
      return simplifiedPower(inner(expression.base), inner(expression.exponent));
    case 'call':
      return callOn(expression.name, mapped(expression.inputs, inner));
    case 'conditional': {
      const [ifPositive, otherwise] = [inner(expression.ifPositive), inner(expression.otherwise)];
      if (isEqual(ifPositive, otherwise, rules.isSame)) return ifPositive;
      return conditional(inner(expression.test), ifPositive, otherwise);
    }
  }
}

function simplifiedSum<Leaf>(terms: LazyList<Expression<Leaf>>, rules: Rules<Leaf>): Expression<Leaf> {
  const signed: Scaled<Leaf>[] = [];
  for (const term of items(terms)) signed.push(...signedTerms(simplified(term, rules), 1, rules, signed.length === 0));
  return joined(signed, rules);
}

/**
 * The terms of a simplified expression that is added or subtracted. Without regrouping, only the first term can be
 * split.
 */
function signedTerms<Leaf>(
  expression: Expression<Leaf>,
  sign: 1 | -1,
  rules: Rules<Leaf>,
  isFirst: boolean,
): readonly Scaled<Leaf>[] {
  const parts = rules.regroups || (isFirst && sign === 1) ? partsOfSum(expression, rules) : undefined;
  if (parts === undefined) {
    const scaled = scaledOf(expression);
    return [sign === 1 ? scaled : negated(scaled)];
  }
  return parts.flatMap(([part, partSign], at) =>
    signedTerms(part, partSign === sign ? 1 : -1, rules, isFirst && at === 0),
  );
}

/** The terms and their signs, if an expression is a sum, a difference, or, with regrouping, minus one of these. */
function partsOfSum<Leaf>(
  expression: Expression<Leaf>,
  { regroups }: Rules<Leaf>,
): readonly (readonly [Expression<Leaf>, 1 | -1])[] | undefined {
  if (expression.kind === 'sum' && expression.terms.length <= maxComparedItems) {
    return Array.from(items(expression.terms), (term) => [term, 1] as const);
  }
  if (expression.kind === 'difference') {
    return [
      [expression.left, 1],
      [expression.right, -1],
    ];
  }
  const isMinusSum =
    expression.kind === 'negative' && (expression.operand.kind === 'sum' || expression.operand.kind === 'difference');
  return regroups && isMinusSum ? [[expression.operand, -1]] : undefined;
}

/** The sum of terms, with differences in place of negative terms: a − b + c. −a − b is −(a + b). */
function joined<Leaf>(terms: readonly Scaled<Leaf>[], { isSame, regroups }: Rules<Leaf>): Expression<Leaf> {
  const collected = (regroups ? collectTerms(terms, isSame) : terms).filter(({ coefficient }) => coefficient !== 0);
  if (collected.length > 1 && collected.every(isNegative)) {
    return expressionOf({ coefficient: -1, divisor: 1, factors: [addedUp(collected.map(negated))] });
  }
  return addedUp(withPositiveFirst(collected, regroups));
}

function isNegative<Leaf>({ coefficient, divisor }: Scaled<Leaf>): boolean {
  return coefficient * Math.sign(divisor) < 0;
}

/** −a + b is b − a to the last bit. */
function withPositiveFirst<Leaf>(terms: readonly Scaled<Leaf>[], regroups: boolean): readonly Scaled<Leaf>[] {
  const at = terms.findIndex((term) => !isNegative(term));
  const positive = terms[at];
  return positive !== undefined && (at === 1 || (regroups && at > 1))
    ? [positive, ...terms.slice(0, at), ...terms.slice(at + 1)]
    : terms;
}

function addedUp<Leaf>(terms: readonly Scaled<Leaf>[]): Expression<Leaf> {
  let added: Expression<Leaf>[] = [];
  for (const term of terms) {
    if (added.length > 0 && isNegative(term)) added = [difference(sumOf(added), expressionOf(negated(term)))];
    else added.push(expressionOf(term));
  }
  return sumOf(added);
}

/** The product of simplified factors. The constants come first. */
function simplifiedProduct<Leaf>(factors: readonly Expression<Leaf>[], rules: Rules<Leaf>): Expression<Leaf> {
  const scaled = multipliedOut(factors, rules);
  if (!rules.regroups) return expressionOf(scaled);
  const above = scaled.factors
    .flatMap((factor) => factorsOf(factor.kind === 'quotient' ? factor.numerator : factor))
    .filter((factor) => !isConstant(factor, 1));
  const below = scaled.factors.flatMap((factor) => (factor.kind === 'quotient' ? factorsOf(factor.denominator) : []));
  const { coefficient, factors: collected } = multipliedOut(collectPowers(above, rules.isSame), rules);
  const numerator = { ...scaled, coefficient: coefficient * scaled.coefficient, factors: collected };
  if (below.length === 0) return expressionOf(numerator);
  const denominator = multipliedOut(collectPowers(below, rules.isSame), rules);
  const divisor = scaled.divisor * denominator.coefficient;
  const fraction = quotient(productOf(collected), productOf(denominator.factors));
  return expressionOf({ coefficient: numerator.coefficient, divisor, factors: factorsOf(fraction) });
}

/**
 * Multiplies the constants of simplified factors. A factor that is a product is replaced by its factors if the order of
 * the multiplications stays the same, or if regrouping is allowed.
 */
function multipliedOut<Leaf>(factors: readonly Expression<Leaf>[], { regroups }: Rules<Leaf>): Scaled<Leaf> {
  let [coefficient, divisor] = [1, 1];
  const rest: Expression<Leaf>[] = [];
  for (const factor of factors) {
    const scaled = scaledOf(factor);
    const [above, below] = [
      productOfNumbers(coefficient, scaled.coefficient),
      productOfNumbers(divisor, scaled.divisor),
    ];
    if (above === undefined || below === undefined) {
      rest.push(factor);
      continue;
    }
    [coefficient, divisor] = [above, below];
    if (regroups || rest.length === 0) rest.push(...scaled.factors);
    else if (scaled.factors.length > 0) rest.push(productOf(scaled.factors));
  }
  return { coefficient, divisor, factors: rest };
}

function simplifiedQuotient<Leaf>(
  numerator: Expression<Leaf>,
  denominator: Expression<Leaf>,
  rules: Rules<Leaf>,
): Expression<Leaf> {
  const [above, below] = [scaledOf(numerator), scaledOf(denominator)];
  if (below.coefficient === 0 || !Number.isFinite(below.coefficient) || below.divisor !== 1) {
    return quotient(numerator, denominator);
  }
  const divisor = productOfNumbers(above.divisor, below.coefficient);
  if (divisor === undefined) return quotient(numerator, denominator);
  if (below.factors.length === 0) return expressionOf({ ...above, divisor });
  if (rules.regroups && above.factors.some(({ kind }) => kind === 'quotient')) {
    return simplifiedProduct([numerator, quotient(constant(1), denominator)], rules);
  }
  const fraction = quotient(productOf(above.factors), productOf(below.factors));
  return expressionOf({ coefficient: above.coefficient, divisor, factors: [fraction] });
}

function simplifiedPower<Leaf>(base: Expression<Leaf>, exponent: Expression<Leaf>): Expression<Leaf> {
  if (isConstant(exponent, 1)) return base;
  if (isConstant(exponent, 0)) return constant(1);
  if (base.kind === 'constant' && exponent.kind === 'constant') {
    const value = base.value ** exponent.value;
    if (Number.isSafeInteger(value) && value !== 0) return constant(value);
  }
  return power(base, exponent);
}

/** The product of factors; 0 if a factor is 0. Factors of 1 are left out, and products behind constants are opened. */
export function times<Leaf>(...factors: readonly Expression<Leaf>[]): Expression<Leaf> {
  if (factors.some((factor) => isConstant(factor, 0))) return constant(0);
  const rest: Expression<Leaf>[] = [];
  for (const factor of factors) {
    if (isConstant(factor, 1)) continue;
    if (factor.kind === 'product' && rest.every(({ kind }) => kind === 'constant')) rest.push(...factor.factors);
    else rest.push(factor);
  }
  return productOf(rest);
}
