import { biasCount, type Layer, outputLayer } from '../engine/models/network.ts';
import { parameterName } from '../engine/models/parameters.ts';
import { quantityName } from '../engine/models/quantity-name.ts';
import { stepAt } from '../engine/steps/steps.ts';
import { type Experiment, epochOf, updatesPerEpoch } from '../engine/training/experiment.ts';
import type { Chapter } from '../engine/training/lesson-plan.ts';
import { updateAt } from '../engine/training/update.ts';

/**
 * The experiment as a network file, samples included, before it is written as JSON text. `parseNetwork` turns the
 * returned object into the same experiment.
 */
export function networkData(experiment: Experiment): object {
  const { network, samples, batchSize, shuffle, lessonPlan } = experiment;
  const outputs = outputLayer(network).units;
  const row = (numbers: Float64Array, index: number, length: number): readonly number[] => [
    ...numbers.subarray(index * length, (index + 1) * length),
  ];
  return {
    name: experiment.name,
    description: experiment.description,
    inputs: network.inputs,
    layers: network.layers.map((layer) => layerData(experiment, layer)),
    loss: experiment.loss,
    optimizer: experiment.optimizer,
    samples: Array.from({ length: samples.count }, (_, index) => ({
      input: row(samples.inputs, index, network.inputs),
      target: row(samples.targets, index, outputs),
    })),
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

function layerData({ initial }: Experiment, layer: Layer): object {
  const { units, fanIn, activation, firstWeight, firstBias, bias } = layer;
  const weights = Array.from({ length: units }, (_, unit) => [
    ...initial.subarray(firstWeight + unit * fanIn, firstWeight + (unit + 1) * fanIn),
  ]);
  const values = [...initial.subarray(firstBias, firstBias + biasCount(units, bias))];
  const biasData = bias?.each === 'layer' ? { shared: values[0] } : { values };
  return { units, activation, weights, ...(bias && { bias: { ...biasData, trainable: bias.trainable } }) };
}

function chapterData(experiment: Experiment, chapter: Chapter): object {
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
