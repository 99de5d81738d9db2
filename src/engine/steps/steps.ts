import { type Quantity, sampleOf } from '../expressions/quantity.ts';
import { parameterAt } from '../models/parameters.ts';
import { updateRuleOf } from '../training/optimizers.ts';
import { sampleAt, type Update } from '../training/update.ts';
import {
  addressOf,
  type Block,
  blockLength,
  blocksByLayer,
  type Phase,
  repetitionOf,
  type Section,
  scheduleOf,
  sectionLength,
  unitLength,
} from './schedule.ts';
import { placeInRow, quantityInRow, type RowContext } from './step-rows.ts';

/** A step of an update computes one quantity. */
export interface Step {
  readonly quantity: Quantity;
  readonly phase: Phase;
}

/** Steps `first` to `last`, both included. Steps count from 1. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export function stepCount(update: Update): number {
  return scheduleOf(update).reduce((total, section) => total + sectionLength(section), 0);
}

/** The step with the number `step`, from 1, of an update. Throws a RangeError if the update has no such step. */
export function stepAt(update: Update, step: number): Step {
  const { section, block, offset, sample } = addressOf(update, step);
  return { phase: section.phase, quantity: quantityAt(update, block, offset, sample) };
}

/** Yields all steps of an update, in order. */
export function* stepsOf(update: Update): IterableIterator<Step> {
  for (const { phase, isPerSample, repetitions, blocks } of scheduleOf(update)) {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const sample = isPerSample ? sampleAt(update, repetition) : undefined;
      for (const block of blocks) {
        const length = blockLength(block);
        for (let offset = 0; offset < length; offset++) {
          yield { phase, quantity: quantityAt(update, block, offset, sample) };
        }
      }
    }
  }
}

/** The consecutive steps around `step` that have the same unit, sample and phase as `step`. */
export function unitSpan(update: Update, step: number): Span {
  const { block, offset, stepsBefore } = addressOf(update, step);
  const length = unitLength(block);
  const unit = Math.floor(offset / length);
  return { first: stepsBefore + unit * length + 1, last: stepsBefore + (unit + 1) * length };
}

/** A phase and its steps. */
export interface PhaseSpan extends Span {
  readonly phase: Phase;
}

/** All consecutive steps around `step` that have the same phase. Throws a RangeError for step 0. */
export function phaseSpan(update: Update, step: number): PhaseSpan {
  const span = phaseSpans(update).find(({ first, last }) => step >= first && step <= last);
  if (span === undefined) throw new RangeError(`no step ${step} in update ${update.number}`);
  return span;
}

/** The phases of an update, in order. In layer-by-layer updates, the backward and update phases alternate. */
export function phaseSpans(update: Update): readonly PhaseSpan[] {
  const spans: PhaseSpan[] = [];
  let stepsBefore = 0;
  for (const section of scheduleOf(update)) {
    const last = stepsBefore + sectionLength(section);
    if (last === stepsBefore) continue;
    const previous = spans.at(-1);
    if (previous?.phase === section.phase) spans[spans.length - 1] = { ...previous, last };
    else spans.push({ phase: section.phase, first: stepsBefore + 1, last });
    stepsBefore = last;
  }
  return spans;
}

/**
 * The number, from 1, of the step that computes a quantity. Undefined if no step computes it: for instance for an
 * input, for ∂net/∂w and ∂net/∂out, and for a quantity of a sample that is not in the batch.
 */
export function stepOf(update: Update, quantity: Quantity): number | undefined {
  let stepsBefore = 0;
  for (const section of scheduleOf(update)) {
    const repetition = repetitionOf(update, section, sampleOf(quantity));
    const length = sectionLength(section);
    const offset = repetition === undefined ? undefined : offsetInSection(update, section, quantity);
    if (repetition !== undefined && offset !== undefined) {
      return stepsBefore + repetition * (length / section.repetitions) + offset + 1;
    }
    stepsBefore += length;
  }
  return undefined;
}

function offsetInSection(update: Update, section: Section, quantity: Quantity): number | undefined {
  const layer = layerOf(update, quantity);
  for (const { block, stepsBefore } of blocksByLayer(section).get(layer) ?? []) {
    const offset = offsetInBlock(update, block, quantity);
    if (offset !== undefined) return stepsBefore + offset;
  }
  return undefined;
}

/** The number of the layer whose blocks may have the step of a quantity. E and E_total belong to the output layer. */
function layerOf({ experiment: { network } }: Update, quantity: Quantity): number {
  if ('layer' in quantity) return quantity.layer;
  return 'parameter' in quantity ? parameterAt(network, quantity.parameter).layer : network.layers.length;
}

function quantityAt(update: Update, block: Block, offset: number, sample: number | undefined): Quantity {
  const length = unitLength(block);
  const unit = Math.floor(offset / length);
  let index = offset - unit * length;
  for (const row of block.rows) {
    if (index < row.count) return quantityInRow(row, contextOf(update, block), { unit, index }, sample);
    index -= row.count;
  }
  throw new RangeError(`no step at offset ${offset} of a block of ${blockLength(block)} steps`);
}

/** The inverse of `quantityAt`. Ignores the sample. Undefined for a quantity that is not in the block. */
function offsetInBlock(update: Update, block: Block, quantity: Quantity): number | undefined {
  const context = contextOf(update, block);
  let stepsBefore = 0;
  for (const row of block.rows) {
    const place = placeInRow(row, context, quantity);
    if (place !== undefined) return place.unit * unitLength(block) + stepsBefore + place.index;
    stepsBefore += row.count;
  }
  return undefined;
}

function contextOf({ experiment }: Update, { layer }: Block): RowContext {
  const { network, optimizer } = experiment;
  return {
    network,
    layer,
    variables: {
      weight: updateRuleOf(optimizer, 'weight').variables,
      bias: updateRuleOf(optimizer, 'bias').variables,
    },
  };
}
