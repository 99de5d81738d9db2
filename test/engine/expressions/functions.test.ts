import { describe, expect, test } from 'vitest';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { deriveInLines } from '../../../src/engine/expressions/derive-in-lines.ts';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import { call, type Expression, ref } from '../../../src/engine/expressions/expression.ts';
import {
  type FunctionName,
  functionNames,
  functions,
  functionTable,
} from '../../../src/engine/expressions/functions.ts';
import { inForm } from '../../../src/engine/expressions/parts.ts';

const x = ref('x');
const ofOne = functionNames.filter((name) => functionTable[name].inputs === 'one');
const isDefinedForPositiveOnly = (name: FunctionName): boolean => name === 'ln' || name === 'sqrt';

/** From near 0 to far out on both sides, without 0, where some functions have a kink. */
function inputsOf(name: FunctionName): readonly number[] {
  const sizes = Array.from({ length: 60 }, (_, at) => 0.01 * 1.17 ** at + 0.00123).filter((size) => size < 30);
  return isDefinedForPositiveOnly(name) ? sizes : sizes.flatMap((size) => [size, -size]);
}

const at = (expression: Expression<string>, value: number): number => evaluate(expression, () => value);

/** A central difference, extrapolated from two steps. */
function slopeBetween(f: (x: number) => number, input: number): number {
  const slope = (step: number): number => (f(input + step) - f(input - step)) / (2 * step);
  const step = 1e-3 * Math.min(1, Math.abs(input));
  return (4 * slope(step / 2) - slope(step)) / 3;
}

describe.each(ofOne)('%s', (name) => {
  const derivative = derive(call(name, x), 'x');

  test('has the derivative of central differences', () => {
    for (const input of inputsOf(name)) {
      const right = slopeBetween(functions[name], input);
      const rounding = (1e-15 * Math.abs(functions[name](input))) / (1e-3 * Math.min(1, Math.abs(input)));
      expect(Math.abs(at(derivative, input) - right), `at ${input}`).toBeLessThanOrEqual(
        1e-8 * Math.abs(right) + 10 * rounding + 1e-11,
      );
    }
  });

  test('has a derivative that is finite, or PyTorch’s infinity, for extreme inputs', () => {
    for (const size of [1e-300, 1e-20, 40, 700, 800, 1e20, 1e300]) {
      for (const input of isDefinedForPositiveOnly(name) ? [size] : [size, -size]) {
        if (name.startsWith('exp') && input > 700) continue;
        expect(at(derivative, input), `at ${input}`).toSatisfy(Number.isFinite);
      }
    }
  });

  test('has a kink only if it says so', () => {
    if (isDefinedForPositiveOnly(name)) return;
    const jump = Math.abs(at(derivative, 1e-9) - at(derivative, -1e-9));
    const valueJump = Math.abs(functions[name](1e-9) - functions[name](-1e-9));
    expect(jump > 1e-3 || valueJump > 1e-3).toBe(functionTable[name].hasKink);
  });
});

/** The calls whose derivations have lines of their own or are made by the rules, and the leaf. */
const softmax = (first: string): Expression<string> => call('softmax', ref(first), x, ref('y'), ref('z'));
const minusLogSoftmax = (first: string): Expression<string> =>
  call('minus-log-softmax', ref(first), x, ref('y'), ref('z'));
const derived: readonly (readonly [string, Expression<string>])[] = [
  ...ofOne.map((name) => [name, call(name, x)] as const),
  ['max', call('max', x, ref('y'), ref('z'))],
  ['min', call('min', x, ref('y'), ref('z'))],
  ['softmax by its own input', softmax('x')],
  ['softmax by another input', softmax('y')],
  ['−ln softmax by its own input', minusLogSoftmax('x')],
  ['−ln softmax by another input', minusLogSoftmax('y')],
];

test.each(derived)('every line of the derivation of %s is equal to the line before', (name, expression) => {
  const lines = deriveInLines(expression, 'x');
  const inputs = Array.from({ length: 60 }, (_, k) => 0.137 * (k - 30) + 0.01);
  for (const input of inputs.filter((value) => value > 0 || !isDefinedForPositiveOnly(name as FunctionName))) {
    const numberOf = (leaf: string): number => (leaf === 'x' ? input : { y: 0.3, z: -1.1 }[leaf as 'y' | 'z']);
    const value = (each: Expression<string>): number => evaluate(inForm(each, 'shown'), numberOf);
    for (const [form, right] of [
      [lines.value, evaluate(expression, numberOf)],
      [lines.derivative, evaluate(derive(expression, 'x'), numberOf)],
    ] as const) {
      for (const { expression: each, rules } of form) {
        expect(Math.abs(value(each) - right), `${rules} at ${input}`).toBeLessThanOrEqual(
          1e-12 * (1 + Math.abs(right)),
        );
      }
    }
  }
  expect(lines.value[0]?.rules).toEqual([]);
  for (const { rules } of lines.derivative) expect(rules).not.toEqual([]);
});

test('softmax and −ln softmax have the derivatives of central differences, even if one input is far ahead', () => {
  for (const ahead of [0, 3, 40, -40, 800]) {
    for (const expression of [softmax('x'), softmax('y'), minusLogSoftmax('x'), minusLogSoftmax('y')]) {
      const f = (own: number): number =>
        evaluate(expression, (leaf) => (leaf === 'x' ? own : { y: 0.3, z: -1.1 }[leaf as 'y' | 'z']));
      const derivative = evaluate(derive(expression, 'x'), (leaf) =>
        leaf === 'x' ? ahead : { y: 0.3, z: -1.1 }[leaf as 'y' | 'z'],
      );
      const numeric = (f(ahead + 1e-5) - f(ahead - 1e-5)) / 2e-5;
      expect(Math.abs(derivative - numeric)).toBeLessThanOrEqual(1e-8);
    }
  }
  // 1 − softmax(x) of x = 40 is e^(0.3 − 40) + e^(−1.1 − 40), which rounding would lose.
  const tiny = evaluate(derive(softmax('x'), 'x'), (leaf) => ({ x: 40, y: 0.3, z: -1.1 })[leaf as 'x' | 'y' | 'z']);
  expect(tiny / (Math.exp(-39.7) + Math.exp(-41.1))).toBeCloseTo(1, 12);
});
