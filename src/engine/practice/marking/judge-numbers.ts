import type { Quantity } from '../../graph/quantity.ts';
import { quantityName } from '../../models/quantity-name.ts';
import type { UpdateValues } from '../../pass/update-values.ts';
import { stepOf } from '../../steps/steps.ts';
import { modelOf } from '../../training/experiment.ts';
import type { Rounding } from '../answer.ts';
import type { Replace } from '../calculation.ts';
import { byHandNumbers, handDecimals } from '../judge.ts';
import { type GivenNumber, isGiven } from './given-number.ts';
import { programValues, roundedProgramValues, valuesFromOwn } from './program-values.ts';

/** A given number and its judgement. */
export interface JudgedNumber extends GivenNumber {
  readonly name: string;
  /** The number of the step that computes the quantity. A quantity without a step comes before all steps. */
  readonly order: number;
  /** Why the number is right: calculated exactly, by hand, or from the learner's own numbers. Undefined if it is wrong. */
  readonly how: 'exact' | 'by hand' | 'own' | undefined;
}

/** A calculation by hand may differ from the exact one by at most this fraction. */
const maxHandError = 0.02;

/** Judges numbers in the convention of `replacements`. */
export function judgeNumbers(
  values: UpdateValues,
  replacements: readonly Replace[],
  numbers: readonly GivenNumber[],
  rounding: Rounding,
): readonly JudgedNumber[] {
  const right = replacements.length === 0 ? values.numberOf : programValues(values, replacements);
  const byHand = numbers.some(({ mayBeByHand }) => mayBeByHand)
    ? handDecimals.flatMap((decimals) =>
        (['all', 'outs'] as const).map((rounded) =>
          roundedProgramValues(values, replacements, rounding, decimals, rounded),
        ),
      )
    : [];
  const fromOwn = createOwnValues(values, replacements, numbers);
  const model = modelOf(values.update.experiment);
  return numbers.map((number) => {
    const { quantity } = number;
    const exact = right(quantity);
    return {
      ...number,
      name: quantityName(model, quantity),
      order: stepOf(values.update, quantity) ?? 0,
      how: howRight(
        number,
        exact,
        [
          ...byHand.map((numberOf) => numberOf(quantity)),
          ...(number.mayBeByHand && replacements.length === 0
            ? byHandNumbers({ values, quantity }, rounding, handDecimals)
            : []),
        ],
        fromOwn,
      ),
    };
  });
}

function howRight(
  number: GivenNumber,
  exact: number,
  byHand: readonly number[],
  fromOwn: OwnValues,
): JudgedNumber['how'] {
  if (isGiven(number, exact)) return 'exact';
  if (number.mayBeByHand) {
    const near = byHand.filter((value) => Math.abs(value - exact) <= maxHandError * Math.abs(exact));
    if (isBetween(number, [exact, ...near])) return 'by hand';
  }
  return fromOwn.explains(number) ? 'own' : undefined;
}

/** Whether the given number lies between two of the numbers, or is one of them. */
function isBetween({ value, tolerance }: GivenNumber, numbers: readonly number[]): boolean {
  return value + tolerance >= Math.min(...numbers) && value - tolerance <= Math.max(...numbers);
}

export interface OwnValues {
  /** Whether a given number follows from the learner's other numbers. */
  explains(number: GivenNumber): boolean;
}

/**
 * What follows from the learner's own numbers. These are rounded, so the calculation is repeated with numbers at the ends
 * of their ranges. The spread of the results shows how exact the calculation is.
 */
export function createOwnValues(
  values: UpdateValues,
  replacements: readonly Replace[],
  numbers: readonly GivenNumber[],
): OwnValues {
  const model = modelOf(values.update.experiment);
  const keys = numbers.map(({ quantity }) => quantityName(model, quantity));
  const withShift = (shift: (at: number) => number): ((quantity: Quantity) => number) => {
    const own = new Map(numbers.map(({ value, tolerance }, at) => [keys[at] ?? '', value + shift(at) * tolerance]));
    return valuesFromOwn(values, replacements, own);
  };
  const center = withShift(() => 0);
  const shifted = shifts.map(withShift);
  return {
    explains(number) {
      const value = center(number.quantity);
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
