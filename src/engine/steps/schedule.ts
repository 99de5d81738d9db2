import { memoize, memoizeWithNumbers } from '../expressions/memoize.ts';
import type { Quantity } from '../graph/quantity.ts';
import type { Experiment } from '../training/experiment.ts';
import { placeOfSample, sampleAt, type Update } from '../training/update.ts';
import { denseSchedule } from './dense-schedule.ts';
import { formulaSchedule } from './formula-schedule.ts';

export type Phase = 'forward' | 'error' | 'backward' | 'update';

/**
 * The sections of an update, in the order of their steps. They give the quantity of each step, and the step of each
 * quantity. No list of steps is needed, so step 10⁸ of a large network is found at once.
 */
export interface Schedule {
  readonly sections: readonly Section[];
  /** The key of the blocks that may have the step of a quantity. */
  keyOf(quantity: Quantity): number;
}

/** Blocks of one phase, which are repeated for each sample of a batch or belong to the whole batch. */
export interface Section {
  readonly phase: Phase;
  /** Whether the blocks are repeated for each sample, in the order of the batch. */
  readonly isPerSample: boolean;
  readonly repetitions: number;
  readonly blocks: readonly StepBlock[];
}

/** Consecutive steps. Offsets count the steps of the block from 0. */
export interface StepBlock {
  /** `Schedule.keyOf` of the quantities of the block. */
  readonly key: number;
  readonly length: number;
  /** The offsets of the first and the last step of the unit that a step belongs to. */
  unitAround(offset: number): { readonly first: number; readonly last: number };
  quantityAt(offset: number, sample: number | undefined): Quantity;
  /** The inverse of `quantityAt`. Ignores the sample. Undefined for a quantity that is not in the block. */
  offsetOf(quantity: Quantity): number | undefined;
}

/** The place of a step in the schedule. */
export interface StepAddress {
  readonly section: Section;
  readonly sample: number | undefined;
  readonly block: StepBlock;
  /** How many steps of the block come before this step. */
  readonly offset: number;
  /** How many steps of the update come before the block. */
  readonly stepsBefore: number;
}

export function scheduleOf({ experiment, size }: Update): Schedule {
  return scheduleFor(experiment, size);
}

const scheduleFor: (experiment: Experiment, batchSize: number) => Schedule = memoizeWithNumbers(
  (experiment, batchSize) =>
    experiment.kind === 'dense' ? denseSchedule(experiment, batchSize) : formulaSchedule(experiment, batchSize),
);

/** A block, and the number of steps before it in one repetition of its section. */
export interface PlacedBlock {
  readonly block: StepBlock;
  readonly stepsBefore: number;
}

const placedBlocks: (section: Section) => readonly PlacedBlock[] = memoize(({ blocks }) => {
  let stepsBefore = 0;
  return blocks.map((block) => {
    const placed = { block, stepsBefore };
    stepsBefore += block.length;
    return placed;
  });
});

/** The blocks of a section, by their key. */
export const blocksByKey: (section: Section) => ReadonlyMap<number, readonly PlacedBlock[]> = memoize((section) =>
  Map.groupBy(placedBlocks(section), ({ block }) => block.key),
);

/** The number of steps of a section, in all of its repetitions. */
export function sectionLength(section: Section): number {
  const last = placedBlocks(section).at(-1);
  return last === undefined ? 0 : section.repetitions * (last.stepsBefore + last.block.length);
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
  for (const section of scheduleOf(update).sections) {
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

type Repetitions = Pick<Section, 'isPerSample' | 'repetitions'>;

/** How often the steps of a section occur in a batch: once, or once for each sample if there are several. */
export function repetitionsIn(batchSize: number): {
  readonly wholeBatch: Repetitions;
  readonly forEachSample: Repetitions;
} {
  const wholeBatch = { isPerSample: false, repetitions: 1 };
  return { wholeBatch, forEachSample: batchSize > 1 ? { isPerSample: true, repetitions: batchSize } : wholeBatch };
}
