import { createNetwork, layerAt, type Network, outputLayer } from '../engine/models/network.ts';
import type { DenseExperiment, Samples } from '../engine/training/experiment.ts';
import { drawWeights } from '../engine/training/initializers.ts';
import { emptyLessonPlan } from '../engine/training/lesson-plan.ts';
import { targetOfClass } from './class-target.ts';
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
export function buildExperiment(file: CompleteFile, network: Network, name: string): DenseExperiment {
  const { description, loss, optimizer, samples, batchSize, reduction, updateOrder, shuffle } = file;
  const { inputNames, outputNames } = file;
  return {
    kind: 'dense',
    name: file.name ?? name,
    description,
    network,
    initial: initialParameters(file, network),
    loss,
    optimizer,
    optimizerFrom: 1,
    samples: samplesOf(file, network),
    batchSize: samplesInBatch(batchSize, samples.length),
    reduction,
    updateOrder,
    shuffle,
    inputNames,
    outputNames,
    lessonPlan: emptyLessonPlan,
  };
}

/** The number of samples in the largest batch. As in PyTorch's DataLoader, `batchSize` may be above `sampleCount`. */
export function samplesInBatch(batchSize: NetworkFile['batchSize'], sampleCount: number): number {
  return batchSize === 'all' ? sampleCount : Math.min(batchSize, sampleCount);
}

function initialParameters({ layers, weightLayout }: CompleteFile, network: Network): Float64Array {
  const initial = new Float64Array(network.parameterCount);
  for (const [index, { weights, init, bias }] of layers.entries()) {
    const layer = layerAt(network, index + 1);
    const { firstWeight, firstBias, units, fanIn } = layer;
    const layerWeights = initial.subarray(firstWeight, firstWeight + units * fanIn);
    if (weights !== undefined) {
      const rows = weightLayout === 'units-by-inputs' ? weights : interchanged(weights, units);
      layerWeights.set(concat(rows, units * fanIn));
    }
    if (init !== undefined) drawWeights(init, layer, layerWeights);
    initial.set(bias?.values ?? (bias?.shared === undefined ? [] : [bias.shared]), firstBias);
  }
  return initial.map(withoutNegativeZero);
}

/** The columns of a matrix as rows. `columns` is the number of numbers in each row. */
function interchanged(rows: readonly (readonly number[])[], columns: number): readonly (readonly number[])[] {
  return Array.from({ length: columns }, (_, column) => rows.map((row) => row[column] ?? Number.NaN));
}

function samplesOf({ samples, outputNames }: CompleteFile, network: Network): Samples {
  const count = samples.length;
  const outputs = outputLayer(network).units;
  const inputs = samples.map(({ input }) => input);
  const targets = samples.map(({ target, class: name = 0 }) => target ?? targetOfClass(name, outputs, outputNames));
  return { count, inputs: concat(inputs, count * network.inputs), targets: concat(targets, count * outputs) };
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
