import { createNetwork } from '../../src/engine/models/network.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';

/** A 784-32-10 sigmoid network with one sample. Its numbers are random, but always the same. */
export function largeExperiment(): Experiment {
  const layer = (units: number) => ({ units, activation: 'sigmoid', bias: undefined }) as const;
  const network = createNetwork(784, [layer(32), layer(10)]);
  const random = createRandom(1);
  return {
    ...lecture,
    name: '784-32-10',
    network,
    // The square root of 784 inputs is 28. Weights between −0.5 and 0.5, divided by 28, keep the nets small.
    initial: Float64Array.from({ length: network.parameterCount }, () => (random() - 0.5) / 28),
    samples: {
      count: 1,
      inputs: Float64Array.from({ length: 784 }, random),
      targets: Float64Array.from({ length: 10 }, random),
    },
  };
}

/** Lehmer's generator of random numbers between 0 and 1, exclusive. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
