import { describe, expect, test } from 'vitest';
import { derive } from '../../../src/engine/expressions/derive.ts';
import { evaluate } from '../../../src/engine/expressions/evaluate.ts';
import { type Expression, ref } from '../../../src/engine/expressions/expression.ts';
import { inForm, isEqual } from '../../../src/engine/expressions/parts.ts';
import { activations } from '../../../src/engine/models/activations.ts';

type Place = 'net' | 'out';
const [net, out] = [ref<Place>('net'), ref<Place>('out')];
const nets = [
  ...Array.from({ length: 200 }, (_, at) => 0.13 * (at - 100) + 0.01),
  ...[-1e300, -1e20, -800, -745, -40, 40, 745, 800, 1e20, 1e300],
];

describe.each(Object.entries(activations))('%s', (_, activation) => {
  const numberAt = (expression: Expression<Place>, at: number): number =>
    evaluate(expression, (place) => (place === 'net' ? at : activation.value(at)));
  const forward = activation.expression(net);
  const written = activation.derivativeExpression(net, out);

  test('has functions with the bits of its expressions', () => {
    for (const at of nets) {
      expect([activation.value(at), activation.derivative(at, activation.value(at))]).toEqual([
        numberAt(forward, at),
        numberAt(written, at),
      ]);
    }
  });

  test('has a written derivative that is the derived one', () => {
    for (const at of nets) {
      const derived = numberAt(derive(forward, 'net'), at);
      expect(Math.abs(numberAt(written, at) - derived), `at ${at}`).toBeLessThanOrEqual(
        1e-14 * Math.abs(derived) + 1e-15,
      );
    }
  });

  test('has the derivative of central differences', () => {
    for (const at of nets.filter((each) => Math.abs(each) < 100)) {
      const slope = (step: number): number => (activation.value(at + step) - activation.value(at - step)) / (2 * step);
      const numeric = (4 * slope(5e-4) - slope(1e-3)) / 3;
      expect(Math.abs(numberAt(written, at) - numeric), `at ${at}`).toBeLessThanOrEqual(1e-9);
    }
  });

  test('has a kink only if it says so', () => {
    const jump =
      activation.derivative(1e-9, activation.value(1e-9)) - activation.derivative(-1e-9, activation.value(-1e-9));
    expect(Math.abs(jump) > 1e-3).toBe(activation.hasKink);
  });

  test('has a derivation whose lines are equal and end with the written derivative', () => {
    const { value, derivative } = activation.derivativeLines(net, out);
    for (const at of nets.filter((each) => Math.abs(each) < 10)) {
      for (const { expression } of value) {
        expect(Math.abs(numberAt(inForm(expression, 'shown'), at) - activation.value(at))).toBeLessThanOrEqual(1e-12);
      }
      for (const { expression, rules } of derivative) {
        const difference = numberAt(inForm(expression, 'shown'), at) - numberAt(written, at);
        expect(Math.abs(difference), `${rules} at ${at}`).toBeLessThanOrEqual(1e-11);
      }
    }
    expect(isEqual(inForm(derivative.at(-1)?.expression ?? net, 'shown'), inForm(written, 'shown'))).toBe(true);
  });
});
