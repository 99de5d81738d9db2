import type { Quantity } from '../graph/quantity.ts';
import { sampleAt, type Update } from '../training/update.ts';
import {
  addressOf,
  blocksByKey,
  type Phase,
  repetitionOf,
  type Section,
  scheduleOf,
  sectionLength,
} from './schedule.ts';

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
  return scheduleOf(update).sections.reduce((total, section) => total + sectionLength(section), 0);
}

/** The step with the number `step`, from 1, of an update. Throws a RangeError if the update has no such step. */
export function stepAt(update: Update, step: number): Step {
  const { section, block, offset, sample } = addressOf(update, step);
  return { phase: section.phase, quantity: block.quantityAt(offset, sample) };
}

/** Yields all steps of an update, in order. */
export function* stepsOf(update: Update): IterableIterator<Step> {
  for (const { phase, isPerSample, repetitions, blocks } of scheduleOf(update).sections) {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const sample = isPerSample ? sampleAt(update, repetition) : undefined;
      for (const block of blocks) {
        for (let offset = 0; offset < block.length; offset++) {
          yield { phase, quantity: block.quantityAt(offset, sample) };
        }
      }
    }
  }
}

/** The consecutive steps around `step` that have the same unit, sample and phase as `step`. */
export function unitSpan(update: Update, step: number): Span {
  const { block, offset, stepsBefore } = addressOf(update, step);
  const { first, last } = block.unitAround(offset);
  return { first: stepsBefore + first + 1, last: stepsBefore + last + 1 };
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
  for (const section of scheduleOf(update).sections) {
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
  for (const section of scheduleOf(update).sections) {
    const repetition = repetitionOf(update, section, quantity.sample);
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
  const key = scheduleOf(update).keyOf(quantity);
  for (const { block, stepsBefore } of blocksByKey(section).get(key) ?? []) {
    const offset = block.offsetOf(quantity);
    if (offset !== undefined) return stepsBefore + offset;
  }
  return undefined;
}
