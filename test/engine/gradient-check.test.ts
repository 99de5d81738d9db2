import { expect, test } from 'vitest';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import type { ActivationName } from '../../src/engine/models/activations.ts';
import { lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { lecture } from '../support/lecture.ts';
import { expectGradientsAgree, fewCombinations, fixedNumbers } from './gradient-check-combinations.ts';

/** An experiment with one unit, one input of 1 and one weight. */
function unitWith(activation: ActivationName, weight: number): Experiment {
  return {
    ...lecture,
    network: createNetwork(1, [{ units: 1, activation, bias: undefined }]),
    initial: Float64Array.of(weight),
    samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) },
  };
}

test("the lecture's eight gradients agree with central differences to 1e-8", () => {
  const checks = [...checkGradients(lecture, 1, initialState(lecture))];
  expect(checks.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 8 }, () => 'agrees'));
  expect(Math.max(...checks.map(({ relativeError }) => relativeError))).toBeLessThan(1e-8);
});

test('the verdict is kink if a kink is too near for a central difference', () => {
  const verdict = (weight: number) =>
    [...checkGradients(unitWith('relu', weight), 1, Float64Array.of(weight))][0]?.verdict;
  expect(verdict(0)).toBe('kink');
  expect(verdict(0.001)).toBe('agrees');
  expect(verdict(-0.001)).toBe('agrees');
  expect(verdict(-3e-7)).toBe('kink');
});

test('the gradient of elu agrees next to 0, where the second derivative of elu jumps', () => {
  for (const weight of [0, 1e-12, 1e-7, -1e-7, 0.001, -0.001, 0.01, -0.01]) {
    const [check] = checkGradients(unitWith('elu', weight), 1, Float64Array.of(weight));
    expect(check?.verdict, `weight ${weight}`).toBe('agrees');
  }
});

test('a derivative that is wrong by one part in 100,000 disagrees', () => {
  const loss = lossOf('half-squared-error');
  if (loss.kind !== 'plain') throw new Error('expected a plain loss');
  const { derivative } = loss;
  try {
    Object.assign(loss, { derivative: (...inputs: Parameters<typeof derivative>) => derivative(...inputs) * 1.00001 });
    expect([...checkGradients(lecture, 1, initialState(lecture))].map(({ verdict }) => verdict)).toContain('disagrees');
  } finally {
    Object.assign(loss, { derivative });
  }
});

test("rounding never gives a correct gradient the verdict 'disagrees', even if E_total is above 10⁷", () => {
  const network = createNetwork(2, [
    { units: 2, activation: 'sigmoid', bias: undefined },
    { units: 1, activation: 'sigmoid', bias: undefined },
  ]);
  const verdicts = Array.from({ length: 10 }, (_, seed) => {
    const inputs = fixedNumbers(600, seed);
    const targets = fixedNumbers(300, 10 + seed).map((value) => 1e4 * value);
    const samples = { count: 300, inputs, targets };
    const experiment: Experiment = { ...lecture, network, samples, batchSize: 300 };
    const state = fixedNumbers(network.parameterCount, 20 + seed);
    return [...checkGradients(experiment, 1, state)].map(({ verdict }) => verdict);
  });
  expect(new Set(verdicts.flat())).toEqual(new Set(['agrees', 'undecided']));
});

test.each(fewCombinations)(
  'all gradients agree with central differences: %s, hidden %s, output %s',
  (...combination) => {
    expectGradientsAgree(combination);
  },
);
