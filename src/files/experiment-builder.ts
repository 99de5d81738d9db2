import { createNetwork, layerAt, type Network, outputLayer } from '../engine/models/network.ts';
import type { Experiment, Samples } from '../engine/training/experiment.ts';
import { drawWeights } from '../engine/training/initializers.ts';
import { emptyLessonPlan } from '../engine/training/lesson-plan.ts';
import type { NetworkFile } from './network-schema.ts';
import type { CompleteFile } from './sample-file.ts';

export function buildNetwork({ inputs, layers }: Pick<NetworkFile, 'inputs' | 'layers'>): Network {
  return createNetwork(
    inputs,
    layers.map(({ units, activation, bias }) => ({
      units,
      activation,
      bias: bias && { each: bias.values === undefined ? 'layer' : 'unit', trainable: bias.trainable },
    })),
  );
}

/**
 * The file must be free of problems. `name` is used if the file has no name. The lesson plan of the experiment is
 * empty.
 */
export function buildExperiment(file: CompleteFile, network: Network, name: string): Experiment {
  const { description, loss, optimizer, samples, batchSize, reduction, updateOrder, shuffle } = file;
  const { inputNames, outputNames } = file;
  return {
    name: file.name ?? name,
    description,
    network,
    initial: initialParameters(file, network),
    loss,
    optimizer,
    optimizerFrom: 1,
    samples: samplesOf(file, network),
    batchSize: batchSize === 'all' ? samples.length : batchSize,
    reduction,
    updateOrder,
    shuffle,
    inputNames,
    outputNames,
    lessonPlan: emptyLessonPlan,
  };
}

function initialParameters({ layers }: CompleteFile, network: Network): Float64Array {
  const initial = new Float64Array(network.parameterCount);
  for (const [index, { weights, init, bias }] of layers.entries()) {
    const layer = layerAt(network, index + 1);
    const { firstWeight, firstBias, units, fanIn } = layer;
    const layerWeights = initial.subarray(firstWeight, firstWeight + units * fanIn);
    if (weights !== undefined) layerWeights.set(concat(weights, units * fanIn));
    if (init !== undefined) drawWeights(init, layer, layerWeights);
    initial.set(bias?.values ?? (bias?.shared === undefined ? [] : [bias.shared]), firstBias);
  }
  return initial.map(withoutNegativeZero);
}

function samplesOf({ samples }: CompleteFile, network: Network): Samples {
  const count = samples.length;
  const inputs = samples.map(({ input }) => input);
  const targets = samples.map(({ target }) => target);
  return {
    count,
    inputs: concat(inputs, count * network.inputs),
    targets: concat(targets, count * outputLayer(network).units),
  };
}

/** Joins rows into one array. `length` is the sum of the rows' lengths. */
function concat(rows: readonly (readonly number[])[], length: number): Float64Array {
  const numbers = new Float64Array(length);
  let start = 0;
  for (const row of rows) {
    numbers.set(row, start);
    start += row.length;
  }
  return numbers.map(withoutNegativeZero);
}

/** JSON.stringify writes −0 as 0. Without −0, a session has the same numbers after it is saved and read again. */
function withoutNegativeZero(number: number): number {
  return number === 0 ? 0 : number;
}
