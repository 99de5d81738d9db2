import { createNetwork } from '../../src/engine/models/network.ts';
import type { Experiment } from '../../src/engine/training/experiment.ts';
import { lecture } from '../support/lecture.ts';

/** A 784-32-10 sigmoid network on one sample, all its numbers drawn from a fixed seed. */
export function largeExperiment(): Experiment {
  const layer = (units: number) => ({ units, activation: 'sigmoid', bias: undefined }) as const;
  const network = createNetwork(784, [layer(32), layer(10)]);
  const draw = seeded(1);
  return {
    ...lecture,
    name: '784-32-10',
    network,
    initial: Float64Array.from({ length: network.parameterCount }, () => (draw() - 0.5) / 28),
    samples: {
      count: 1,
      inputs: Float64Array.from({ length: 784 }, draw),
      targets: Float64Array.from({ length: 10 }, draw),
    },
  };
}

/** Lehmer's generator: numbers from 0 to 1, the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
