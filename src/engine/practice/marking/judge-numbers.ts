import type { Quantity } from '../../graph/quantity.ts';
import { quantityName } from '../../models/quantity-name.ts';
import { stepOf } from '../../steps/steps.ts';
import { modelOf } from '../../training/experiment.ts';
import type { Update } from '../../training/update.ts';
import type { Rounding } from '../answer.ts';
import { byHandNumbers, handDecimals } from '../judge.ts';
import { type GivenNumber, isGiven } from './given-number.ts';
import { type Program, programValues, roundedProgramValues, valuesFromOwn } from './program-values.ts';
import { stageOf } from './stages.ts';

/** A given number and its judgement. */
export interface JudgedNumber extends GivenNumber {
  readonly name: string;
  /** The place of the quantity in the order of computation: its stage, then its step. */
  readonly order: number;
  /** Why the number is right: calculated exactly, by hand, or from the learner's own numbers. Undefined if it is wrong. */
  readonly how: 'exact' | 'by hand' | 'own' | undefined;
}

/** A calculation by hand may differ from the exact one by at most this fraction. */
const maxHandError = 0.02;

/** Judges numbers in the convention of a program without a mistake. */
export function judgeNumbers(
  program: Program,
  numbers: readonly GivenNumber[],
  rounding: Rounding,
): readonly JudgedNumber[] {
  const { values, replacements } = program;
  const right = programValues(program);
  const byHand = numbers.some(({ mayBeByHand }) => mayBeByHand)
    ? handDecimals.flatMap((decimals) =>
        (['all', 'outs'] as const).map((rounded) => roundedProgramValues(program, rounding, decimals, rounded)),
      )
    : [];
  const byHandNumbersOf = (quantity: Quantity): readonly number[] => [
    ...byHand.map((numberOf) => numberOf(quantity)),
    ...(replacements.length === 0 ? byHandNumbers({ values, quantity }, rounding, handDecimals) : []),
  ];
  const fromOwn = createOwnValues(program, numbers);
  const howRight = (number: GivenNumber): JudgedNumber['how'] => {
    const { quantity, mayBeByHand } = number;
    const exact = right(quantity);
    if (isGiven(number, exact)) return 'exact';
    if (mayBeByHand && isByHand(number, exact, byHandNumbersOf(quantity))) return 'by hand';
    return fromOwn.explains(number) ? 'own' : undefined;
  };
  const model = modelOf(values.update.experiment);
  return numbers.map((number) => ({
    ...number,
    name: quantityName(model, number.quantity),
    order: stageOf(values.update.experiment, number.quantity) + stepOrder(values.update, number.quantity),
    how: howRight(number),
  }));
}

/** Whether a number lies in the range of the exact number and of those numbers by hand that are near it. */
function isByHand({ value, tolerance }: GivenNumber, exact: number, byHand: readonly number[]): boolean {
  const near = byHand.filter((number) => Math.abs(number - exact) <= maxHandError * Math.abs(exact));
  return value + tolerance >= Math.min(exact, ...near) && value - tolerance <= Math.max(exact, ...near);
}

/** The order of steps within a stage, from 0 to less than 0.001. */
function stepOrder(update: Update, quantity: Quantity): number {
  return (stepOf(update, quantity) ?? 0) / 1e12;
}

export interface OwnValues {
  /** Whether a given number follows from the learner's other numbers. */
  explains(number: GivenNumber): boolean;
}

/**
 * What follows from the learner's own numbers. These are rounded, so the calculation is repeated with numbers at the ends
 * of their ranges. The spread of the results shows how exact the calculation is.
 */
export function createOwnValues(program: Program, numbers: readonly GivenNumber[]): OwnValues {
  const model = modelOf(program.values.update.experiment);
  const { experiment } = program.values.update;
  const firstStage = numbers.reduce(
    (first, { quantity }) => Math.min(first, stageOf(experiment, quantity)),
    Number.POSITIVE_INFINITY,
  );
  const keys = numbers.map(({ quantity }) => quantityName(model, quantity));
  const withShift = (shift: (at: number) => number): ((quantity: Quantity) => number) => {
    const own = new Map(numbers.map(({ value, tolerance }, at) => [keys[at] ?? '', value + shift(at) * tolerance]));
    return valuesFromOwn(program, own, firstStage);
  };
  const center = withShift(() => 0);
  const shifted = shifts.map(withShift);
  return {
    explains(number) {
      const value = center(number.quantity);
      // The spread is small. If the number is far away, it is not worth calculating.
      if (!isGiven(number, value, maxSpread * Math.abs(value) + 10 * number.tolerance)) return false;
      // 0 follows from any 0, so it does not show a correct calculation.
      if (value === 0) return false;
      const spread = Math.max(0, ...shifted.map((numberOf) => Math.abs(numberOf(number.quantity) - value)));
      return isGiven(number, value, spreadFactor * spread);
    },
  };
}

/** The signs of the errors in the repeated calculations, by the index of the number. */
const shifts: readonly ((at: number) => number)[] = [
  () => 1,
  (at) => (at % 2 === 0 ? 1 : -1),
  (at) => (at % 3 === 0 ? 1 : -1),
  (at) => (Math.floor(at / 2) % 2 === 0 ? 1 : -1),
];

const spreadFactor = 1.5;

/** The largest spread that is calculated, as a part of the number. */
const maxSpread = 0.2;
