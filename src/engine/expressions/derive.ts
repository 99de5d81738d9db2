import type { DerivationRule } from './derivation-lines.ts';
import {
  type Call,
  call,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  power,
  quotient,
  rewritten,
  square,
  sum,
} from './expression.ts';
import { functionTable } from './functions.ts';
import { items } from './lazy-list.ts';
import { type IsSame, isConstant, isEqual } from './parts.ts';
import { sumOf } from './scaled.ts';
import { simplify, simplifyShown, times } from './simplify.ts';

/**
 * ∂expression/∂leaf, simplified. All other leaves are constants. `isSame` says whether two leaves are the same. Where
 * calculus defines no derivative, for example that of relu at 0, the result is the derivative that PyTorch uses.
 *
 * Walks over all terms of a sum. For a long sum, a caller that knows which terms contain the leaf should pass only
 * these terms.
 */
export function derive<Leaf>(
  expression: Expression<Leaf>,
  leaf: Leaf,
  isSame: IsSame<Leaf> = Object.is,
): Expression<Leaf> {
  const by = { leaf, isSame };
  const ownDerivative = derivativeByOwnInput(expression, by);
  return ownDerivative ?? simplify(differentiate(expression, by), isSame);
}

/** f′(x) of f(x) as the table of functions gives it. Its forms are not simplified. */
function derivativeByOwnInput<Leaf>(
  expression: Expression<Leaf>,
  by: Differentiation<Leaf>,
): Expression<Leaf> | undefined {
  if (expression.kind !== 'call') return undefined;
  const row = functionTable[expression.name];
  const input = expression.inputs.at(0);
  const isByInput = input?.kind === 'leaf' && by.isSame(input.leaf, by.leaf);
  return isByInput && row.inputs === 'one' ? row.derivative(input, expression) : undefined;
}

/** The leaf by which an expression is differentiated, and options. */
export interface Differentiation<Leaf> {
  readonly leaf: Leaf;
  readonly isSame: IsSame<Leaf>;
  /** Is called with the name of each rule that is used. The rules of the parts come before those of the whole. */
  onRule?(rule: DerivationRule): void;
  /** Whether 0 is written for a term without the leaf, in sums of up to `maxTermsWithZeros` terms. */
  readonly writesZeros?: boolean;
}

const maxTermsWithZeros = 6;
const zero = constant(0);
const one = constant(1);
const isZero = <Leaf>(expression: Expression<Leaf>): boolean => isConstant(expression, 0);

/** ∂expression/∂leaf as the rules give it, before it is simplified. */
export function differentiate<Leaf>(expression: Expression<Leaf>, by: Differentiation<Leaf>): Expression<Leaf> {
  const d = (part: Expression<Leaf>): Expression<Leaf> => differentiate(part, by);
  switch (expression.kind) {
    case 'constant':
      return zero;
    case 'leaf':
      return by.isSame(expression.leaf, by.leaf) ? one : zero;
    case 'sum':
      return sumRule(Array.from(items(expression.terms), d), by);
    case 'difference':
      return differenceRule(d(expression.left), d(expression.right), by);
    case 'product':
      return productRule(expression.factors, by);
    case 'quotient':
      return quotientRule(expression.numerator, expression.denominator, by);
    case 'negative':
      return negativeOf(d(expression.operand));
    case 'power':
      return powerRule(expression.base, expression.exponent, by);
    case 'call':
      return functionRule(expression, by);
    case 'conditional': {
      const [ifPositive, otherwise] = [d(expression.ifPositive), d(expression.otherwise)];
      if (isZero(ifPositive) && isZero(otherwise)) return zero;
      by.onRule?.('cases');
      return conditional(expression.test, ifPositive, otherwise);
    }
    case 'rewritten': {
      const [shown, computed] = [d(expression.shown), d(expression.computed)];
      const isSameForm = isEqual(simplifyShown(shown, by.isSame), simplifyShown(computed, by.isSame), by.isSame);
      return isSameForm ? shown : rewritten(shown, computed, expression.stable && d(expression.stable));
    }
  }
}

function negativeOf<Leaf>(expression: Expression<Leaf>): Expression<Leaf> {
  return expression.kind === 'constant' ? constant(0 - expression.value) : negative(expression);
}

function sumRule<Leaf>(derivatives: readonly Expression<Leaf>[], by: Differentiation<Leaf>): Expression<Leaf> {
  const terms = derivatives.filter((term) => !isZero(term));
  if (terms.length === 0) return zero;
  if (derivatives.length > 1) by.onRule?.('sum');
  if (by.writesZeros && derivatives.length <= maxTermsWithZeros && derivatives.length > 1) return sum(derivatives);
  return sumOf(terms);
}

function differenceRule<Leaf>(
  left: Expression<Leaf>,
  right: Expression<Leaf>,
  by: Differentiation<Leaf>,
): Expression<Leaf> {
  if (isZero(left) && isZero(right)) return zero;
  by.onRule?.('sum');
  if (isZero(right)) return left;
  return isZero(left) ? negativeOf(right) : difference(left, right);
}

/** (fg)′ = f′g + fg′. Factors without the leaf stay. */
function productRule<Leaf>(factors: readonly Expression<Leaf>[], by: Differentiation<Leaf>): Expression<Leaf> {
  const terms = factors.flatMap((factor, at) => {
    const derivative = differentiate(factor, by);
    return isZero(derivative) ? [] : [times(...factors.slice(0, at), derivative, ...factors.slice(at + 1))];
  });
  if (terms.length > 0 && terms.length < factors.length) by.onRule?.('constant');
  if (terms.length > 1) by.onRule?.('product');
  return sumOf(terms);
}

/** (u/v)′ = (u′v − uv′)/v², computed as (u′ − (u/v)·v′)/v, because v² overflows for a large v. */
function quotientRule<Leaf>(u: Expression<Leaf>, v: Expression<Leaf>, by: Differentiation<Leaf>): Expression<Leaf> {
  const [du, dv] = [differentiate(u, by), differentiate(v, by)];
  if (isZero(dv)) {
    if (isZero(du)) return zero;
    by.onRule?.('constant');
    return quotient(du, v);
  }
  by.onRule?.('quotient');
  const change = times(quotient(u, v), dv);
  return isZero(du)
    ? rewritten(quotient(negativeOf(times(u, dv)), square(v)), quotient(negativeOf(change), v))
    : rewritten(quotient(difference(times(du, v), times(u, dv)), square(v)), quotient(difference(du, change), v));
}

/**
 * (f^g)′ = g·f^(g−1)·f′ + f^g·ln f·g′. The first part is 0 if f does not contain the leaf, and the second part if g
 * does not.
 */
function powerRule<Leaf>(
  base: Expression<Leaf>,
  exponent: Expression<Leaf>,
  by: Differentiation<Leaf>,
): Expression<Leaf> {
  const [dBase, dExponent] = [differentiate(base, by), differentiate(exponent, by)];
  for (const inner of [dBase, dExponent]) if (!isZero(inner) && !isConstant(inner, 1)) by.onRule?.('chain');
  const terms = [
    ...(isZero(dBase) ? [] : [times(powerByBase(base, exponent, by), dBase)]),
    ...(isZero(dExponent) ? [] : [times(powerByExponent(base, exponent, by), dExponent)]),
  ].filter((term) => !isZero(term));
  return sumOf(terms);
}

/** g·f^(g−1). It is 0 for g = 0, even if f is 0. */
function powerByBase<Leaf>(
  base: Expression<Leaf>,
  exponent: Expression<Leaf>,
  by: Differentiation<Leaf>,
): Expression<Leaf> {
  by.onRule?.('power');
  if (exponent.kind !== 'constant') {
    const shown = times(exponent, power(base, difference(exponent, one)));
    return rewritten(shown, conditional(call('absolute', exponent), shown, zero));
  }
  const { value } = exponent;
  return value === 2 ? times(exponent, base) : times(exponent, power(base, constant(value - 1)));
}

/** f^g·ln f. It is 0 for f = 0 and g ≥ 0. */
function powerByExponent<Leaf>(
  base: Expression<Leaf>,
  exponent: Expression<Leaf>,
  by: Differentiation<Leaf>,
): Expression<Leaf> {
  by.onRule?.('exponential');
  const shown = times(power(base, exponent), call('ln', base));
  if (base.kind === 'constant' && base.value > 0) return shown;
  return rewritten(shown, conditional(call('absolute', base), shown, conditional(negative(exponent), shown, zero)));
}

/** The chain rule: f(g)′ = f′(g)·g′. */
function functionRule<Leaf>(expression: Call<Leaf>, by: Differentiation<Leaf>): Expression<Leaf> {
  const row = functionTable[expression.name];
  const inputs = [...items(expression.inputs)];
  const derivatives = inputs.map((input) => differentiate(input, by));
  if (derivatives.every(isZero)) return zero;
  if (derivatives.some((inner) => !isZero(inner) && !isConstant(inner, 1))) by.onRule?.('chain');
  by.onRule?.(expression.name);
  if (row.inputs === 'several') return row.differential(inputs, expression, derivatives);
  const [input = zero, inner = zero] = [inputs[0], derivatives[0]];
  return times(row.derivative(input, expression), inner);
}
