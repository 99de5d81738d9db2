import { describe, expect, test } from 'vitest';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { activationNames } from '../../src/engine/models/activations.ts';
import { isCompatible, lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork } from '../../src/engine/models/network.ts';
import { createExperiment, type Experiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { lecture } from '../support/lecture.ts';
import { biases } from '../support/random-experiment.ts';

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
  const { derivative } = loss;
  try {
    Object.assign(loss, { slope: (...of: Parameters<typeof derivative>) => derivative(...of) * 1.00001 });
    expect([...checkGradients(lecture, 1, initialState(lecture))].map(({ verdict }) => verdict)).toContain('disagrees');
  } finally {
    Object.assign(loss, { slope: derivative });
  }
});

/** Numbers between −1 and 1 that look like nothing in particular and are the same on every run. */
const numbers = (count: number, phase: number): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => Math.sin(phase + 2.7 * at));

describe.each(lossNames)('on %s, every gradient agrees', (loss) => {
  const outputs = activationNames.filter((activation) => isCompatible(loss, activation));
  const hidden = activationNames.filter((activation) => activation !== 'softmax');
  const pairs = hidden.flatMap((before) => outputs.map((last) => [before, last] as const));

  test.each(pairs)('with %s before %s', (before, last) => {
    for (const bias of biases) {
      const network = createNetwork(2, [
        { units: 3, activation: before, bias },
        { units: 2, activation: last, bias },
      ]);
      for (const batchSize of [1, 2, 3]) {
        const targets = numbers(6, 3).map((value) => (lossOf(loss).targets === undefined ? value : value ** 2));
        const samples = { count: 3, inputs: numbers(6, 2), targets };
        const initial = numbers(network.parameterCount, 1);
        const experiment = createExperiment({
          network,
          initial,
          loss,
          optimizer: lecture.optimizer,
          samples,
          batchSize,
        });
        const verdicts = [...checkGradients(experiment, 2, initialState(experiment))].map(({ verdict }) => verdict);
        expect(new Set(verdicts)).toEqual(new Set(['agrees']));
      }
    }
  });
});
