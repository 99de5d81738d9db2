import { describe, expect, test } from 'vitest';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import { constant, type Expression, ref, sum } from '../../../src/engine/expressions/expression.ts';
import { inForm, isEqual } from '../../../src/engine/expressions/parts.ts';
import type { OutputExpressions } from '../../../src/engine/models/losses.ts';
import { losses } from '../../../src/engine/models/losses.ts';

function expectWritten(actual: Expression<string> | undefined, right: Expression<string>): void {
  expect(actual && isEqual(actual, right)).toBe(true);
}

const deviations = [0.001, 0.37, -2.5, 17, -1e-9, 1e20, -1e160, 1e-300];

describe.each(['half-squared-error', 'mean-squared-error', 'mean-absolute-error'] as const)('%s', (name) => {
  const loss = losses[name];
  const output = (outputs: number): OutputExpressions<string> => ({
    out: ref('out'),
    net: ref('net'),
    target: ref('target'),
    outputs,
    unit: 0,
    nets: [],
    outs: [],
    targets: [],
  });
  const at = (expression: Expression<string>, out: number, target: number): number =>
    evaluate(expression, (place) => (place === 'out' ? out : target));

  test('has functions with the bits of its expressions', () => {
    for (const outputs of [1, 2, 3]) {
      for (const target of [0, 0.3, 1e300]) {
        for (const out of deviations) {
          expect([loss.error(out, target, outputs), loss.derivative(out, target, outputs)]).toEqual([
            at(loss.errorExpression(output(outputs)), out, target),
            at(loss.derivativeExpression(output(outputs)), out, target),
          ]);
        }
      }
    }
  });

  test('has the derivative of its error, by the rules and by central differences', () => {
    for (const out of deviations) {
      const right = loss.derivative(out, 0.3, 3);
      const derived = at(derive(loss.errorExpression(output(3)), 'out'), out, 0.3);
      expect(Math.abs(derived - right)).toBeLessThanOrEqual(1e-15 * Math.abs(right));
      if (Math.abs(out) > 100) continue;
      const numeric = (loss.error(out + 1e-4, 0.3, 3) - loss.error(out - 1e-4, 0.3, 3)) / 2e-4;
      expect(Math.abs(numeric - right)).toBeLessThanOrEqual(1e-9);
    }
  });

  test('has a derivation whose lines are equal and end with ∂E/∂out', () => {
    const { value, derivative } = loss.derivativeLines(output(3));
    for (const out of [0.37, -2.5, 17]) {
      const lastError = value.map(({ expression }) => at(inForm(expression, 'shown'), out, 0.3));
      for (const error of lastError) expect(error).toBeCloseTo(loss.error(out, 0.3, 3), 10);
      for (const { expression } of derivative) {
        expect(at(inForm(expression, 'shown'), out, 0.3)).toBeCloseTo(loss.derivative(out, 0.3, 3), 12);
      }
    }
    expectWritten(derivative.at(-1)?.expression, loss.derivativeExpression(output(3)));
  });
});

/** The expressions of output `unit` of three. */
function outputOf(unit: number, outs: readonly Expression<string>[]): OutputExpressions<string> {
  const row = (name: string) => [0, 1, 2].map((index) => ref(`${name}${index}`));
  return {
    out: outs[unit] ?? constant(Number.NaN),
    net: ref(`net${unit}`),
    target: ref(`target${unit}`),
    outputs: 3,
    unit,
    nets: row('net'),
    outs,
    targets: row('target'),
  };
}

describe('δ of a fused loss', () => {
  const outs = [0, 1, 2].map((index) => ref(`out${index}`));

  test.each([
    ['binary-cross-entropy', [0.4, -1.7, 3.1], [1, 0, 0.3]],
    ['binary-cross-entropy', [40, -40, 0], [1, 0, 1]],
    ['categorical-cross-entropy', [0.4, -1.7, 3.1], [0, 1, 0]],
    ['categorical-cross-entropy', [0.4, -1.7, 3.1], [0.2, 0.7, 0.4]],
    ['categorical-cross-entropy', [33, -22, 0], [1, 0, 0]],
  ] as const)('of %s, at nets %j, is the derivative of E_total by the net', (name, nets, targets) => {
    const loss = losses[name];
    const powers = nets.map(Math.exp);
    const total = powers.reduce((sumSoFar, power) => sumSoFar + power, 0);
    const numbers: Record<string, number> = {};
    for (const [index, net] of nets.entries()) {
      numbers[`net${index}`] = net;
      numbers[`target${index}`] = targets[index] ?? Number.NaN;
      numbers[`out${index}`] = name === 'binary-cross-entropy' ? 1 / (1 + Math.exp(-net)) : Math.exp(net) / total;
    }
    const numberOf = (leaf: string): number => numbers[leaf] ?? Number.NaN;
    const targetSum = targets.reduce((sumSoFar: number, target) => sumSoFar + target, 0);
    const error = sum([0, 1, 2].map((unit) => inForm(loss.errorExpression(outputOf(unit, outs)), 'computed')));
    for (const unit of [0, 1, 2]) {
      const written = evaluate(loss.deltaExpression(outputOf(unit, outs), targetSum), numberOf);
      const derived = evaluate(derive(error, `net${unit}`), numberOf);
      expect(Math.abs(written - derived)).toBeLessThanOrEqual(1e-12 * Math.abs(derived) + 1e-16);
      if (Math.max(...nets.map(Math.abs)) > 10) continue;
      const { derivative } = loss.deltaLines(outputOf(unit, outs), targetSum);
      for (const { expression, rules } of derivative) {
        const value = evaluate(inForm(expression, 'shown'), numberOf);
        expect(Math.abs(value - written), rules.join()).toBeLessThanOrEqual(1e-12);
      }
      expectWritten(derivative.at(-1)?.expression, loss.deltaExpression(outputOf(unit, outs), targetSum));
    }
  });
});
