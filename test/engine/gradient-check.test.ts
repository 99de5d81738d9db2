import { expect, test } from 'vitest';
import { createDerivativeEstimator } from '../../src/engine/differences/derivative-estimate.ts';
import { checkGradients, compare } from '../../src/engine/gradient-check.ts';
import type { ActivationName } from '../../src/engine/models/activations.ts';
import { lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
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

test('a correct gradient agrees even if E_total is above 10⁷, so that its rounding is larger than a small change', () => {
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
  expect(new Set(verdicts.flat())).toEqual(new Set(['agrees']));
});

test('the gradient of a weight agrees if its input is large, because the step depends on the net that the weight feeds', () => {
  const network = createNetwork(1, [{ units: 1, activation: 'sigmoid', bias: { each: 'unit', trainable: true } }]);
  const samples = { count: 1, inputs: Float64Array.of(2000), targets: Float64Array.of(0) };
  for (const weight of [1000, -1000]) {
    const state = Float64Array.of(weight, -2000 * weight + 0.7);
    const checks = [...checkGradients({ ...lecture, network, samples }, 1, state)];
    expect(checks.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees']);
  }
});

test('the gradient of a weight agrees if a later weight is large, because the step depends on all later nets', () => {
  const network = createNetwork(1, [
    { units: 1, activation: 'identity', bias: undefined },
    { units: 1, activation: 'sigmoid', bias: undefined },
  ]);
  const samples = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(0) };
  const checks = [...checkGradients({ ...lecture, network, samples }, 1, Float64Array.of(1e-4, 1e4))];
  expect(checks.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees']);
});

/** 30 layers of one sigmoid unit. Each layer makes the gradient of the first weight about eight times smaller. */
const deep: Experiment = {
  ...lecture,
  network: createNetwork(
    1,
    Array.from({ length: 30 }, () => ({ units: 1, activation: 'sigmoid' as const, bias: undefined })),
  ),
  initial: fixedNumbers(30, 5),
  samples: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) },
};

test('gradients of 1e-20 and less are resolved, so that a wrong sign and an error of 0.1 % are found', () => {
  const estimate = createDerivativeEstimator(deep, updateAt(deep, 1), deep.initial);
  const checks = [...checkGradients(deep, 1, deep.initial)];
  expect(Math.abs(checks[0]?.analytic ?? Number.NaN)).toBeLessThan(1e-20);
  for (const { parameter, analytic, verdict } of checks) {
    expect(verdict).toBe('agrees');
    for (const factor of [-1, 0, 0.999, 1.001, 2]) {
      expect(compare(factor * analytic, estimate(parameter)).verdict, `${factor} times`).toBe('disagrees');
    }
  }
});

test('a gradient of exactly 0 agrees only if E_total does not change at all, or by the square of the step', () => {
  const verdicts = (experiment: Experiment) =>
    [...checkGradients(experiment, 1, experiment.initial)].map(({ verdict }) => verdict);
  expect(verdicts(unitWith('relu', -0.5))).toEqual(['agrees']);
  const zeroInput = { count: 1, inputs: Float64Array.of(0), targets: Float64Array.of(1) };
  expect(verdicts({ ...unitWith('sigmoid', 0.5), samples: zeroInput })).toEqual(['agrees']);
  // At a minimum where the out equals its target, E_total changes by the square of the step.
  const minimum = unitWith('identity', 1);
  expect(verdicts(minimum)).toEqual(['agrees']);
  const estimate = createDerivativeEstimator(minimum, updateAt(minimum, 1), minimum.initial);
  for (const wrong of [1e-6, -1e-12, 1e-30]) expect(compare(wrong, estimate(0)).verdict).not.toBe('agrees');
  expect(compare(1e-12, estimate(0)).verdict).toBe('disagrees');
  // At this minimum, two terms cancel. Nobody knows whether their sum is 0 or a rounding error.
  const samples = { count: 2, inputs: Float64Array.of(1, 1), targets: Float64Array.of(0.5, 1.5) };
  expect(verdicts({ ...minimum, samples, batchSize: 2 })).toEqual(['too-small-to-tell']);
});

test.each([
  ['vanishing', 20_000],
  ['vanishing-relu', 1000],
])('gradients of 1e-16, very near to a minimum, agree, and a wrong one is found: %s, update %d', (name, number) => {
  const lesson = lessonNamed(name);
  const state = stateAfter(createTimeline(lesson), number - 1);
  const estimate = createDerivativeEstimator(lesson, updateAt(lesson, number), state);
  const checks = [...checkGradients(lesson, number, state)];
  expect(checks).toHaveLength(8);
  for (const { parameter, analytic, verdict } of checks) {
    expect(Math.abs(analytic)).toBeLessThan(1e-15);
    expect(verdict).toBe('agrees');
    for (const factor of [-1, 0, 0.999]) {
      expect(compare(factor * analytic, estimate(parameter)).verdict, `${factor} times`).toBe('disagrees');
    }
  }
});

test('a gradient of 0 does not agree if it is wrong', () => {
  for (const [activation, weight] of [
    ['sigmoid', 36],
    ['tanh', 18],
    ['relu', 0.5],
    ['softplus', -30],
  ] as const) {
    const experiment = unitWith(activation, weight);
    const estimate = createDerivativeEstimator(experiment, updateAt(experiment, 1), experiment.initial);
    expect(compare(0, estimate(0)).verdict, activation).not.toBe('agrees');
  }
});

// The right gradients were calculated with 50 digits.
test.each([
  [-5, 7.14695624520882e-6],
  [-7, 6.26632303152277e-11],
  [-8, 3.97960726108682e-14],
  [-10, 7.61840009646481e-22],
])('a gradient of gelu in its tail is right, and agrees: a net of %d', (weight, right) => {
  const [check] = checkGradients(unitWith('gelu', weight), 1, Float64Array.of(weight));
  expect(Math.abs((check?.analytic ?? Number.NaN) - right)).toBeLessThan(1e-13 * right);
  expect(check?.verdict).toBe('agrees');
});

test('the gradient of silu and gelu at the zero of their slope is too small to tell', () => {
  for (const [activation, weight] of [
    ['silu', -1.278464542761074],
    ['gelu', -0.7517915246935645],
  ] as const) {
    expect([...checkGradients(unitWith(activation, weight), 1, Float64Array.of(weight))]).toMatchObject([
      { verdict: 'too-small-to-tell' },
    ]);
  }
});

test('the check of a layer-by-layer update has the number that the update uses, where it is not the checked gradient', () => {
  const lesson = lessonNamed('mazur-as-published');
  const checks = [...checkGradients(lesson, 1, initialState(lesson))];
  expect(checks.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 8 }, () => 'agrees'));
  expect(checks[0]?.analytic).toBeCloseTo(0.000438568, 9);
  expect(checks[0]?.layerByLayer).toBeCloseTo(0.000364723, 9);
  expect(checks.map(({ layerByLayer }) => layerByLayer !== undefined)).toEqual(
    [true, true, true, true, false, false, false, false], // w1 to w4, then the weights of the output layer
  );
});

test.each(fewCombinations)(
  'all gradients agree with central differences: %s, hidden %s, output %s',
  (...combination) => {
    expectGradientsAgree(combination);
  },
);
