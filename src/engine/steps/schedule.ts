import { memoizeWithNumbers } from '../expressions/memoize.ts';
import { lossOf } from '../models/losses.ts';
import { isOutput, type Layer, outputLayer } from '../models/network.ts';
import { sharedTrained, trainedInUnit } from '../models/parameters.ts';
import type { Experiment } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';
import type { Row } from './step-rows.ts';

export type Phase = 'forward' | 'error' | 'backward' | 'update';

/**
 * Steps of one layer: each of `units` units has all rows, one after the other. The backward steps of h1 and h2 of the
 * lecture are one block:
 *
 *            path ×2    out-gradient  slope  delta  gradient ×2
 *     h1      1  2           3          4      5       6  7
 *     h2      8  9          10         11     12      13 14
 */
export interface Block {
  readonly layer: Layer;
  readonly units: number;
  readonly rows: readonly Row[];
}

/** Blocks of one phase that are repeated for each sample of a batch, or that belong to the batch as a whole. */
export interface Section {
  readonly phase: Phase;
  /** Whether each repetition belongs to one sample, in the order of the batch. */
  readonly bySample: boolean;
  readonly repetitions: number;
  readonly blocks: readonly Block[];
}

/** Where a step is in the schedule. */
export interface StepAddress {
  readonly section: Section;
  readonly sample: number | undefined;
  readonly block: Block;
  /** Steps of the block before this one. */
  readonly offset: number;
  /** Steps of the update before the first one of the block. */
  readonly before: number;
}

/**
 * The steps of an update, as a table. The number of a step and its quantity follow from it by counting, so step 10⁸ of
 * a large network is found without listing the steps before it.
 */
export function scheduleOf({ experiment, size }: Update): readonly Section[] {
  return scheduleFor(experiment, size);
}

const scheduleFor: (experiment: Experiment, batchSize: number) => readonly Section[] =
  memoizeWithNumbers(buildSchedule);

const one = (kind: Row['kind']): Row => ({ kind, count: 1 });

function buildSchedule(experiment: Experiment, batchSize: number): readonly Section[] {
  const { network, updateOrder } = experiment;
  const output = outputLayer(network);
  const hasBatch = batchSize > 1;
  const once = { bySample: false, repetitions: 1 };
  const forEachSample = hasBatch ? { bySample: true, repetitions: batchSize } : once;
  /** Gradients of some layers, then their updates. */
  const descent = (layers: readonly Layer[]): readonly Section[] => [
    { phase: 'backward', ...forEachSample, blocks: layers.flatMap((layer) => backwardBlocks(experiment, layer)) },
    { phase: 'backward', ...once, blocks: hasBatch ? layers.flatMap(meanGradientBlocks) : [] },
    { phase: 'update', ...once, blocks: layers.flatMap((layer) => updateBlocks(experiment, layer)) },
  ];
  const fromOutput = network.layers.toReversed();
  return [
    { phase: 'forward', ...forEachSample, blocks: network.layers.flatMap(forwardBlocks) },
    {
      phase: 'error',
      ...forEachSample,
      blocks: [{ layer: output, units: output.units, rows: [one('error')] }, totalErrorBlock(output)],
    },
    { phase: 'error', ...once, blocks: hasBatch ? [totalErrorBlock(output)] : [] },
    ...(updateOrder === 'simultaneous' ? descent(fromOutput) : fromOutput.flatMap((layer) => descent([layer]))),
    { phase: 'update', ...once, blocks: [{ layer: output, units: 1, rows: [one('total-error-after')] }] },
  ];
}

/** Each unit's net and out; with softmax, the nets of all units first. */
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
  const paths: readonly Row[] = next === undefined ? [] : [{ kind: 'path', count: next.units }];
  const delta = isFused ? [one('delta')] : [...paths, one('out-gradient'), one('slope'), one('delta')];
  const gradients: Row = { kind: 'gradient', count: trainedInUnit(layer) };
  return [{ layer, units: layer.units, rows: [...delta, gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

/** The means of a batch's gradients. */
function meanGradientBlocks(layer: Layer): readonly Block[] {
  const gradients: Row = { kind: 'gradient', count: trainedInUnit(layer) };
  return [{ layer, units: layer.units, rows: [gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

function updateBlocks({ optimizer }: Experiment, layer: Layer): readonly Block[] {
  const perParameter = updateRuleOf(optimizer).variables.length + 1;
  const updates: Row = { kind: 'update', count: trainedInUnit(layer) * perParameter };
  return [{ layer, units: layer.units, rows: [updates] }, ...sharedBiasBlocks(layer, 'update', perParameter)];
}

/** The steps of the one bias that all units of a layer share, if it is trained. */
function sharedBiasBlocks(layer: Layer, step: 'gradient' | 'update', count: number): readonly Block[] {
  return sharedTrained(layer) ? [{ layer, units: 1, rows: [{ kind: `shared-bias-${step}`, count }] }] : [];
}

/** Steps of one unit of a block. */
export function unitLength({ rows }: Block): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

export function blockLength(block: Block): number {
  return block.units * unitLength(block);
}

/** Steps of a section over all of its repetitions. */
export function sectionLength({ repetitions, blocks }: Section): number {
  return repetitions * blocks.reduce((total, block) => total + blockLength(block), 0);
}

/** The repetition, from 0, of a sample in a section, or of the batch where `sample` is undefined. Undefined if there is none. */
export function repetitionOf(update: Update, { bySample }: Section, sample: number | undefined): number | undefined {
  if (sample === undefined) return bySample ? undefined : 0;
  return bySample ? placeOfSample(update, sample) : undefined;
}

/** The address of step `step`, from 1. Throws a RangeError outside the update. */
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
