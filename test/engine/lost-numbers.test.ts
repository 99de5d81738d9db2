import { expect, test } from 'vitest';
import { evaluate } from '../../src/engine/expressions/evaluate.ts';
import { activationNames } from '../../src/engine/models/activations.ts';
import { isCompatible, lossNames } from '../../src/engine/models/losses.ts';
import { quantityName } from '../../src/engine/models/quantity-name.ts';
import { readUpdate } from '../../src/engine/pass/update-values.ts';
import { equationOf } from '../../src/engine/steps/equation.ts';
import { quantityNamed } from '../../src/engine/steps/name-parser.ts';
import { firstDivergence } from '../../src/engine/timeline/divergence.ts';
import { createTimeline, errorAfter, stateAfter } from '../../src/engine/timeline/timeline.ts';
import type { DenseExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { parseNetwork } from '../../src/files/network-file.ts';

/** The nets of the first layer are ∞ − ∞ = NaN. */
function withLostNets(activations: readonly string[], loss: string): DenseExperiment {
  const layers = activations.map((activation, layer) => ({
    units: 2,
    activation,
    weights: Array.from({ length: 2 }, () => (layer === 0 ? [1e200, -1e200] : [0.5, 0.5])),
  }));
  const samples = [{ input: [1e200, 1e200], target: [1, 0] }];
  return parseNetwork({ inputs: 2, layers, loss, optimizer: { method: 'sgd', learningRate: 0.1 }, samples }, 'test');
}

function expectLost(experiment: DenseExperiment, names: readonly string[]): void {
  const { update, numberOf } = readUpdate(experiment, 1, initialState(experiment));
  for (const name of names) {
    const quantity = quantityNamed(update, name);
    const equation = quantity && equationOf(update, quantity);
    if (quantity === undefined || equation?.kind === 'given') throw new Error(`there is no step ${name}`);
    expect([name, numberOf(quantity)]).toEqual([name, Number.NaN]);
    expect([name, equation && evaluate(equation, numberOf)]).toEqual([name, Number.NaN]);
  }
}

test.each(activationNames.filter((name) => name !== 'softmax'))('%s of NaN is NaN, and so is E_total', (activation) => {
  expectLost(withLostNets([activation, 'identity'], 'half-squared-error'), ['net_h1', 'out_h1', 'net_o1', 'E_total']);
});

test.each(
  lossNames.flatMap((loss) =>
    activationNames.filter((activation) => isCompatible(loss, activation)).map((activation) => [loss, activation]),
  ),
)('%s of NaN, with %s, is NaN', (loss, activation) => {
  expectLost(withLostNets([activation], loss), ['out_o1', 'E_o1', 'E_total']);
});

test('training stops at a relu whose net is NaN', () => {
  const experiment = parseNetwork(
    {
      inputs: 2,
      layers: [
        { units: 1, activation: 'relu', weights: [[1, -1]] },
        { units: 1, activation: 'identity', weights: [[1]] },
      ],
      loss: 'half-squared-error',
      optimizer: { method: 'sgd', learningRate: 1 },
      // Update 1 makes the weights about −1e300 and −1e299, so the net of sample 2 is −∞ + ∞.
      samples: [
        { input: [1e100, 1e99], target: [0] },
        { input: [1e150, -1e150], target: [1] },
      ],
    },
    'test',
  );
  const timeline = createTimeline(experiment);
  expect(Array.from(stateAfter(timeline, 1)).every(Number.isFinite)).toBe(true);
  expect(errorAfter(timeline, 1)).toBeNaN();
  const { update, quantity } = firstDivergence(timeline, 10);
  expect([update, quantityName(experiment.network, quantity)]).toEqual([2, 'net_h1']);
});
