import { line } from '../derivation-lines.ts';
import {
  call,
  callOn,
  conditional,
  constant,
  difference,
  type Expression,
  negative,
  product,
  rewritten,
  sum,
} from '../expression.ts';
import type { FunctionOfOne, FunctionOfSeveral } from '../function-row.ts';
import type { FunctionName } from '../functions.ts';
import { items, type LazyList } from '../lazy-list.ts';
import { isConstant } from '../parts.ts';

const zero = constant(0);
const one = constant(1);

export const relu: FunctionOfOne = {
  inputs: 'one',
  names: ['relu'],
  apply: (x) => (x <= 0 ? 0 : x),
  derivative: (x) => conditional(x, one, zero),
  lines: (x) => ({
    value: [line(call('relu', x)), line(conditional(x, x, zero), 'definition')],
    derivative: [line(conditional(x, one, zero), 'cases')],
  }),
  hasKink: true,
  pytorch: (x) => `torch.relu(${x})`,
  numpy: (x) => `np.maximum(${x}, 0)`,
};

export const sign: FunctionOfOne = {
  inputs: 'one',
  names: ['sign'],
  apply: Math.sign,
  derivative: () => zero,
  hasKink: true,
  pytorch: (x) => `torch.sign(${x})`,
  numpy: (x) => `np.sign(${x})`,
};

export const absolute: FunctionOfOne = {
  inputs: 'one',
  names: ['abs'],
  apply: Math.abs,
  derivative: (x) => call('sign', x),
  lines: (x) => ({
    value: [line(call('absolute', x)), line(conditional(x, x, negative(x)), 'definition')],
    derivative: [line(conditional(x, one, constant(-1)), 'cases'), line(call('sign', x), 'definition')],
  }),
  hasKink: true,
  pytorch: (x) => `torch.abs(${x})`,
  numpy: (x) => `np.abs(${x})`,
};

/**
 * The derivative of a maximum or a minimum by its first input: 1/n if n inputs are equal to `extreme` and the first is
 * one of them, else 0.
 */
function share(extreme: number, x: number, xs: readonly number[]): number {
  if (Number.isNaN(extreme)) return Number.NaN;
  return x === extreme ? 1 / xs.filter((each) => each === extreme).length : 0;
}

/**
 * The function whose first input is x and whose other inputs are the inputs of a maximum or a minimum; x is among them.
 */
const shareFunction = (
  extremeOf: (...xs: readonly number[]) => number,
  torchFunction: string,
  numpyFunction: string,
): FunctionOfSeveral => ({
  inputs: 'several',
  names: [],
  apply: (x, ...xs) => share(extremeOf(...xs), x ?? Number.NaN, xs),
  differential: () => zero,
  hasKink: true,
  pytorch: (x, ...xs) => {
    const isExtreme = (each: string): string => `(${each} == ${torchFunction}(torch.stack([${xs.join(', ')}]), 0))`;
    return `${isExtreme(x ?? '')} / (${xs.map(isExtreme).join(' + ')})`;
  },
  numpy: (x, ...xs) => `share(${numpyFunction}, ${x}, [${xs.join(', ')}])`,
});

export const shareOfMax = shareFunction(Math.max, 'torch.amax', 'np.max');
export const shareOfMin = shareFunction(Math.min, 'torch.amin', 'np.min');

/**
 * Σ ∂y/∂xₖ · xₖ′, where ∂y/∂xₖ is 1 if xₖ alone is the maximum or minimum, 1/n if it is one of n equal ones, and 0
 * otherwise. `distance` is positive if the first input is greater than the second (for a maximum) or smaller (for a
 * minimum).
 */
function extremeDifferential<Leaf>(
  name: FunctionName,
  shareName: FunctionName,
  distance: (x: Expression<Leaf>, other: Expression<Leaf>) => Expression<Leaf>,
  [inputs, derivatives]: readonly [LazyList<Expression<Leaf>>, readonly Expression<Leaf>[]],
): Expression<Leaf> {
  const all = [...items(inputs)];
  const terms = all.flatMap((x, index) => {
    const derivative = derivatives[index] ?? zero;
    if (isConstant(derivative, 0)) return [];
    const [other, ...more] = all.filter((_, at) => at !== index);
    if (other === undefined) return [derivative];
    const isBeyond = conditional(distance(x, more.length === 0 ? other : callOn(name, [other, ...more])), one, zero);
    const computed = callOn(shareName, [x, ...all]);
    return [product(rewritten(isBeyond, computed, computed), derivative)];
  });
  return sum(terms);
}

/** The largest input. If n inputs are the largest, each of them has the derivative 1/n, as in torch.amax. */
export const max: FunctionOfSeveral = {
  inputs: 'several',
  names: ['max'],
  apply: Math.max,
  differential: (inputs, _y, derivatives) =>
    extremeDifferential('max', 'share-of-max', (x, other) => difference(x, other), [inputs, derivatives]),
  hasKink: true,
  latex: '\\max',
  pytorch: (...xs) => `torch.amax(torch.stack(torch.broadcast_tensors(${xs.join(', ')})), 0)`,
  numpy: (...xs) => `np.max(np.broadcast_arrays(${xs.join(', ')}), axis=0)`,
};

export const min: FunctionOfSeveral = {
  inputs: 'several',
  names: ['min'],
  apply: Math.min,
  differential: (inputs, _y, derivatives) =>
    extremeDifferential('min', 'share-of-min', (x, other) => difference(other, x), [inputs, derivatives]),
  hasKink: true,
  latex: '\\min',
  pytorch: (...xs) => `torch.amin(torch.stack(torch.broadcast_tensors(${xs.join(', ')})), 0)`,
  numpy: (...xs) => `np.min(np.broadcast_arrays(${xs.join(', ')}), axis=0)`,
};
