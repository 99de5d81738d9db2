import { memoizeWithNumbers } from '../expressions/memoize.ts';
import { lossOf } from '../models/losses.ts';
import { isOutput, type Layer, outputLayer } from '../models/network.ts';
import { hasTrainedSharedBias, trainedParametersPerUnit } from '../models/parameters.ts';
import type { Experiment } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';
import type { StepRow } from './step-rows.ts';

export type Phase = 'forward' | 'error' | 'backward' | 'update';

/**
 * Steps of one layer. Each of `units` units has the steps of all rows, and the steps of a unit come one after the
 * other. In the lecture, the backward steps of h1 and h2 are one block:
 *
 *     row             h1     h2
 *     path ×2         1 2    8 9
 *     out-gradient    3      10
 *     slope           4      11
 *     delta           5      12
 *     gradient ×2     6 7    13 14
 */
export interface Block {
  readonly layer: Layer;
  readonly units: number;
  readonly rows: readonly StepRow[];
}

/** Blocks of one phase. They are repeated for each sample of a batch, or they belong to the whole batch. */
export interface Section {
  readonly phase: Phase;
  /** Whether the blocks are repeated for each sample, in the order of the batch. */
  readonly bySample: boolean;
  readonly repetitions: number;
  readonly blocks: readonly Block[];
}

/** The place of a step in the schedule. */
export interface StepAddress {
  readonly section: Section;
  readonly sample: number | undefined;
  readonly block: Block;
  /** The number of steps before this one in the block. */
  readonly offset: number;
  /** The number of steps before the block in the update. */
  readonly before: number;
}

/**
 * The steps of an update, as a table. The quantity of a step is computed from its number, and the number from the
 * quantity. Step 10⁸ of a large network is found without a list of the steps before it.
 */
export function scheduleOf({ experiment, size }: Update): readonly Section[] {
  return scheduleFor(experiment, size);
}

const scheduleFor: (experiment: Experiment, batchSize: number) => readonly Section[] =
  memoizeWithNumbers(buildSchedule);

const one = (kind: StepRow['kind']): StepRow => ({ kind, count: 1 });

function buildSchedule(experiment: Experiment, batchSize: number): readonly Section[] {
  const { network, updateOrder } = experiment;
  const output = outputLayer(network);
  const hasBatch = batchSize > 1;
  const wholeBatch = { bySample: false, repetitions: 1 };
  const forEachSample = hasBatch ? { bySample: true, repetitions: batchSize } : wholeBatch;
  /** The gradients of some layers, then their updates. */
  const backwardAndUpdate = (layers: readonly Layer[]): readonly Section[] => [
    { phase: 'backward', ...forEachSample, blocks: layers.flatMap((layer) => backwardBlocks(experiment, layer)) },
    { phase: 'backward', ...wholeBatch, blocks: hasBatch ? layers.flatMap(meanGradientBlocks) : [] },
    { phase: 'update', ...wholeBatch, blocks: layers.flatMap((layer) => updateBlocks(experiment, layer)) },
  ];
  const fromOutput = network.layers.toReversed();
  return [
    { phase: 'forward', ...forEachSample, blocks: network.layers.flatMap(forwardBlocks) },
    {
      phase: 'error',
      ...forEachSample,
      blocks: [{ layer: output, units: output.units, rows: [one('error')] }, totalErrorBlock(output)],
    },
    { phase: 'error', ...wholeBatch, blocks: hasBatch ? [totalErrorBlock(output)] : [] },
    ...(updateOrder === 'simultaneous'
      ? backwardAndUpdate(fromOutput)
      : fromOutput.flatMap((layer) => backwardAndUpdate([layer]))),
    { phase: 'update', ...wholeBatch, blocks: [{ layer: output, units: 1, rows: [one('total-error-after')] }] },
  ];
}

/** The net and out of each unit. With softmax, the nets of all units come before the outs. */
function forwardBlocks(layer: Layer): readonly Block[] {
  const { units } = layer;
  if (layer.activation !== 'softmax') return [{ layer, units, rows: [one('net'), one('out')] }];
  return [
    { layer, units, rows: [one('net')] },
    { layer, units, rows: [one('out')] },
  ];
}

function totalErrorBlock(layer: Layer): Block {
  return { layer, units: 1, rows: [one('total-error')] };
}

function backwardBlocks({ network, loss }: Experiment, layer: Layer): readonly Block[] {
  const next = network.layers[layer.number];
  const isFused = isOutput(network, layer.number) && lossOf(loss).kind === 'fused';
  const paths: readonly StepRow[] = next === undefined ? [] : [{ kind: 'path', count: next.units }];
  const delta = isFused ? [one('delta')] : [...paths, one('out-gradient'), one('slope'), one('delta')];
  const gradients: StepRow = { kind: 'gradient', count: trainedParametersPerUnit(layer) };
  return [{ layer, units: layer.units, rows: [...delta, gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

/** The mean gradients of a batch. */
function meanGradientBlocks(layer: Layer): readonly Block[] {
  const gradients: StepRow = { kind: 'gradient', count: trainedParametersPerUnit(layer) };
  return [{ layer, units: layer.units, rows: [gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

function updateBlocks({ optimizer }: Experiment, layer: Layer): readonly Block[] {
  const perParameter = updateRuleOf(optimizer).variables.length + 1;
  const updates: StepRow = { kind: 'update', count: trainedParametersPerUnit(layer) * perParameter };
  return [{ layer, units: layer.units, rows: [updates] }, ...sharedBiasBlocks(layer, 'update', perParameter)];
}

/** The steps of the bias that all units of a layer share, if the layer has one and it is trained. */
function sharedBiasBlocks(layer: Layer, step: 'gradient' | 'update', count: number): readonly Block[] {
  return hasTrainedSharedBias(layer) ? [{ layer, units: 1, rows: [{ kind: `shared-bias-${step}`, count }] }] : [];
}

/** The number of steps of one unit. */
export function unitLength({ rows }: Block): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

export function blockLength(block: Block): number {
  return block.units * unitLength(block);
}

/** The number of steps of a section, in all of its repetitions. */
export function sectionLength({ repetitions, blocks }: Section): number {
  return repetitions * blocks.reduce((total, block) => total + blockLength(block), 0);
}

/**
 * The repetition, from 0, of a section for a sample. If `sample` is undefined, for the whole batch. Undefined if the
 * section has no such repetition.
 */
export function repetitionOf(update: Update, { bySample }: Section, sample: number | undefined): number | undefined {
  if (sample === undefined) return bySample ? undefined : 0;
  return bySample ? placeOfSample(update, sample) : undefined;
}

/** The address of step `step`, from 1. Throws a RangeError if the update has no such step. */
export function addressOf(update: Update, step: number): StepAddress {
  let before = 0;
  for (const section of scheduleOf(update)) {
    const length = sectionLength(section);
    if (step > before && step <= before + length) return addressInSection(update, section, before, step);
    before += length;
  }
  throw new RangeError(`no step ${step} in update ${update.number}, which has ${before}`);
}

function addressInSection(update: Update, section: Section, sectionStart: number, step: number): StepAddress {
  const length = sectionLength(section) / section.repetitions;
  const repetition = Math.floor((step - sectionStart - 1) / length);
  const sample = section.bySample ? sampleAt(update, repetition) : undefined;
  let before = sectionStart + repetition * length;
  for (const block of section.blocks) {
    const offset = step - before - 1;
    if (offset < blockLength(block)) return { section, sample, block, offset, before };
    before += blockLength(block);
  }
  throw new RangeError(`no step ${step} in update ${update.number}`);
}
