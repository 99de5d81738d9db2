import type { ParameterKind } from '../graph/optimizer-names.ts';
import type { Quantity } from '../graph/quantity.ts';
import { type Layer, type Network, outputLayer } from '../models/network.ts';
import {
  hasTrainedBiasPerUnit,
  hasTrainedSharedBias,
  parameterAt,
  trainedParametersPerUnit,
} from '../models/parameters.ts';
import { type DenseExperiment, hasOneStepDelta } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { repetitionsIn, type Schedule, type Section, type StepBlock } from './schedule.ts';
import { placeInRow, quantityInRow, type RowContext, type StepRow } from './step-rows.ts';

/**
 * Steps of one layer. Each unit of the block has the steps of all rows. All steps of a unit come before the steps of
 * the next unit. In the lecture, the backward steps of h1 and h2 are one block. Its 14 steps have this order:
 *
 *     row             h1     h2
 *     path ×2         1 2    8 9
 *     out-gradient    3      10
 *     slope           4      11
 *     delta           5      12
 *     gradient ×2     6 7    13 14
 */
interface LayerBlock {
  readonly layer: Layer;
  readonly units: number;
  readonly rows: readonly StepRow[];
}

/** The schedule of an update of a dense network on a batch of `batchSize` samples. */
export function denseSchedule(experiment: DenseExperiment, batchSize: number): Schedule {
  const context = rowContext(experiment);
  return {
    sections: sectionsOf(experiment, batchSize).map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => stepBlock(context, block)),
    })),
    keyOf: (quantity) => layerOf(experiment.network, quantity),
  };
}

/** A section of the schedule, with its blocks as layers and rows. */
type LayerSection = Omit<Section, 'blocks'> & { readonly blocks: readonly LayerBlock[] };

const oneStep = (kind: StepRow['kind']): StepRow => ({ kind, count: 1 });

function sectionsOf(experiment: DenseExperiment, batchSize: number): readonly LayerSection[] {
  const { network, updateOrder } = experiment;
  const output = outputLayer(network);
  const hasSeveralSamples = batchSize > 1;
  const { wholeBatch, forEachSample } = repetitionsIn(batchSize);
  /** The sections that compute the gradients of some layers, then the section that updates these layers. */
  const backwardAndUpdate = (layers: readonly Layer[]): readonly LayerSection[] => [
    { phase: 'backward', ...forEachSample, blocks: layers.flatMap((layer) => backwardBlocks(experiment, layer)) },
    { phase: 'backward', ...wholeBatch, blocks: hasSeveralSamples ? layers.flatMap(batchGradientBlocks) : [] },
    { phase: 'update', ...wholeBatch, blocks: layers.flatMap((layer) => updateBlocks(experiment, layer)) },
  ];
  const fromOutput = network.layers.toReversed();
  return [
    { phase: 'forward', ...forEachSample, blocks: network.layers.flatMap(forwardBlocks) },
    {
      phase: 'error',
      ...forEachSample,
      blocks: [{ layer: output, units: output.units, rows: [oneStep('error')] }, totalErrorBlock(output)],
    },
    { phase: 'error', ...wholeBatch, blocks: hasSeveralSamples ? [totalErrorBlock(output)] : [] },
    ...(updateOrder === 'simultaneous'
      ? backwardAndUpdate(fromOutput)
      : fromOutput.flatMap((layer) => backwardAndUpdate([layer]))),
    { phase: 'update', ...wholeBatch, blocks: [{ layer: output, units: 1, rows: [oneStep('total-error-after')] }] },
  ];
}

/** The net and out of each unit. With softmax, the nets of all units come before the outs. */
function forwardBlocks(layer: Layer): readonly LayerBlock[] {
  const { units } = layer;
  if (layer.activation !== 'softmax') return [{ layer, units, rows: [oneStep('net'), oneStep('out')] }];
  return [
    { layer, units, rows: [oneStep('net')] },
    { layer, units, rows: [oneStep('out')] },
  ];
}

function totalErrorBlock(layer: Layer): LayerBlock {
  return { layer, units: 1, rows: [oneStep('total-error')] };
}

function backwardBlocks(experiment: DenseExperiment, layer: Layer): readonly LayerBlock[] {
  const next = experiment.network.layers[layer.number];
  const paths: readonly StepRow[] = next === undefined ? [] : [{ kind: 'path', count: next.units }];
  const isOneStep = hasOneStepDelta(experiment, layer.number);
  const delta = isOneStep
    ? [oneStep('delta')]
    : [...paths, oneStep('out-gradient'), oneStep('slope'), oneStep('delta')];
  const gradients: StepRow = { kind: 'gradient', count: trainedParametersPerUnit(layer) };
  return [{ layer, units: layer.units, rows: [...delta, gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

/** The gradients of a batch of several samples. */
function batchGradientBlocks(layer: Layer): readonly LayerBlock[] {
  const gradients: StepRow = { kind: 'gradient', count: trainedParametersPerUnit(layer) };
  return [{ layer, units: layer.units, rows: [gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

function updateBlocks({ optimizer }: DenseExperiment, layer: Layer): readonly LayerBlock[] {
  const stepsPer = (kind: ParameterKind): number => updateRuleOf(optimizer, kind).variables.length + 1;
  const biasSteps = hasTrainedBiasPerUnit(layer) ? stepsPer('bias') : 0;
  const updates: StepRow = { kind: 'update', count: layer.fanIn * stepsPer('weight') + biasSteps };
  return [{ layer, units: layer.units, rows: [updates] }, ...sharedBiasBlocks(layer, 'update', stepsPer('bias'))];
}

/** The steps of the bias that all units of a layer share, if the layer has one and it is trained. */
function sharedBiasBlocks(layer: Layer, step: 'gradient' | 'update', count: number): readonly LayerBlock[] {
  return hasTrainedSharedBias(layer) ? [{ layer, units: 1, rows: [{ kind: `shared-bias-${step}`, count }] }] : [];
}

function stepBlock(context: Omit<RowContext, 'layer'>, block: LayerBlock): StepBlock {
  const { layer, units, rows } = block;
  const inLayer = { ...context, layer };
  const unitLength = rows.reduce((total, { count }) => total + count, 0);
  return {
    key: layer.number,
    length: units * unitLength,
    unitAround: (offset) => {
      const first = Math.floor(offset / unitLength) * unitLength;
      return { first, last: first + unitLength - 1 };
    },
    quantityAt: (offset, sample) => quantityAt(inLayer, rows, { unitLength, offset }, sample),
    offsetOf: (quantity) => {
      let stepsBefore = 0;
      for (const row of rows) {
        const place = placeInRow(row, inLayer, quantity);
        if (place !== undefined) return place.unit * unitLength + stepsBefore + place.index;
        stepsBefore += row.count;
      }
      return undefined;
    },
  };
}

function quantityAt(
  context: RowContext,
  rows: readonly StepRow[],
  { unitLength, offset }: { readonly unitLength: number; readonly offset: number },
  sample: number | undefined,
): Quantity {
  const unit = Math.floor(offset / unitLength);
  let index = offset - unit * unitLength;
  for (const row of rows) {
    if (index < row.count) return quantityInRow(row, context, { unit, index }, sample);
    index -= row.count;
  }
  throw new RangeError(`no step at offset ${offset} of a block of layer ${context.layer.number}`);
}

function rowContext({ network, optimizer }: DenseExperiment): Omit<RowContext, 'layer'> {
  return {
    network,
    variables: {
      weight: updateRuleOf(optimizer, 'weight').variables,
      bias: updateRuleOf(optimizer, 'bias').variables,
    },
  };
}

/** The layer that computes a quantity, counted from 1. E and E_total belong to the output layer. */
function layerOf(network: Network, { of: { block, index } }: Quantity): number {
  if (block.role === 'net' || block.role === 'out') return block.layer;
  const isOfParameter = block.role === 'parameter' || block.role === 'optimizer';
  return isOfParameter ? parameterAt(network, index).layer : network.layers.length;
}
