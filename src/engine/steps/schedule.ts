import { memoize, memoizeWithNumbers } from '../expressions/memoize.ts';
import type { ParameterKind } from '../expressions/quantity.ts';
import { type Layer, outputLayer } from '../models/network.ts';
import { hasTrainedBiasPerUnit, hasTrainedSharedBias, trainedParametersPerUnit } from '../models/parameters.ts';
import { type Experiment, hasOneStepDelta } from '../training/experiment.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';
import type { StepRow } from './step-rows.ts';

export type Phase = 'forward' | 'error' | 'backward' | 'update';

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
export interface Block {
  readonly layer: Layer;
  readonly units: number;
  readonly rows: readonly StepRow[];
}

/** Blocks of one phase, which are repeated for each sample of a batch or belong to the whole batch. */
export interface Section {
  readonly phase: Phase;
  /** Whether the blocks are repeated for each sample, in the order of the batch. */
  readonly isPerSample: boolean;
  readonly repetitions: number;
  readonly blocks: readonly Block[];
}

/** The place of a step in the schedule. */
export interface StepAddress {
  readonly section: Section;
  readonly sample: number | undefined;
  readonly block: Block;
  /** How many steps of the block come before this step. */
  readonly offset: number;
  /** How many steps of the update come before the block. */
  readonly stepsBefore: number;
}

/**
 * The sections of an update, in the order of their steps. The sections are enough to compute the quantity of a step
 * from the number of the step, and the number from the quantity. So step 10⁸ of a large network is found without a list
 * of the steps before it.
 */
export function scheduleOf({ experiment, size }: Update): readonly Section[] {
  return scheduleFor(experiment, size);
}

const scheduleFor: (experiment: Experiment, batchSize: number) => readonly Section[] =
  memoizeWithNumbers(buildSchedule);

const oneStep = (kind: StepRow['kind']): StepRow => ({ kind, count: 1 });

function buildSchedule(experiment: Experiment, batchSize: number): readonly Section[] {
  const { network, updateOrder } = experiment;
  const output = outputLayer(network);
  const hasSeveralSamples = batchSize > 1;
  const wholeBatch = { isPerSample: false, repetitions: 1 };
  const forEachSample = hasSeveralSamples ? { isPerSample: true, repetitions: batchSize } : wholeBatch;
  /** The sections that compute the gradients of some layers, then the section that updates these layers. */
  const backwardAndUpdate = (layers: readonly Layer[]): readonly Section[] => [
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
function forwardBlocks(layer: Layer): readonly Block[] {
  const { units } = layer;
  if (layer.activation !== 'softmax') return [{ layer, units, rows: [oneStep('net'), oneStep('out')] }];
  return [
    { layer, units, rows: [oneStep('net')] },
    { layer, units, rows: [oneStep('out')] },
  ];
}

function totalErrorBlock(layer: Layer): Block {
  return { layer, units: 1, rows: [oneStep('total-error')] };
}

function backwardBlocks(experiment: Experiment, layer: Layer): readonly Block[] {
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
function batchGradientBlocks(layer: Layer): readonly Block[] {
  const gradients: StepRow = { kind: 'gradient', count: trainedParametersPerUnit(layer) };
  return [{ layer, units: layer.units, rows: [gradients] }, ...sharedBiasBlocks(layer, 'gradient', 1)];
}

function updateBlocks({ optimizer }: Experiment, layer: Layer): readonly Block[] {
  const stepsPer = (kind: ParameterKind): number => updateRuleOf(optimizer, kind).variables.length + 1;
  const biasSteps = hasTrainedBiasPerUnit(layer) ? stepsPer('bias') : 0;
  const updates: StepRow = { kind: 'update', count: layer.fanIn * stepsPer('weight') + biasSteps };
  return [{ layer, units: layer.units, rows: [updates] }, ...sharedBiasBlocks(layer, 'update', stepsPer('bias'))];
}

/** The steps of the bias that all units of a layer share, if the layer has one and it is trained. */
function sharedBiasBlocks(layer: Layer, step: 'gradient' | 'update', count: number): readonly Block[] {
  return hasTrainedSharedBias(layer) ? [{ layer, units: 1, rows: [{ kind: `shared-bias-${step}`, count }] }] : [];
}

/** The number of steps of each unit of a block. */
export function unitLength({ rows }: Block): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

export function blockLength(block: Block): number {
  return block.units * unitLength(block);
}

/** A block, and the number of steps before it in one repetition of its section. */
export interface PlacedBlock {
  readonly block: Block;
  readonly stepsBefore: number;
}

const placedBlocks: (section: Section) => readonly PlacedBlock[] = memoize(({ blocks }) => {
  let stepsBefore = 0;
  return blocks.map((block) => {
    const placed = { block, stepsBefore };
    stepsBefore += blockLength(block);
    return placed;
  });
});

/** The blocks of each layer in a section, by the number of the layer. */
export const blocksByLayer: (section: Section) => ReadonlyMap<number, readonly PlacedBlock[]> = memoize((section) =>
  Map.groupBy(placedBlocks(section), ({ block }) => block.layer.number),
);

/** The number of steps of a section, in all of its repetitions. */
export function sectionLength(section: Section): number {
  const last = placedBlocks(section).at(-1);
  return last === undefined ? 0 : section.repetitions * (last.stepsBefore + blockLength(last.block));
}

/**
 * The repetition of a section, from 0, that belongs to `sample`, or to the whole batch if `sample` is undefined.
 * Undefined if the section has no such repetition.
 */
export function repetitionOf(update: Update, { isPerSample }: Section, sample: number | undefined): number | undefined {
  if (sample === undefined) return isPerSample ? undefined : 0;
  return isPerSample ? placeOfSample(update, sample) : undefined;
}

/** The address of a step. Steps count from 1. Throws a RangeError if the update has no step `step`. */
export function addressOf(update: Update, step: number): StepAddress {
  let stepsBefore = 0;
  for (const section of scheduleOf(update)) {
    const length = sectionLength(section);
    if (step > stepsBefore && step <= stepsBefore + length) return addressInSection(update, section, stepsBefore, step);
    stepsBefore += length;
  }
  throw new RangeError(`no step ${step} in update ${update.number}, which has ${stepsBefore} steps`);
}

function addressInSection(update: Update, section: Section, stepsBeforeSection: number, step: number): StepAddress {
  const length = sectionLength(section) / section.repetitions;
  const repetition = Math.floor((step - stepsBeforeSection - 1) / length);
  const sample = section.isPerSample ? sampleAt(update, repetition) : undefined;
  const stepsBeforeRepetition = stepsBeforeSection + repetition * length;
  const placed = placedBlocks(section).findLast(({ stepsBefore }) => stepsBeforeRepetition + stepsBefore < step);
  if (placed === undefined) throw new RangeError(`no step ${step} in update ${update.number}`);
  const stepsBefore = stepsBeforeRepetition + placed.stepsBefore;
  return { section, sample, block: placed.block, offset: step - stepsBefore - 1, stepsBefore };
}
