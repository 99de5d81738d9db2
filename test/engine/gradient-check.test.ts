import { expect, test } from 'vitest';
import type { Experiment } from '../../src/engine/experiment.ts';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { lossOf } from '../../src/engine/losses.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { initialState } from '../../src/engine/state.ts';
import { lecture } from '../support/lecture.ts';

/** One relu unit, one input of 1, one weight. */
function relu(weight: number): Experiment {
  return {
    ...lecture,
    network: createNetwork(1, [{ units: 1, activation: 'relu', bias: undefined }]),
    initial: Float64Array.of(weight),
    samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) },
  };
}

test("the lecture's gradients agree", () => {
  const checks = [...checkGradients(lecture, 1, initialState(lecture))];
  expect(checks.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 8 }, () => 'agrees'));
  expect(Math.max(...checks.map(({ relativeError }) => relativeError))).toBeLessThan(1e-8);
});

test('a kink inside the difference is told apart', () => {
  const verdict = (weight: number) => [...checkGradients(relu(weight), 1, Float64Array.of(weight))][0]?.verdict;
  expect(verdict(0)).toBe('kink');
  expect(verdict(0.001)).toBe('agrees');
  expect(verdict(-0.001)).toBe('agrees');
  expect(verdict(-3e-7)).toBe('kink');
});

test('a wrong slope is found out', () => {
  const loss = lossOf('half-squared-error');
  if (loss.kind !== 'plain') throw new Error('expected a plain loss');
  const { slope } = loss;
  try {
    Object.assign(loss, { slope: (...of: Parameters<typeof slope>) => slope(...of) * 1.00001 });
    expect([...checkGradients(lecture, 1, initialState(lecture))].map(({ verdict }) => verdict)).toContain('disagrees');
  } finally {
    Object.assign(loss, { slope });
  }
});
