import { biasCount, type Layer, outputLayer } from '../engine/models/network.ts';
import { parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { stepAt } from '../engine/steps/steps.ts';
import { type DenseExperiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Chapter } from '../engine/training/lesson-plan.ts';
import { updateAt } from '../engine/training/update.ts';

/**
 * The experiment as a network file, samples included, before it is written as JSON text. `parseNetwork` turns the
 * returned object into the same experiment.
 */
export function networkData(experiment: DenseExperiment): object {
  return { ...dataWithoutSamples(experiment), samples: samplesData(experiment, 0, experiment.samples.count) };
}

/** The number of samples in a piece of text. Writing it as JSON takes a few milliseconds. */
const samplesInPiece = 2000;

/** `networkData` as JSON text. The samples are written in pieces, so that other work can be done in between. */
export function* networkPieces(experiment: DenseExperiment): Generator<string> {
  const { count } = experiment.samples;
  yield `${JSON.stringify(dataWithoutSamples(experiment)).slice(0, -1)},"samples":[`;
  for (let first = 0; first < count; first += samplesInPiece) {
    const rows = JSON.stringify(samplesData(experiment, first, Math.min(count, first + samplesInPiece)));
    yield `${first === 0 ? '' : ','}${rows.slice(1, -1)}`;
  }
  yield ']}';
}

/** The samples from index `first` up to, not including, `end`. */
function samplesData({ network, samples }: DenseExperiment, first: number, end: number): readonly object[] {
  const row = (numbers: Float64Array, index: number, length: number): readonly number[] => [
    ...numbers.subarray(index * length, (index + 1) * length),
  ];
  return Array.from({ length: end - first }, (_, at) => ({
    input: row(samples.inputs, first + at, network.inputs),
    target: row(samples.targets, first + at, outputLayer(network).units),
  }));
}

function dataWithoutSamples(experiment: DenseExperiment): object {
  const { network, batchSize, shuffle, lessonPlan } = experiment;
  return {
    name: experiment.name,
    description: experiment.description,
    inputs: network.inputs,
    layers: network.layers.map((layer) => layerData(experiment, layer)),
    loss: experiment.loss,
    optimizer: experiment.optimizer,
    batchSize,
    reduction: experiment.reduction,
    updateOrder: experiment.updateOrder,
    ...(shuffle && { shuffle }),
    inputNames: experiment.inputNames,
    outputNames: experiment.outputNames,
    practice: lessonPlan.practice,
    chapters: lessonPlan.chapters.map((chapter) => chapterData(experiment, chapter)),
  };
}

function layerData({ initial }: DenseExperiment, layer: Layer): object {
  const { units, fanIn, activation, firstWeight, firstBias, bias } = layer;
  const weights = Array.from({ length: units }, (_, unit) => [
    ...initial.subarray(firstWeight + unit * fanIn, firstWeight + (unit + 1) * fanIn),
  ]);
  const values = [...initial.subarray(firstBias, firstBias + biasCount(units, bias))];
  const biasData = bias?.each === 'layer' ? { shared: values[0] } : { values };
  return { units, activation, weights, ...(bias && { bias: { ...biasData, trainable: bias.trainable } }) };
}

function chapterData(experiment: DenseExperiment, chapter: Chapter): object {
  const { title, text, position, parameter, expanded, view, isZoomed, isPractice } = chapter;
  const { network } = experiment;
  const update = updateAt(experiment, position.update);
  const epoch = epochOf(experiment, position.update);
  const isInFirstUpdate = position.update === (epoch - 1) * updatesPerEpoch(experiment) + 1;
  // In a file, a chapter without `after` is at the end of the previous epoch, or at the start position if its epoch is
  // 1. So a position at the end of `epoch` is written as `epoch + 1`.
  const place =
    position.step > 0 && isInFirstUpdate
      ? { epoch, after: quantityName(network, stepAt(update, position.step).quantity) }
      : { epoch: position.step === 0 ? 1 : epoch + 1 };
  return {
    title,
    text,
    ...place,
    ...(parameter !== undefined && { choose: parameterName(network, parameter) }),
    open: expanded,
    panel: view,
    zoom: isZoomed,
    practice: isPractice,
  };
}
