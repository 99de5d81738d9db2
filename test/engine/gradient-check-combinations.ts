import { expect } from 'vitest';
import { checkGradients } from '../../src/engine/gradient-check.ts';
import { type ActivationName, activationNames } from '../../src/engine/models/activations.ts';
import { isCompatible, type LossName, lossNames, lossOf } from '../../src/engine/models/losses.ts';
import { createNetwork, type Network, outputLayer } from '../../src/engine/models/network.ts';
import { parameterName } from '../../src/engine/models/parameters.ts';
import { createExperiment } from '../../src/engine/training/experiment.ts';
import { initialState } from '../../src/engine/training/training-state.ts';
import { lecture } from '../support/lecture.ts';
import { biases } from '../support/random-experiment.ts';

/** A loss, the activation of the hidden layer and the activation of the output layer. */
export type Combination = readonly [loss: LossName, hidden: ActivationName, output: ActivationName];

const hiddenActivations = activationNames.filter((activation) => activation !== 'softmax');
const [firstHidden] = hiddenActivations;

/** Every loss with every compatible output activation and every hidden activation. */
export const allCombinations: readonly Combination[] = lossNames.flatMap((loss) =>
  outputsOf(loss).flatMap((output) => hiddenActivations.map((hidden): Combination => [loss, hidden, output])),
);

/** A small subset: every loss with every compatible output activation, and every hidden activation at least once. */
export const fewCombinations: readonly Combination[] = [
  ...allCombinations.filter(([, hidden]) => hidden === firstHidden),
  ...hiddenActivations.map((hidden): Combination => ['half-squared-error', hidden, 'sigmoid']),
];

/** The index of the bias that all outputs share. Undefined if they share none. */
function sharedOutputBias(network: Network): number | undefined {
  const { bias, firstBias } = outputLayer(network);
  return bias?.each === 'layer' ? firstBias : undefined;
}

function outputsOf(loss: LossName): readonly ActivationName[] {
  return activationNames.filter((activation) => isCompatible(loss, activation));
}

/** Numbers between −1 and 1 that look random. The same seed always gives the same numbers. */
export function fixedNumbers(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => Math.sin(seed + 2.7 * at));
}

/**
 * Expects that backpropagation and central differences agree on all gradients of a 2-3-2 network, with every kind
 * of bias and every batch size.
 */
export function expectGradientsAgree([loss, hidden, output]: Combination): void {
  for (const bias of biases) {
    const network = createNetwork(2, [
      { units: 3, activation: hidden, bias },
      { units: 2, activation: output, bias },
    ]);
    // Some losses need targets between 0 and 1, so the targets are squared for these losses.
    const targets = fixedNumbers(6, 3).map((value) => (lossOf(loss).targetRange === undefined ? value : value ** 2));
    for (const batchSize of [1, 2, 3]) {
      const experiment = createExperiment({
        network,
        initial: fixedNumbers(network.parameterCount, 1),
        loss,
        optimizer: lecture.optimizer,
        samples: { count: 3, inputs: fixedNumbers(6, 2), targets },
        batchSize,
      });
      for (const { parameter, verdict } of checkGradients(experiment, 2, initialState(experiment))) {
        // The same change of all nets of a softmax layer changes no out. The gradient is 0, or a rounding error.
        const isWithoutInfluence = output === 'softmax' && parameter === sharedOutputBias(network);
        const expected = isWithoutInfluence ? ['agrees', 'too-small-to-tell'] : ['agrees'];
        expect(expected, parameterName(network, parameter)).toContain(verdict);
      }
    }
  }
}
