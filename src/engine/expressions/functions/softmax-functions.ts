import { line } from '../derivation-lines.ts';
import {
  call,
  callOn,
  constant,
  difference,
  type Expression,
  negative,
  product,
  quotient,
  rewritten,
  square,
  sum,
} from '../expression.ts';
import type { FunctionOfSeveral } from '../function-row.ts';
import { type LazyList, lazyList, mapList, prepend } from '../lazy-list.ts';
import { isConstant, isEqual } from '../parts.ts';

/** e^(a − b). The rounding error of a − b is added: it would change the power by up to 1e-13 of its value. */
export function expOfDifference(a: number, b: number): number {
  const difference = a - b;
  const power = Math.exp(difference);
  return power === 0 ? 0 : power + power * roundingError(a, b, difference);
}

/** The exact rounding error of `difference` = a − b (Knuth's TwoSum). */
function roundingError(a: number, b: number, difference: number): number {
  const roundedB = a - difference;
  return a - (difference + roundedB) + (roundedB - b);
}

export function maximumOf(xs: ArrayLike<number>, start: number, count: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) max = Math.max(max, xs[at] ?? Number.NaN);
  return max;
}

/** eˣ/Σ eˣ, where the first input is x, and the sum is over the other inputs. One of the other inputs is x, too. */
function softmax(x: number, ...xs: readonly number[]): number {
  const max = Math.max(...xs);
  let total = 0;
  for (const each of xs) total += expOfDifference(each, max);
  return expOfDifference(x, max) / total;
}

/**
 * ln(Σ eˣ) − x = −ln(eˣ/Σ eˣ), where the sum is over `count` numbers of an array, from index `start` on, and x is one
 * of them. With the maximum M of the array it is M − x + ln(1 + Σ e^(… − M)), where the sum is over all numbers but one
 * M. No term is negative, so no digits cancel.
 */
export function minusLogSoftmax(x: number, xs: ArrayLike<number>, start: number, count: number): number {
  const max = maximumOf(xs, start, count);
  let others = 0;
  let isMaxPassed = false;
  for (let at = start; at < start + count; at++) {
    const each = xs[at] ?? Number.NaN;
    if (each === max && !isMaxPassed) isMaxPassed = true;
    else others += expOfDifference(each, max);
  }
  return max - x + Math.log1p(others);
}

const nan = constant(Number.NaN);

/** The inputs without the first: the numbers that are added up. */
function rest<Leaf>(inputs: LazyList<Expression<Leaf>>): LazyList<Expression<Leaf>> {
  return lazyList(inputs.length - 1, (index) => inputs.at(index + 1) ?? nan);
}

/**
 * x′ − Σ softmax(xₖ)·xₖ′: the rate of change of x minus the weighted mean of the rates of all inputs. It is computed as
 * Σ softmax(xₖ)·(x′ − xₖ′) without the terms whose two derivatives are equal. So 1 − softmax(x) is a sum over the other
 * inputs, in which no digits cancel.
 */
function moveFromMean<Leaf>(
  inputs: LazyList<Expression<Leaf>>,
  [own = nan, ...others]: readonly Expression<Leaf>[],
): Expression<Leaf> {
  const xs = rest(inputs);
  const share = (index: number): Expression<Leaf> => callOn('softmax', prepend(xs.at(index) ?? nan, xs));
  const shown = others.flatMap((other, index) => (isConstant(other, 0) ? [] : [product(share(index), other)]));
  const computed = others.flatMap((other, index) =>
    isEqual(own, other) ? [] : [product(share(index), difference(own, other))],
  );
  return rewritten(difference(own, sum(shown)), sum(computed), sum(computed));
}

export const softmaxFunction: FunctionOfSeveral = {
  inputs: 'several',
  names: [],
  apply: (x, ...xs) => softmax(x ?? Number.NaN, ...xs),
  differential: (inputs, y, derivatives) => product(y, moveFromMean(inputs, derivatives)),
  linesFor: (inputs, index) => {
    const [x = nan, xs] = [inputs.at(0), rest(inputs)];
    const by = xs.at(index - 1) ?? nan;
    const [top, otherTop, bottom] = [call('exp', x), call('exp', by), sum(mapList(xs, (each) => call('exp', each)))];
    const [own, other] = [callOn('softmax', inputs), callOn('softmax', prepend(by, xs))];
    const value = [line(own), line(quotient(top, bottom), 'definition')];
    if (!isEqual(x, by)) {
      return {
        value,
        derivative: [
          line(quotient(difference(product(constant(0), bottom), product(top, otherTop)), square(bottom)), 'quotient'),
          line(negative(product(quotient(top, bottom), quotient(otherTop, bottom))), 'simplify'),
          line(negative(product(own, other)), 'definition'),
        ],
      };
    }
    return {
      value,
      derivative: [
        line(quotient(difference(product(top, bottom), product(top, top)), square(bottom)), 'quotient'),
        line(product(quotient(top, bottom), quotient(difference(bottom, top), bottom)), 'rearrange'),
        line(product(quotient(top, bottom), difference(constant(1), quotient(top, bottom))), 'simplify'),
        line(product(own, difference(constant(1), own)), 'definition'),
      ],
    };
  },
  hasKink: false,
  pytorch: (x, ...xs) => `torch.exp((${x}) - torch.logsumexp(torch.stack([${xs.join(', ')}]), 0))`,
  numpy: (x, ...xs) => `np.exp((${x}) - np.logaddexp.reduce([${xs.join(', ')}]))`,
};

export const minusLogSoftmaxFunction: FunctionOfSeveral = {
  inputs: 'several',
  names: [],
  apply: (x, ...xs) => minusLogSoftmax(x ?? Number.NaN, xs, 0, xs.length),
  differential: (inputs, _y, derivatives) => negative(moveFromMean(inputs, derivatives)),
  hasKink: false,
  pytorch: (x, ...xs) => `(torch.logsumexp(torch.stack([${xs.join(', ')}]), 0) - (${x}))`,
  numpy: (x, ...xs) => `(np.logaddexp.reduce([${xs.join(', ')}]) - (${x}))`,
};
