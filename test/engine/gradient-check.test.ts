import { expect, test } from 'vitest';
import { createDerivativeEstimator } from '../../src/engine/differences/derivative-estimate.ts';
import { checkGradients, compare, type Verdict } from '../../src/engine/gradient-check.ts';
import type { ActivationName } from '../../src/engine/models/activations.ts';
import { type LossName, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { createTimeline, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { updateAt } from '../../src/engine/training/update.ts';
import { lecture } from '../support/lecture.ts';
import { lessonNamed } from '../support/lessons.ts';
import { expectGradientsAgree, fewCombinations, fixedNumbers } from './gradient-check-combinations.ts';

/** An experiment with one unit, one input of 1 and one weight. */
function unitWith(activation: ActivationName, weight: number): DenseExperiment {
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

/** An experiment with units in a row. Each layer has one unit and no bias; `layers` has their activations and weights. */
function unitsInRow(
  layers: readonly (readonly [activation: ActivationName, weight: number])[],
  { input = 1, target = 1, loss = 'half-squared-error' as LossName } = {},
): DenseExperiment {
  return {
    ...lecture,
    network: createNetwork(
      1,
      layers.map(([activation]) => ({ units: 1, activation, bias: undefined })),
    ),
    initial: Float64Array.from(layers, ([, weight]) => weight),
    loss,
    samples: { count: 1, inputs: Float64Array.of(input), targets: Float64Array.of(target) },
  };
}

function verdictsOf(experiment: DenseExperiment): readonly Verdict[] {
  return [...checkGradients(experiment, 1, experiment.initial)].map(({ verdict }) => verdict);
}

/** Expects that all gradients agree, and that no gradient agrees that is wrong by 0.1 %, has the wrong sign, or is 0. */
function expectResolved(experiment: DenseExperiment): void {
  const estimate = createDerivativeEstimator(experiment, updateAt(experiment, 1), experiment.initial);
  for (const { parameter, analytic, verdict } of checkGradients(experiment, 1, experiment.initial)) {
    expect(verdict, `parameter ${parameter}`).toBe('agrees');
    expect(analytic).not.toBe(0);
    for (const factor of [-1, 0, 0.999, 1.001]) {
      expect(compare(factor * analytic, estimate(parameter)).verdict, `${factor} times`).toBe('disagrees');
    }
  }
}

test('the verdict is kink if a net or out − target that E depends on is 0 at a kink', () => {
  expect(verdictsOf(unitsInRow([['relu', 0]]))).toEqual(['kink']);
  expect(verdictsOf(unitsInRow([['leaky-relu', 0]]))).toEqual(['kink']);
  expect(verdictsOf(unitsInRow([['identity', 1]], { loss: 'mean-absolute-error' }))).toEqual(['kink']);
  // E depends on the first weight, but not on the second weight, whose input is 0.
  expect(
    verdictsOf(
      unitsInRow([
        ['relu', 0],
        ['identity', 0.5],
      ]),
    ),
  ).toEqual(['kink', 'agrees']);
});

test('the verdict is kink if the rounding of a net decides its sign', () => {
  // As real numbers, 0.1 + 0.2 − 0.3 is 0. As doubles, the sum of the three products is 6e-17.
  const network = createNetwork(3, [{ units: 1, activation: 'relu', bias: undefined }]);
  const samples = { count: 1, inputs: Float64Array.of(0.1, 0.2, -0.3), targets: Float64Array.of(1) };
  const initial = Float64Array.of(1, 1, 1);
  expect(verdictsOf({ ...lecture, network, samples, initial })).toEqual(['kink', 'kink', 'kink']);
  const farther = { ...samples, inputs: Float64Array.of(0.1, 0.2, -0.3 + 1e-14) };
  expectResolved({ ...lecture, network, samples: farther, initial });
});

const fourSmallRelus = [0.03, 0.03, 0.03, 0.03].map((weight) => ['relu', weight] as const);

test.each([
  ['four relu layers with a last net of 8.1e-7', unitsInRow([...fourSmallRelus, ['identity', 0.5]])],
  ['relu, net 1e-7', unitsInRow([['relu', 0.1]], { input: 1e-6 })],
  ['relu, net 1e-6 from a small weight', unitsInRow([['relu', 1e-10]], { input: 1e4 })],
  ['relu, net 1e-25', unitsInRow([['relu', 1e-25]])],
  ['relu, net 1e-120 from a small input', unitsInRow([['relu', 1]], { input: 1e-120 })],
  ['leaky-relu, net 5e-7', unitsInRow([['leaky-relu', 5]], { input: 1e-7 })],
  ['leaky-relu, net −3e-7', unitsInRow([['leaky-relu', -3e-7]])],
  [
    'leaky-relu, net −1e-110, then relu',
    unitsInRow([
      ['leaky-relu', -1e-110],
      ['relu', -1],
    ]),
  ],
  [
    'mean-absolute-error, out − target 4e-7',
    unitsInRow([['identity', 0.5]], { target: 0.5000004, loss: 'mean-absolute-error' }),
  ],
  [
    'mean-absolute-error, out − target 1e-14',
    unitsInRow([['identity', 0.5]], { target: 0.5 + 1e-14, loss: 'mean-absolute-error' }),
  ],
])('a gradient near a kink agrees, and a wrong one is found: %s', (_, experiment) => {
  expectResolved(experiment);
});

test('all 18 gradients of a leaky-relu network with nets of 1e-8 to 1e-7 agree, and wrong ones are found', () => {
  const shape = { units: 3, activation: 'leaky-relu', bias: undefined } as const;
  const network = createNetwork(3, [shape, shape]);
  const initial = fixedNumbers(18, 1).map((value, at) => (at < 9 ? 1e-7 * value : value));
  const samples = { count: 1, inputs: Float64Array.of(0.6, -0.4, 0.5), targets: Float64Array.of(1, -1, 0.5) };
  expectResolved({ ...lecture, network, initial, samples });
});

test('a net of 0 is no kink for E if E does not depend on the out', () => {
  for (const activation of ['relu', 'leaky-relu'] as const) {
    const behindZero = unitsInRow([
      [activation, 0],
      ['identity', 0],
    ]);
    expect(verdictsOf(behindZero), activation).toEqual(['agrees', 'agrees']);
  }
  // The out equals its target, so E changes by the square of the change, on the right side alone.
  expect(verdictsOf(unitsInRow([['relu', 0]], { target: 0 }))).toEqual(['agrees']);
});

test.each([
  ['identity', 1e240, 0],
  ['identity', 1e300, 0],
  ['sigmoid', 1e280, 0],
  ['tanh', 1e280, 0],
  ['relu', 1e280, 0],
  ['softplus', 1e300, 1],
] as const)('the gradient of a weight whose input is huge agrees: %s, input %d', (activation, input, target) => {
  expectResolved(unitsInRow([[activation, 1 / input]], { input, target }));
});

test.each([1e40, 1e150, 1e300])('the gradient of a weight before a weight of %d agrees', (weight) => {
  const experiment = unitsInRow([
    ['identity', 0],
    ['identity', weight],
  ]);
  const [check] = checkGradients(experiment, 1, experiment.initial);
  expect(check).toMatchObject({ analytic: -weight, verdict: 'agrees' });
});

test('a right gradient is not accused if no difference is finite', () => {
  const experiment = unitsInRow([
    ['identity', 0],
    ['identity', 1e200],
    ['identity', 1e200],
  ]);
  // The true gradient of the first weight is −1e400.
  expect(verdictsOf(experiment)).toEqual(['lost', 'agrees', 'agrees']);
  expect(compare(1e300, { derivative: Number.NaN, uncertainty: Number.POSITIVE_INFINITY, isZero: false })).toEqual({
    numeric: Number.NaN,
    relativeError: Number.NaN,
    verdict: 'too-small-to-tell',
  });
});

test('a gradient that is 0 only because it is smaller than all doubles is too small to tell', () => {
  const tiny = ['identity', 1e-200] as const;
  expect(verdictsOf(unitsInRow([tiny, tiny, tiny]))).toEqual(Array.from({ length: 3 }, () => 'too-small-to-tell'));
  const deepTanh = Array.from({ length: 70 }, () => ['tanh', 1e-5] as const);
  expect(new Set(verdictsOf(unitsInRow(deepTanh)))).toEqual(new Set(['too-small-to-tell']));
  for (const [activation, weight] of [
    ['sigmoid', -800],
    ['sigmoid', 800],
    ['tanh', 800],
    ['elu', -800],
    ['softplus', -800],
    ['silu', -800],
    ['gelu', -40],
  ] as const) {
    const verdicts = verdictsOf(unitsInRow([[activation, weight]], { target: 0.5 }));
    expect(verdicts, activation).toEqual(['too-small-to-tell']);
  }
  // The out is 0 only because no double is small enough for it. So its distance from the target 0 is not known.
  expect(verdictsOf(unitsInRow([tiny, tiny], { target: 0 }))).toEqual(['too-small-to-tell', 'too-small-to-tell']);
});

test('a gradient of 0 agrees if one of its factors is 0, even if other factors are smaller than all doubles', () => {
  const tiny = ['identity', 1e-200] as const;
  expect(verdictsOf(unitsInRow([tiny, tiny, ['identity', 0]]))[0]).toBe('agrees');
  expect(verdictsOf(unitsInRow([tiny, tiny], { input: 0 }))).toEqual(['agrees', 'agrees']);
  expect(verdictsOf(unitsInRow([['tanh', 800], ['relu', -1], tiny]))).toEqual(['agrees', 'agrees', 'agrees']);
});

test('a right gradient is not accused if another sample or output hides it from the differences', () => {
  // The second output is at its minimum. E changes by the square of its change, which is much larger than the gradient.
  const network = createNetwork(1, [
    { units: 1, activation: 'identity', bias: undefined },
    { units: 2, activation: 'sigmoid', bias: undefined },
  ]);
  const samples = { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(-0.5, 1) };
  const saturated: DenseExperiment = { ...lecture, network, samples, initial: Float64Array.of(1, 550, 68) };
  expect([...checkGradients(saturated, 1, saturated.initial)].map(({ verdict }) => verdict)[0]).toBe(
    'too-small-to-tell',
  );
  // The input of the second sample is 1e336 times larger, but its relu has a negative net.
  const relu = unitsInRow([
    ['relu', -1],
    ['identity', 1e130],
  ]);
  const inputs = Float64Array.of(-1e-220, 1e116);
  const twoSamples: DenseExperiment = {
    ...relu,
    batchSize: 2,
    samples: { count: 2, inputs, targets: Float64Array.of(1, 1) },
  };
  expect(verdictsOf(twoSamples)[0]).toBe('too-small-to-tell');
});

test('no gradient agrees if E_total is infinite', () => {
  const experiment = unitsInRow([['identity', 1e160]]);
  expect([...checkGradients(experiment, 1, experiment.initial)]).toMatchObject([
    { analytic: 1e160, numeric: Number.NaN, relativeError: Number.NaN, verdict: 'lost' },
  ]);
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
    const experiment: DenseExperiment = { ...lecture, network, samples, batchSize: 300 };
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
const deep: DenseExperiment = {
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
  const verdicts = (experiment: DenseExperiment) =>
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
