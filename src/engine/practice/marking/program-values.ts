import { isValueOf, type Quantity } from '../../graph/quantity.ts';
import type { UpdateValues } from '../../pass/update-values.ts';
import type { Rounding } from '../answer.ts';
import { createCalculation, type Replace } from '../calculation.ts';
import { type Convention, networkConvention, replacementOf } from './conventions.ts';
import { knownUpTo, lastForwardStage, stageOf } from './stages.ts';

/** A program: the convention of its equations, and perhaps a mistake. */
export interface Program {
  readonly values: UpdateValues;
  /** The convention, then the mistake. */
  readonly replacements: readonly Replace[];
  /** Numbers that need not be calculated: those up to a stage, in which the replacements change nothing. */
  readonly known: { readonly upToStage: number; numberOf(quantity: Quantity): number };
}

type NumberOf = (quantity: Quantity) => number;

/** Calculates the whole program, with all quantities of an update. */
export function programValues(program: Program): NumberOf {
  return createCalculation(rulesOf(program));
}

function rulesOf({ values, replacements, known }: Program) {
  const { experiment } = values.update;
  return {
    update: values.update,
    replacements,
    isComputed: (quantity: Quantity) => stageOf(experiment, quantity) > known.upToStage,
    isKnown: (quantity: Quantity) => stageOf(experiment, quantity) < known.upToStage,
    read: known.numberOf,
  };
}

/** Which results of a calculation by hand are rounded before they are used. */
export type RoundedResults = 'all' | 'outs';

/** Calculates the whole program by hand: results are rounded to `decimals` decimals before they are used. */
export function roundedProgramValues(
  { values, replacements }: Program,
  rounding: Rounding,
  decimals: number,
  rounded: RoundedResults = 'all',
): NumberOf {
  return createCalculation({
    ...rulesOf({ values, replacements, known: { upToStage: -1, numberOf: values.numberOf } }),
    roundResult: (value, quantity) =>
      rounded === 'all' || isValueOf(quantity, 'out') ? rounding(value, decimals) : value,
  });
}

/** The program without a mistake, in a convention. */
export function conventionProgram(values: UpdateValues, convention: Convention): Program {
  const { update } = values;
  const isOwn = convention === networkConvention;
  return {
    values,
    replacements: isOwn ? [] : [replacementOf(update, convention)],
    known: {
      upToStage: isOwn ? Number.POSITIVE_INFINITY : lastForwardStage(update.experiment),
      numberOf: values.numberOf,
    },
  };
}

/**
 * Calculates each quantity from the learner's own numbers, by the name of the quantity. A quantity that the learner gives
 * is calculated by its equation, too, but what follows from it is calculated from the learner's number. `firstStage` is the
 * first stage of the learner's numbers.
 */
export function valuesFromOwn(program: Program, own: ReadonlyMap<string, number>, firstStage: number): NumberOf {
  const numberOf = programValues(program);
  const upToStage = knownUpTo(program.values.update.experiment, firstStage - 0.01);
  return createCalculation({
    ...rulesOf({ ...program, known: { upToStage, numberOf } }),
    given: (name) => own.get(name),
  });
}
