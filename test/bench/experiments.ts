import { readFileSync } from 'node:fs';
import { createNetwork } from '../../src/engine/models/network.ts';
import type { DenseExperiment, FormulaExperiment } from '../../src/engine/training/experiment.ts';
import { parseFormulaExperiment } from '../../src/files/formula/formula-experiment.ts';
import { lecture } from '../support/lecture.ts';

/** A 784-32-10 sigmoid network with one sample. Its numbers are random, but always the same. */
export function largeExperiment(): DenseExperiment {
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

const lesson = (file: string): string => readFileSync(new URL(`../../src/lessons/${file}`, import.meta.url), 'utf8');

/** The lesson line-fit, which has ten samples in one batch. */
export function lineFit(): FormulaExperiment {
  const samples = { source: 'line-fit.csv', text: lesson('line-fit.csv') };
  return parseFormulaExperiment(lesson('line-fit.formula'), 'line-fit', samples);
}

/** The lesson recurrent. */
export function recurrent(): FormulaExperiment {
  return parseFormulaExperiment(lesson('recurrent.formula'), 'recurrent');
}

/** The numbers of one column of the samples of a formula. */
export function columnOf({ formula, samples }: FormulaExperiment, column: number): Float64Array {
  return samples.inputs.filter((_, at) => at % formula.inputs.length === column);
}

/** Lehmer's generator of random numbers between 0 and 1, exclusive. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
