import { constant, type Expression, negative, product, quotient, sum } from './expression.ts';
import { isConstant } from './parts.ts';

/** `coefficient` / `divisor` × the product of `factors`. */
export interface Scaled<Leaf> {
  readonly coefficient: number;
  readonly divisor: number;
  readonly factors: readonly Expression<Leaf>[];
}

/** Takes the sign and the constants out of a simplified expression. */
export function scaledOf<Leaf>(expression: Expression<Leaf>): Scaled<Leaf> {
  if (expression.kind === 'constant') return { coefficient: expression.value, divisor: 1, factors: [] };
  if (expression.kind === 'negative') return negated(scaledOf(expression.operand));
  if (expression.kind === 'product') {
    const [first, ...rest] = expression.factors;
    if (first?.kind === 'constant') return { coefficient: first.value, divisor: 1, factors: rest };
    return { coefficient: 1, divisor: 1, factors: expression.factors };
  }
  if (expression.kind === 'quotient') {
    const { coefficient, divisor, factors } = scaledOf(expression.numerator);
    if (divisor === 1 && isUsable(expression.denominator)) {
      return { coefficient, divisor: expression.denominator.value, factors };
    }
    return divisor === 1 && coefficient !== 0
      ? { coefficient, divisor, factors: [quotient(productOf(factors), expression.denominator)] }
      : { coefficient: 1, divisor: 1, factors: [expression] };
  }
  return { coefficient: 1, divisor: 1, factors: [expression] };
}

/** Whether an expression is a number that can be a divisor. */
function isUsable<Leaf>(expression: Expression<Leaf>): expression is Extract<Expression<Leaf>, { kind: 'constant' }> {
  return expression.kind === 'constant' && expression.value !== 0 && Number.isFinite(expression.value);
}

export function negated<Leaf>({ coefficient, divisor, factors }: Scaled<Leaf>): Scaled<Leaf> {
  return { coefficient: -coefficient, divisor, factors };
}

/** Writes the constants of the numerator first. −a/b has its sign in front of the fraction, −2a/b in the numerator. */
export function expressionOf<Leaf>(scaled: Scaled<Leaf>): Expression<Leaf> {
  const { factors } = scaled;
  if (scaled.coefficient === 0) return constant(0);
  const fractionAt = factors.findIndex(
    (factor) => factor.kind === 'quotient' && (factors.length === 1 || isConstant(factor.numerator, 1)),
  );
  const fraction = factors[fractionAt];
  if (fraction?.kind !== 'quotient') {
    const { coefficient, divisor } = reduced(scaled);
    return fractionOf(coefficient, factors, constant(divisor));
  }
  const { numerator, denominator } = fraction;
  const inner = isConstant(numerator, 1) ? [] : factorsOf(numerator);
  const above = [...factors.slice(0, fractionAt), ...inner, ...factors.slice(fractionAt + 1)];
  const [first, ...others] = factorsOf(denominator);
  const hasNumber = others.length > 0 && first !== undefined && isUsable(first);
  const { coefficient, divisor } = reduced({ ...scaled, divisor: scaled.divisor * (hasNumber ? first.value : 1) });
  return fractionOf(coefficient, above, multiplied(divisor, hasNumber ? others : factorsOf(denominator)));
}

function fractionOf<Leaf>(
  coefficient: number,
  factors: readonly Expression<Leaf>[],
  denominator: Expression<Leaf>,
): Expression<Leaf> {
  const hasSignInFront =
    !isConstant(denominator, 1) && (coefficient === -1 || (coefficient < 0 && factors.length === 0));
  return hasSignInFront
    ? negative(quotient(multiplied(-coefficient, factors), denominator))
    : quotient(multiplied(coefficient, factors), denominator);
}

/** A fraction of integers in its lowest terms, and a divisor that is positive. */
function reduced<Leaf>({ coefficient, divisor, factors }: Scaled<Leaf>): Scaled<Leaf> {
  const sign = divisor < 0 ? -1 : 1;
  const common = Number.isSafeInteger(coefficient) && Number.isSafeInteger(divisor) ? gcd(coefficient, divisor) : 1;
  return { coefficient: (sign * coefficient) / common, divisor: (sign * divisor) / common, factors };
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.max(Math.abs(a), 1) : gcd(b, a % b);
}

export function factorsOf<Leaf>(expression: Expression<Leaf>): readonly Expression<Leaf>[] {
  return expression.kind === 'product' ? expression.factors : [expression];
}

function multiplied<Leaf>(coefficient: number, factors: readonly Expression<Leaf>[]): Expression<Leaf> {
  if (factors.length === 0) return constant(coefficient);
  if (coefficient === 1) return productOf(factors);
  return coefficient === -1 ? negative(productOf(factors)) : product(constant(coefficient), ...factors);
}

/** The product of factors, or the only factor. */
export function productOf<Leaf>(factors: readonly Expression<Leaf>[]): Expression<Leaf> {
  const [only = constant(1), second] = factors;
  return second === undefined ? only : product(...factors);
}

/** The sum of terms, or the only term. */
export function sumOf<Leaf>(terms: readonly Expression<Leaf>[]): Expression<Leaf> {
  const [only = constant(0), second] = terms;
  return second === undefined ? only : sum(terms);
}

/** a × b, rounded to 15 digits if this makes it shorter: 3 × 0.1 is 0.3. Undefined if it overflows or underflows. */
export function productOfNumbers(a: number, b: number): number | undefined {
  if (a === 1) return b;
  if (b === 1) return a;
  const value = a * b;
  if (a === 0 || b === 0) return Number.isFinite(value) ? 0 : undefined;
  return Number.isFinite(value) && value !== 0 ? shorter(value) : undefined;
}

/** a + b, rounded to 15 digits if this makes it shorter. */
export function sumOfNumbers(a: number, b: number): number {
  return shorter(a + b);
}

function shorter(value: number): number {
  if (Number.isInteger(value)) return value;
  const rounded = Number(value.toPrecision(15));
  return String(rounded).length < String(value).length ? rounded : value;
}
